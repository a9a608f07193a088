"""Other tools' files of annotations, read for a picture."""

from __future__ import annotations

from typing import Any

from server.api.message import Message
from server.api.operation import Answer, Body, Operation, Parameter
from server.api.refusals import (
    ANNOTATIONS_TOO_LARGE,
    BUSY,
    INVALID_PICTURE,
    MISSING_FILE,
)


class OfferedBox(Message):
    """An object of which a file has only a bounding box: a prompt for the model."""

    id: str
    """What the file calls it."""
    label: str
    """Its class; empty for none."""
    box: list[float]
    """x0, y0, x1, y1 in pixels of the upright picture."""


class Skipped(Message):
    """An object that was left out."""

    id: str
    """What the file calls it."""
    reason: str
    """Without subject and full stop."""


class Choices(Message):
    """What there is to choose from before a file can be read."""

    message: str
    """One sentence."""
    pictures: list[str]
    """One of them is to be sent as `picture`."""
    turns: list[int]
    """One of them is to be sent as `turn`."""


class Annotations(Message):
    """What files have for a picture."""

    kind: str
    """Of the files, as `labelme`."""
    annotations: list[dict[str, Any]]
    """Records of version 1, as `docs/annotations.md` describes them."""
    boxes: list[OfferedBox]
    """Objects that are only boxes."""
    skipped: list[Skipped]
    """What was left out, and why."""
    notes: list[str]
    """Sentences on what was read otherwise than it stands there."""
    choices: Choices | None
    """Where something has to be chosen first; then all lists are empty."""


_BYTES = {"type": "string", "contentMediaType": "application/octet-stream"}


def _query(name: str, description: str, example: str | None = None, **schema: Any) -> Parameter:
    return Parameter(
        name=name, place="query", description=description, schema=schema, example=example
    )


READ_ANNOTATIONS = Operation(
    id="readAnnotations",
    method="post",
    path="/api/v1/annotations",
    tag="Annotations",
    summary="Read a file of annotations for a picture",
    description="""
    Send a file as the request's body, or several as fields `file` of a multipart form; a ZIP is
    unpacked. annotations.json, COCO JSON (also results and panoptic), SA-1B JSON, and the files of
    LabelMe, Label Studio, VIA, Pascal VOC, CVAT, YOLO and GeoJSON are read; which one it is is
    judged by its content. The answer is our own records, with a report of what was left out. The
    picture need not be on the server; nothing is kept.
    """,
    parameters=(
        _query("width", "Pixels of the upright picture.", type="integer", minimum=1),
        _query("height", "Pixels of the upright picture.", type="integer", minimum=1),
        _query(
            "file_name", "The picture's, by which files about several are searched.", type="string"
        ),
        _query(
            "image_id",
            "The picture's id, for the records.",
            type="string",
            pattern="^[0-9a-f]{64}$",
        ),
        _query(
            "picture", "Of those in `choices`: which picture of the file is meant.", type="string"
        ),
        _query(
            "turn",
            "Of those in `choices`: by how many degrees clockwise to turn the file's picture.",
            type="integer",
        ),
    ),
    body=Body(
        required=True,
        media={
            "application/octet-stream": _BYTES,
            "multipart/form-data": {
                "type": "object",
                "required": ["file"],
                "properties": {"file": {"type": "array", "items": _BYTES}},
            },
        },
    ),
    answers={200: Answer("What the files have, or what there is to choose.", json=Annotations)},
    refusals=(MISSING_FILE, ANNOTATIONS_TOO_LARGE, INVALID_PICTURE, BUSY),
    shell=r"""
    cat > photo.json <<'EOF'
    {"imagePath": "photo.jpg", "shapes": [{"label": "dog", "points": [[1, 1], [90, 1], [90, 90]]}]}
    EOF
    curl --fail --data-binary @photo.json --header "Content-Type: application/octet-stream" \
        "$server/api/v1/annotations?width=640&height=427&file_name=photo.jpg"
    """,
    python=r"""
    labelme = {
        "imagePath": "photo.jpg",
        "shapes": [{"label": "dog", "points": [[1, 1], [90, 1], [90, 90]]}],
    }
    about = f"width={image['width']}&height={image['height']}&file_name=photo.jpg"
    request = urllib.request.Request(
        server + "/api/v1/annotations?" + about, data=json.dumps(labelme).encode(), method="POST"
    )
    request.add_header("Content-Type", "application/octet-stream")
    with urllib.request.urlopen(request) as response:
        read = json.load(response)

    print(read["kind"], len(read["annotations"]), read["skipped"])
    """,
)
