"""The annotations of a project's pictures."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from server.api.message import Count, Message, Sha256, Side
from server.api.operation import Answer, Body, Operation, Parameter
from server.api.project_annotations_types import (
    Rank,
    Record,
    Revision,
    SentChange,
    StoredAnnotation,
)
from server.api.project_refusals import CONFLICT, PRECONDITION, READS, WRITES
from server.api.project_shared import (
    ANNOTATION_ID,
    PICTURE_ID,
    PROJECT_ID,
    READER,
    WRITER,
    StateName,
)
from server.api.projects import IF_MATCH
from server.api.shared import IF_NONE_MATCH, NOT_MODIFIED

_ANNOTATIONS = "/api/v1/projects/{project_id}/pictures/{picture_id}/annotations"
_ONE = _ANNOTATIONS + "/{annotation_id}"


class ProjectDocument(Message):
    """A picture's annotations."""

    picture_id: Sha256
    file_name: str
    width: Side
    """Pixels of the upright picture."""
    height: Side
    """Pixels of the upright picture."""
    contents: Count
    """Grows with each change of them."""
    annotations: list[StoredAnnotation]
    """The one in front first; those that were removed are among them, with no record, so that one
    that comes back can name what it follows."""


class NewContent(Message):
    """What an annotation is to hold from now on."""

    model_config = ConfigDict(strict=True)

    revision: Revision
    """A name for this content, which the client makes and never uses for another."""
    rank: Rank = 0
    """Those of higher rank lie in front."""
    record: Record
    """The record, of version 1, as `docs/annotations.md` describes it."""


class Changes(Message):
    """Changes of a picture's annotations, each of another one."""

    model_config = ConfigDict(strict=True)

    changes: Annotated[list[SentChange], Field(max_length=2000)]
    """2000 at most."""


class ChangeConflict(Message):
    """A change that was not taken, since another came first."""

    sent: SentChange
    """The change that was sent."""
    stored: StoredAnnotation | None
    """What is kept; null where nothing is known of the annotation."""


class Saved(Message):
    """What became of changes that were sent together."""

    taken: list[str]
    """Ids of annotations whose change is kept now, or was already."""
    conflicts: list[ChangeConflict]
    """The others; nothing was overwritten."""
    before: Count
    """The picture's `contents` before this: other changes may have come in between."""
    contents: Count
    """As of the picture's annotations after this."""
    objects: Count
    """How many annotations the picture has now."""
    state: StateName
    """The picture's, which an edit may have changed."""


class Revisions(Message):
    """All that an annotation ever was."""

    revisions: list[StoredAnnotation]
    """The first one first."""


class AnnotatedPicture(Message):
    """A picture of a project with its annotations: one line of the stream."""

    picture_id: Sha256
    file_name: str
    width: Side
    """Pixels of the upright picture."""
    height: Side
    """Pixels of the upright picture."""
    group: str
    state: StateName
    exhaustive: list[str] | None
    """The labels of which every object is claimed to be marked; null for no claim."""
    annotations: list[Record]
    """The records, the one in front first."""


REVISION = Parameter(
    name="revision",
    place="query",
    description="A name for the removal, which the client makes and never uses for anything else.",
    schema={"type": "string", "pattern": r"^[A-Za-z0-9._:-]{1,100}$"},
)
IS_NEW = Parameter(
    name="If-None-Match",
    place="header",
    description="`*` where the annotation is new. Without this and `If-Match`: `428`.",
    schema={"type": "string"},
)

GET_DOCUMENT = Operation(
    id="getProjectAnnotations",
    method="get",
    path=_ANNOTATIONS,
    tag="Project annotations",
    summary="Get a picture's annotations",
    description="""
    Each with its revision. The `ETag` changes with any of them.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *READER, IF_NONE_MATCH),
    answers={
        200: Answer("The annotations.", json=ProjectDocument, headers=("ETag",)),
        304: NOT_MODIFIED,
    },
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/pictures/$id/annotations"
    """,
    python=r"""
    document = get_json(of_picture + "/annotations")
    """,
)

SAVE_ANNOTATIONS = Operation(
    id="saveProjectAnnotations",
    method="post",
    path=_ANNOTATIONS,
    tag="Project annotations",
    summary="Save several changes",
    description="""
    Each change names the revision that it follows. Those that follow what is kept are taken, all
    together; the others are answered with what is kept instead. A change that was taken before is
    taken as well, so that a request can be sent again. Where one of them cannot be kept by anybody,
    as with a mask of another size, none is.

    The first change of a picture that is new or prefilled makes it `in_progress`. Of a submitted
    picture only reviewers and leads change annotations, of an accepted one nobody.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *WRITER),
    body=Body(json=Changes, required=True),
    answers={200: Answer("What became of them.", json=Saved)},
    refusals=WRITES,
    shell=r"""
    annotation=0f8fad5b-d9cb-469f-a165-70867728950e
    record="{\"version\": 1, \"id\": \"$annotation\", \"name\": \"\", \"label\": \"dog\",
        \"segmentation\": {\"size\": [427, 640], \"counts\": \"^U4^U4TaR8\"},
        \"prompts\": [], \"corrections\": [], \"candidates\": [], \"chosen\": null,
        \"source\": \"manual\", \"predicted_iou\": null, \"stability_score\": null,
        \"point_coords\": null, \"crop_box\": null, \"model\": null,
        \"created\": \"2026-11-25T14:43:09Z\", \"modified\": \"2026-11-25T14:43:09Z\"}"
    change="{\"annotation_id\": \"$annotation\", \"revision\": \"shell.1\", \"record\": $record}"
    curl --fail --header "Person: $person" --json "{\"changes\": [$change]}" \
        "$server/api/v1/projects/$project/pictures/$id/annotations"
    """,
    python=r"""
    record = read["annotations"][0]
    change = {"annotation_id": record["id"], "revision": "script.1", "record": record}
    saved = send("POST", of_picture + "/annotations", {"changes": [change]}, **me)
    print(len(saved["taken"]), "taken,", len(saved["conflicts"]), "in conflict")
    """,
)

GET_ANNOTATION = Operation(
    id="getProjectAnnotation",
    method="get",
    path=_ONE,
    tag="Project annotations",
    summary="Get an annotation",
    description="""
    The `ETag` is its revision, for `If-Match`. One that was removed is answered too, without a
    record.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, ANNOTATION_ID, *READER, IF_NONE_MATCH),
    answers={
        200: Answer("The annotation.", json=StoredAnnotation, headers=("ETag",)),
        304: NOT_MODIFIED,
    },
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/pictures/$id/annotations/$annotation"
    """,
    python=r"""
    of_annotation = f"{of_picture}/annotations/{record['id']}"
    stored = get_json(of_annotation)
    """,
)

PUT_ANNOTATION = Operation(
    id="putProjectAnnotation",
    method="put",
    path=_ONE,
    tag="Project annotations",
    summary="Write an annotation",
    description="""
    With `If-Match` naming the revision that it follows, or `If-None-Match: *` where it is new. A
    write that follows another revision than the one that is kept is refused with both versions. The
    revision is named by the client, so a change that waits to be sent can be followed by the next
    one, and the same one sent again is answered as the first time.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, ANNOTATION_ID, IF_MATCH, IS_NEW, *WRITER),
    body=Body(json=NewContent, required=True),
    answers={200: Answer("What is kept now.", json=StoredAnnotation, headers=("ETag",))},
    refusals=(*WRITES, CONFLICT, PRECONDITION),
    shell=r"""
    curl --fail --request PUT --header "Person: $person" --header 'If-Match: "shell.1"' \
        --json "{\"revision\": \"shell.2\", \"record\": $record}" \
        "$server/api/v1/projects/$project/pictures/$id/annotations/$annotation"
    """,
    python=r"""
    content = {"revision": "script.2", "rank": 1, "record": {**record, "name": "Rex"}}
    stored = send("PUT", of_annotation, content, If_Match=f'"{stored["revision"]}"', **me)
    """,
)

REMOVE_ANNOTATION = Operation(
    id="removeProjectAnnotation",
    method="delete",
    path=_ONE,
    tag="Project annotations",
    summary="Remove an annotation",
    description="""
    As it is written: with `If-Match`, and with a revision of its own, under which it can come back.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, ANNOTATION_ID, REVISION, IF_MATCH, *WRITER),
    answers={200: Answer("What is kept: no record.", json=StoredAnnotation, headers=("ETag",))},
    refusals=(*WRITES, CONFLICT, PRECONDITION),
    shell=r"""
    curl --fail --request DELETE --header "Person: $person" --header 'If-Match: "shell.2"' \
        "$server/api/v1/projects/$project/pictures/$id/annotations/$annotation?revision=shell.3"
    """,
    python=r"""
    send("DELETE", of_annotation + "?revision=script.3", If_Match='"script.2"', **me)
    """,
)

GET_REVISIONS = Operation(
    id="getProjectRevisions",
    method="get",
    path=_ONE + "/revisions",
    tag="Project annotations",
    summary="See all that an annotation was",
    description="""
    Every revision, by whom and when. None is ever changed or removed.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, ANNOTATION_ID, *READER),
    answers={200: Answer("The revisions.", json=Revisions)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/pictures/$id/annotations/$annotation/revisions"
    """,
    python=r"""
    print([each["revision"] for each in get_json(of_annotation + "/revisions")["revisions"]])
    """,
)

STREAM_ANNOTATIONS = Operation(
    id="streamProjectAnnotations",
    method="get",
    path="/api/v1/projects/{project_id}/annotations",
    tag="Project annotations",
    summary="Stream all annotations of a project",
    description="""
    A line of JSON for each picture, in the order in which they were added, all as they were at one
    moment.
    """,
    parameters=(
        PROJECT_ID,
        *READER,
        Parameter(
            name="state",
            place="query",
            description="Only of pictures in this state.",
            schema={
                "type": "string",
                "enum": [
                    "all",
                    "new",
                    "prefilled",
                    "in_progress",
                    "submitted",
                    "returned",
                    "accepted",
                    "skipped",
                ],
                "default": "all",
            },
        ),
    ),
    answers={
        200: Answer("The pictures.", typed={"application/x-ndjson": AnnotatedPicture}),
    },
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/annotations?state=accepted"
    """,
    python=r"""
    with urllib.request.urlopen(server + root + "/annotations") as lines:
        for line in lines:
            each = json.loads(line)
            print(each["file_name"], each["state"], len(each["annotations"]))
    """,
)
