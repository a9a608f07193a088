"""Data sets out of a project, and into it."""

from __future__ import annotations

from server.api.message import Count, Message
from server.api.operation import Answer, Body, Operation, Parameter
from server.api.project_refusals import READS, WRITES
from server.api.project_shared import PROJECT_ID, READER, WRITER

KINDS = (
    *("coco", "coco_polygons", "sa1b", "yolo", "png", "labelme", "cvat", "label_studio", "json"),
)


class BroughtIn(Message):
    """What became of a data set that was read."""

    kind: str
    """Of the files, as `coco`."""
    pictures: Count
    """Of the project, that it says something of."""
    taken: Count
    """Annotations that are new."""
    there: Count
    """Annotations that the project had already."""
    lines: list[str]
    """What was left out or odd, a sentence each; 1000 at most."""


def _choice(name: str, description: str, *choices: str) -> Parameter:
    schema = {"type": "string", "enum": list(choices), "default": choices[0]}
    return Parameter(name=name, place="query", description=description, schema=schema)


EXPORT = Operation(
    id="exportProject",
    method="get",
    path="/api/v1/projects/{project_id}/data-set",
    tag="Data sets",
    summary="Get a project as a data set",
    description="""
    A ZIP with the annotations as they are at one moment, and a `manifest.json` with counts, hashes,
    decoders, and what this kind does not hold; `docs/projects.md` lists the kinds. One is made at a
    time: it lies on the server's disk until it was taken.
    """,
    parameters=(
        PROJECT_ID,
        *READER,
        _choice("kind", "Of the data set.", *KINDS),
        _choice("state", "Of which pictures.", "accepted", "all"),
        _choice("pictures", "Whether the pictures' files come along.", "false", "true"),
    ),
    answers={200: Answer("The data set.", media=("application/zip",))},
    refusals=READS,
    shell=r"""
    curl --fail --output pets.zip "$server/api/v1/projects/$project/data-set?kind=yolo&state=all"
    """,
    python=r"""
    urllib.request.urlretrieve(f"{server}{root}/data-set?kind=coco&state=all", "animals.zip")
    """,
)

BRING_IN = Operation(
    id="bringInDataSet",
    method="post",
    path="/api/v1/projects/{project_id}/data-set",
    tag="Data sets",
    summary="Give a project the annotations of a data set",
    description="""
    The body is a file of any kind that `docs/annotations.md` lists, or a ZIP of several. Pictures
    are found by their names; they have to be in the project already. What is there stays: sending
    the same file again adds nothing. Labels that the project lacks are made, which reviewers and
    leads may.
    """,
    parameters=(PROJECT_ID, *WRITER[:2]),
    body=Body(
        required=True,
        media={
            "application/octet-stream": {
                "type": "string",
                "contentMediaType": "application/octet-stream",
            }
        },
    ),
    answers={200: Answer("What became of it.", json=BroughtIn)},
    refusals=WRITES,
    shell=r"""
    curl --fail --header "Person: $person" --data-binary @photo.json \
        --header "Content-Type: application/octet-stream" \
        "$server/api/v1/projects/$project/data-set"
    """,
    python=r"""
    address = server + root + "/data-set"
    request = urllib.request.Request(address, data=json.dumps(labelme).encode(), headers=me)
    with urllib.request.urlopen(request) as response:
        print(json.load(response)["taken"], "annotations are new")
    """,
)
