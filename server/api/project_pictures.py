"""A project's pictures."""

from __future__ import annotations

from typing import Annotated, get_args

from pydantic import ConfigDict, Field

from server.api.images import PICTURE
from server.api.message import Count, Message, Sha256, Side
from server.api.operation import Answer, Body, Operation, Parameter
from server.api.project_refusals import (
    BUSY_STORAGE,
    FULL_STORAGE,
    MAY_NOT,
    NOT_NOW,
    NOT_THERE,
    READS,
    WRITES,
)
from server.api.project_shared import (
    PICTURE_ID,
    PROJECT_ID,
    READER,
    WRITER,
    StateName,
    Time,
    Uuid,
    WhyName,
)
from server.api.refusals import DAMAGED, MISSING_FILE, TOO_LARGE, UNSUPPORTED
from server.api.shared import IF_NONE_MATCH, NOT_MODIFIED


class PictureLease(Message):
    """Who is at a picture."""

    person_id: Uuid
    until: Time
    """Without a sign of life."""


class ProjectPicture(Message):
    """A picture of a project."""

    id: Sha256
    """SHA-256 of its file, which is its id in `/api/v1/images` too."""
    number: Count
    """Grows in the order in which pictures were added."""
    file_name: str
    width: Side
    """Pixels of the upright picture."""
    height: Side
    """Pixels of the upright picture."""
    format: str
    """What the file is, as `JPEG`."""
    group: str
    """Pictures that belong together; empty for none."""
    state: StateName
    why: WhyName | None
    """Why it has its place in the order of the queue; null once somebody has begun it, and where
    it has none."""
    objects: Count
    """How many annotations it has."""
    open_comments: Count
    """How many of its comments are not dealt with; answers do not count."""
    exhaustive: list[str] | None
    """The labels of which every object is claimed to be marked; null for no claim."""
    lease: PictureLease | None
    """Who is at it now; null for nobody."""
    worker_id: Uuid | None
    """Who annotated or submitted it last; null for nobody."""
    version: Count
    """Grows with each change of what stands here, leases apart."""
    contents: Count
    """Grows with each change of its annotations."""
    added: Time
    changed: Time
    file: str
    """Where a browser gets its pixels."""
    thumbnail: str
    """Where a small JPEG of it is."""
    embedding: str
    """Where its embedding is."""


class RemovedPicture(Message):
    """A picture that was removed from a project for good."""

    id: Sha256
    objects: Count
    """Annotations that went with it."""


class PicturePage(Message):
    """A part of the pictures that were asked for."""

    pictures: list[ProjectPicture]
    """In the order in which they were added."""
    next: str | None
    """The `cursor` of the next part; null behind the last."""
    total: Count | None
    """How many there are in all; only in the first part."""


class KnownPicture(Message):
    """A picture that may be on the server already."""

    model_config = ConfigDict(strict=True)

    id: Sha256
    """SHA-256 of its file."""
    file_name: str
    """As it is to be called."""
    group: str = ""
    """Pictures that belong together."""


class KnownPictures(Message):
    """Pictures that are to be added without being sent, where that is possible."""

    model_config = ConfigDict(strict=True)

    pictures: Annotated[list[KnownPicture], Field(max_length=1000)]
    """1000 at most."""


class AddedPictures(Message):
    """Which pictures are in the project, and which have to be sent."""

    added: list[Sha256]
    """They are in the project now."""
    missing: list[Sha256]
    """Their files are to be sent."""


def _query(name: str, description: str, **schema: object) -> Parameter:
    return Parameter(name=name, place="query", description=description, schema=schema)


_STATE = f"({'|'.join(get_args(StateName))})"

LIST_PICTURES = Operation(
    id="listPictures",
    method="get",
    path="/api/v1/projects/{project_id}/pictures",
    tag="Project pictures",
    summary="List a project's pictures",
    description="""
    In parts: begin without `cursor`, and go on with `next`. The first part says how many there are
    in all; all conditions hold at once.
    """,
    parameters=(
        PROJECT_ID,
        *READER,
        _query("cursor", "The last answer's `next`.", type="string", pattern=r"^\d{1,18}$"),
        _query("limit", "Pictures of one part.", type="integer", minimum=1, maximum=500),
        _query(
            "state",
            "One state, or several with commas between.",
            type="string",
            pattern=f"^{_STATE}(,{_STATE})*$",
        ),
        _query("search", "Part of the file's name or group, whatever the case.", type="string"),
        _query("label", "Has an object of this label.", type="string"),
        _query("worker", "Was annotated or submitted last by this person.", type="string"),
        _query(
            "at_work",
            "`true` or `false`: whether somebody is at it.",
            type="string",
            pattern="^(true|false)$",
        ),
    ),
    answers={200: Answer("A part of them.", json=PicturePage)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/pictures?state=new,returned&limit=50"
    """,
    python=r"""
    page = get_json(root + "/pictures?limit=50")
    """,
)

ADD_PICTURE = Operation(
    id="addPicture",
    method="post",
    path="/api/v1/projects/{project_id}/pictures",
    tag="Project pictures",
    summary="Add a picture to a project",
    description="""
    As `POST /api/v1/images`, and the file is kept for good. The same file is added once; sending it
    again changes nothing.
    """,
    parameters=(
        PROJECT_ID,
        _query("file_name", "The picture's name.", type="string"),
        _query("group", "Pictures that belong together: one scene, one film.", type="string"),
        *WRITER[:2],
    ),
    body=PICTURE,
    answers={
        201: Answer("The picture is new in the project.", json=ProjectPicture),
        200: Answer("The picture was there already.", json=ProjectPicture),
    },
    refusals=(
        *(MISSING_FILE, MAY_NOT, NOT_THERE, NOT_NOW, TOO_LARGE, UNSUPPORTED, DAMAGED),
        *(BUSY_STORAGE, FULL_STORAGE),
    ),
    shell=r"""
    curl --fail --header "Person: $person" --data-binary @photo.jpg \
        "$server/api/v1/projects/$project/pictures?file_name=photo.jpg"
    """,
    python=r"""
    with open("photo.jpg", "rb") as file:
        address = server + root + "/pictures?file_name=photo.jpg"
        request = urllib.request.Request(address, data=file.read(), headers=me)
    with urllib.request.urlopen(request) as response:
        picture = json.load(response)

    of_picture = f"{root}/pictures/{picture['id']}"
    """,
)

ADD_KNOWN = Operation(
    id="addKnownPictures",
    method="post",
    path="/api/v1/projects/{project_id}/known",
    tag="Project pictures",
    summary="Add pictures that the server has",
    description="""
    Files that some project has, or that were put in for trying, are added without being sent again;
    the answer says which have to be sent. So an upload of many files goes on where it was broken
    off.
    """,
    parameters=(PROJECT_ID, *WRITER),
    body=Body(json=KnownPictures, required=True),
    answers={
        200: Answer("What is in the project now, and what is to be sent.", json=AddedPictures)
    },
    refusals=WRITES,
    shell=r"""
    curl --fail --header "Person: $person" \
        --json "{\"pictures\": [{\"id\": \"$id\", \"file_name\": \"photo.jpg\"}]}" \
        "$server/api/v1/projects/$project/known"
    """,
    python=r"""
    known = [{"id": picture["id"], "file_name": "photo.jpg"}]
    print(send("POST", root + "/known", {"pictures": known}, **me)["missing"])
    """,
)

GET_PICTURE = Operation(
    id="getPicture",
    method="get",
    path="/api/v1/projects/{project_id}/pictures/{picture_id}",
    tag="Project pictures",
    summary="Get a picture of a project",
    description="""
    What is known of it, but its annotations.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *READER),
    answers={200: Answer("The picture.", json=ProjectPicture)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/pictures/$id"
    """,
    python=r"""
    picture = get_json(of_picture)
    """,
)

REMOVE_PICTURE = Operation(
    id="removePicture",
    method="delete",
    path="/api/v1/projects/{project_id}/pictures/{picture_id}",
    tag="Project pictures",
    summary="Remove a picture for good",
    description="""
    Leads may, while nobody else is at it. Its annotations and comments go with it, and its file,
    where no other project has it; one in a folder that an operator registered stays there. The
    times of its masks and what happened stay.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, *WRITER),
    answers={200: Answer("What was removed.", json=RemovedPicture)},
    refusals=WRITES,
    shell=r"""
    spare=$(curl --fail --header "Person: $person" --json '{"name": "Spare"}' \
        "$server/api/v1/projects" | first_id)
    curl --fail --header "Person: $person" \
        --json "{\"pictures\": [{\"id\": \"$id\", \"file_name\": \"photo.jpg\"}]}" \
        "$server/api/v1/projects/$spare/known"
    curl --fail --request DELETE --header "Person: $person" \
        "$server/api/v1/projects/$spare/pictures/$id"
    """,
    python=r"""
    spare = "/api/v1/projects/" + send("POST", "/api/v1/projects", {"name": "Spares"}, **me)["id"]
    send("POST", spare + "/known", {"pictures": known}, **me)
    send("DELETE", f"{spare}/pictures/{picture['id']}", **me)
    """,
)

GET_FILE = Operation(
    id="getPictureFile",
    method="get",
    path="/api/v1/projects/{project_id}/pictures/{picture_id}/file",
    tag="Project pictures",
    summary="Get a picture's pixels",
    description="""
    The file as it was put in where a browser shows the very pixels that the model sees, else the
    picture as PNG.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, IF_NONE_MATCH),
    answers={
        200: Answer(
            "The picture.",
            media=("image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp", "image/avif"),
            headers=("ETag",),
        ),
        304: NOT_MODIFIED,
    },
    refusals=READS,
    shell=r"""
    curl --fail --output picture "$server/api/v1/projects/$project/pictures/$id/file"
    """,
    python=r"""
    urllib.request.urlretrieve(server + picture["file"], "picture")
    """,
)

GET_SMALL = Operation(
    id="getPictureThumbnail",
    method="get",
    path="/api/v1/projects/{project_id}/pictures/{picture_id}/thumbnail",
    tag="Project pictures",
    summary="Get a small picture",
    description="""
    A JPEG of at most 320 pixels a side.
    """,
    parameters=(PROJECT_ID, PICTURE_ID, IF_NONE_MATCH),
    answers={
        200: Answer("The small picture.", media=("image/jpeg",), headers=("ETag",)),
        304: NOT_MODIFIED,
    },
    refusals=READS,
    shell=r"""
    curl --fail --output small.jpg "$server/api/v1/projects/$project/pictures/$id/thumbnail"
    """,
    python=r"""
    urllib.request.urlretrieve(server + picture["thumbnail"], "small.jpg")
    """,
)
