"""Photographs to try."""

from __future__ import annotations

from server.api.message import Message, Side
from server.api.operation import Answer, Operation, Parameter
from server.api.refusals import PHOTOGRAPH_NOT_FOUND
from server.api.shared import IF_NONE_MATCH, NOT_MODIFIED


class Photograph(Message):
    """One of the gallery's."""

    name: str
    """Its name in addresses."""
    title: str
    """What it shows."""
    width: Side
    """Pixels."""
    height: Side
    """Pixels."""
    image: str
    """Where its file is."""
    thumbnail: str
    """Where a small JPEG of it is."""
    credit: str
    """Who made it, and its licence."""


class Gallery(Message):
    """Photographs that come with the product."""

    images: list[Photograph]
    """In the order they are shown."""


NAME = Parameter(
    name="name",
    place="path",
    description="The photograph's name in the gallery.",
    schema={"type": "string"},
    example="coffee",
)

LIST_GALLERY = Operation(
    id="listGallery",
    method="get",
    path="/api/v1/gallery",
    tag="Gallery",
    summary="List the gallery",
    description="""
    Photographs that come with scikit-image. To segment one, fetch its file and put it in like any
    other picture.
    """,
    answers={
        200: Answer("The gallery.", json=Gallery),
    },
    shell=r"""
    curl --fail "$server/api/v1/gallery"
    """,
    python=r"""
    gallery = get_json("/api/v1/gallery")["images"]
    print([photograph["title"] for photograph in gallery])
    """,
)

GET_PHOTOGRAPH = Operation(
    id="getPhotograph",
    method="get",
    path="/api/v1/gallery/{name}",
    tag="Gallery",
    summary="Get a photograph",
    description="""
    The file as scikit-image ships it, PNG or JPEG.
    """,
    parameters=(
        NAME,
        IF_NONE_MATCH,
    ),
    answers={
        200: Answer(
            "The photograph.",
            media=(
                "image/png",
                "image/jpeg",
            ),
            headers=("ETag",),
        ),
        304: NOT_MODIFIED,
    },
    refusals=(PHOTOGRAPH_NOT_FOUND,),
    shell=r"""
    curl --fail --output coffee.png "$server/api/v1/gallery/coffee"
    """,
    python=r"""
    urllib.request.urlretrieve(server + "/api/v1/gallery/coffee", "coffee.png")
    """,
)

GET_THUMBNAIL = Operation(
    id="getThumbnail",
    method="get",
    path="/api/v1/gallery/{name}/thumbnail",
    tag="Gallery",
    summary="Get a photograph's thumbnail",
    description="""
    A JPEG, its longest side at most 480 pixels.
    """,
    parameters=(
        NAME,
        IF_NONE_MATCH,
    ),
    answers={
        200: Answer("The thumbnail.", media=("image/jpeg",), headers=("ETag",)),
        304: NOT_MODIFIED,
    },
    refusals=(PHOTOGRAPH_NOT_FOUND,),
    shell=r"""
    curl --fail --output coffee.jpg "$server/api/v1/gallery/coffee/thumbnail"
    """,
    python=r"""
    for photograph in gallery:
        urllib.request.urlretrieve(server + photograph["thumbnail"], photograph["name"] + ".jpg")
    """,
)
