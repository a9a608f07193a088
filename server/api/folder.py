"""Pictures of a folder of the server's, which are read where they lie."""

from __future__ import annotations

from server.api.images import Image
from server.api.message import Count, Message
from server.api.operation import Answer, Operation, Parameter
from server.api.refusals import BUSY, DAMAGED, FOLDER_PICTURE_NOT_FOUND, TOO_LARGE, UNSUPPORTED


class FolderPicture(Message):
    """A file of the folder."""

    name: str
    """Its path within the folder."""
    bytes: Count
    """How long it is."""


class FolderList(Message):
    """What a server's folder of pictures has."""

    pictures: list[FolderPicture]
    """By name; a thousand at most."""


NAME = Parameter(
    name="name",
    place="query",
    description="The file to open, as the list has it.",
    schema={"type": "string"},
    example="slide.tif",
)

LIST_FOLDER = Operation(
    id="listFolder",
    method="get",
    path="/api/v1/folder",
    tag="Images",
    summary="List the server's folder of pictures",
    description="""
    The picture files of the folder that the server was started with (`--pictures-dir`), those of
    folders below it too; none where it was started without one.
    """,
    answers={
        200: Answer("The files.", json=FolderList),
    },
    shell=r"""
    curl --fail "$server/api/v1/folder"
    """,
    python=r"""
    pictures = get_json("/api/v1/folder")["pictures"]
    print([picture["name"] for picture in pictures])
    """,
)

OPEN_IN_FOLDER = Operation(
    id="openInFolder",
    method="post",
    path="/api/v1/folder",
    tag="Images",
    summary="Open a picture of the server's folder",
    description="""
    The picture is then here as if it had been put in, under the same id. A large TIFF is read where
    it lies, and may have any number of bytes. The first time the whole file is read once, for its
    id.
    """,
    parameters=(NAME,),
    answers={
        200: Answer("The picture.", json=Image, headers=("Location",)),
    },
    refusals=(
        FOLDER_PICTURE_NOT_FOUND,
        TOO_LARGE,
        UNSUPPORTED,
        DAMAGED,
        BUSY,
    ),
    shell=r"""
    curl --request POST "$server/api/v1/folder?name=slide.tif"  # where there is such a file
    """,
    python=r"""
    opening = urllib.request.Request(server + "/api/v1/folder?name=slide.tif", method="POST")
    if "slide.tif" in [picture["name"] for picture in pictures]:
        slide = json.load(urllib.request.urlopen(opening))
    """,
)
