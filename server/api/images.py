"""Pictures and their embeddings."""

from __future__ import annotations

from typing import Literal, get_args

from server.api.message import Message, Sha256, Side
from server.api.operation import Answer, Body, Operation, Parameter
from server.api.refusals import (
    BUSY,
    DAMAGED,
    ENCODING_FAILED,
    IMAGE_NOT_FOUND,
    INVALID_DTYPE,
    INVALID_QUERY,
    INVALID_WINDOW,
    MISSING_FILE,
    TILE_NOT_FOUND,
    TOO_LARGE,
    TOO_LARGE_FOR_FLOAT16,
    UNSUPPORTED,
)
from server.api.shared import IF_NONE_MATCH, IMAGE_ID, NOT_MODIFIED

Dtype = Literal["float16", "float32"]
"""Of an embedding's numbers; the first is the default."""


class Image(Message):
    """A picture that the server holds."""

    id: Sha256
    """SHA-256 of its file, 64 hexadecimal digits."""
    width: Side
    """Pixels of the upright picture."""
    height: Side
    """Pixels of the upright picture."""
    format: Literal["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "HEIC", "AVIF"]
    """What the file is, by its bytes."""
    preview: str | None
    """Where to see the pixels the model sees, when a browser that is given the file could show
    others (TIFF, more than 8 bits, CMYK, transparency, animation, ...); else null."""
    embedding: str
    """Where its embedding is."""
    first_channel: str | None
    """Where the first of its channels is, as a picture of its own, where a TIFF that says it is
    grey has three or four and they are shown as colours; else null."""
    notes: list[str]
    """Sentences about what reading did to the picture."""


_BYTES = {"type": "string", "contentMediaType": "application/octet-stream"}

PICTURE = Body(
    required=True,
    media={
        "application/octet-stream": _BYTES,
        "image/*": {"type": "string", "contentMediaType": "image/*"},
        "multipart/form-data": {
            "type": "object",
            "required": ["file"],
            "properties": {"file": {**_BYTES, "description": "The picture's file."}},
        },
    },
)

DTYPE = Parameter(
    name="dtype",
    place="query",
    description="The type of the numbers. float16 halves the transfer and changes masks hardly.",
    schema={"type": "string", "enum": list(get_args(Dtype)), "default": get_args(Dtype)[0]},
)

WINDOW = Parameter(
    name="window",
    place="query",
    description=(
        "x,y,width,height of one of the picture's windows, in its pixels; without it all of the "
        "picture."
    ),
    schema={"type": "string", "pattern": r"^\d{1,9},\d{1,9},\d{1,9},\d{1,9}$"},
    example="512,0,1024,1024",
)
AHEAD = Parameter(
    name="ahead",
    place="query",
    description="Whether nobody waits for it yet; what others wait for then goes first.",
    schema={"type": "string", "enum": ["no", "yes"], "default": "no"},
)

LONGEST = Parameter(
    name="longest",
    place="query",
    description="Pixels of the answer's longer side at most; 0 for all there are.",
    schema={"type": "integer", "minimum": 0, "default": 0},
)
LEVEL = Parameter(
    name="level",
    place="path",
    description="0 for native scale, 1 for half of it, and so on.",
    schema={"type": "integer", "minimum": 0},
    example="0",
)
TILE_X = Parameter(
    name="x",
    place="path",
    description="The tile's column.",
    schema={"type": "integer", "minimum": 0},
    example="0",
)
TILE_Y = Parameter(
    name="y",
    place="path",
    description="The tile's row.",
    schema={"type": "integer", "minimum": 0},
    example="0",
)
EXACT = Parameter(
    name="exact",
    place="query",
    description="Whether the tile is a PNG, which is several times as large.",
    schema={"type": "string", "enum": ["no", "yes"], "default": "no"},
)

PUT_IMAGE = Operation(
    id="putImage",
    method="post",
    path="/api/v1/images",
    tag="Images",
    summary="Put a picture in",
    description="""
    Send the file as the request's body, with any `Content-Type`, or as the field `file` of a
    multipart form. JPEG, PNG, WebP, GIF (first frame), TIFF (first or largest page), BMP, HEIC
    and AVIF are read, of 1 to 64 bits per sample, grey, palette, RGB or CMYK; what they are is
    judged by their bytes. Orientation is applied, transparency is composited on white, and
    pictures of more than 8 bits are stretched from the 0.1 and 99.9 percentiles of their values to
    0 and 255, where values that stand for no data do not count. `notes` says in sentences what was
    done.
    """,
    body=PICTURE,
    answers={
        201: Answer("The picture is new here.", json=Image, headers=("Location",)),
        200: Answer("The picture was here already.", json=Image, headers=("Location",)),
    },
    refusals=(
        MISSING_FILE,
        TOO_LARGE,
        UNSUPPORTED,
        DAMAGED,
        BUSY,
    ),
    shell=r"""
    curl --fail --data-binary @photo.jpg --header "Content-Type: image/jpeg" "$server/api/v1/images"
    curl --fail --form file=@photo.jpg "$server/api/v1/images"  # the same, as a form
    id=$(sha256sum photo.jpg | cut --characters 1-64)
    """,
    python=r"""
    with open("photo.jpg", "rb") as file:
        request = urllib.request.Request(server + "/api/v1/images", data=file.read(), method="POST")
    request.add_header("Content-Type", "application/octet-stream")
    with urllib.request.urlopen(request) as response:
        image = json.load(response)

    print(image["width"], image["height"], image["id"])
    """,
)

GET_IMAGE = Operation(
    id="getImage",
    method="get",
    path="/api/v1/images/{image_id}",
    tag="Images",
    summary="Ask about a picture",
    description="""
    The same answer as when it was put in.
    """,
    parameters=(IMAGE_ID,),
    answers={
        200: Answer("The picture is here.", json=Image),
    },
    refusals=(
        IMAGE_NOT_FOUND,
        BUSY,
    ),
    shell=r"""
    curl --fail "$server/api/v1/images/$id"
    """,
    python=r"""
    image = get_json("/api/v1/images/" + image["id"])
    """,
)

GET_PREVIEW = Operation(
    id="getPreview",
    method="get",
    path="/api/v1/images/{image_id}/preview",
    tag="Images",
    summary="See a picture as the model sees it",
    description="""
    The upright picture in 8-bit RGB, as PNG. Every picture has one; `preview` in the picture's
    description is null where a browser that is given the file itself shows the same pixels.
    `longest` asks for a smaller one; of a picture that is read in parts it is 2000 where nothing is
    asked.
    """,
    parameters=(
        IMAGE_ID,
        LONGEST,
        IF_NONE_MATCH,
    ),
    answers={
        200: Answer("The picture.", media=("image/png",), headers=("ETag",)),
        304: NOT_MODIFIED,
    },
    refusals=(
        IMAGE_NOT_FOUND,
        TOO_LARGE,
        INVALID_QUERY,
        BUSY,
    ),
    shell=r"""
    curl --fail --output preview.png "$server/api/v1/images/$id/preview"
    """,
    python=r"""
    urllib.request.urlretrieve(f"{server}/api/v1/images/{image['id']}/preview", "preview.png")
    """,
)

GET_TILE = Operation(
    id="getTile",
    method="get",
    path="/api/v1/images/{image_id}/tiles/{level}/{x}/{y}",
    tag="Images",
    summary="See a part of a large picture",
    description="""
    A tile of the upright picture, as the model sees it. Level 0 is native scale, each further level
    half as wide and high, rounded up; tiles are squares of 512 pixels, the last of a row and of a
    column what is left. The last level has one tile, which is all of the picture. Tiles are JPEGs;
    `exact=yes` asks for a PNG, in which no colour is changed.
    """,
    parameters=(
        IMAGE_ID,
        LEVEL,
        TILE_X,
        TILE_Y,
        EXACT,
        IF_NONE_MATCH,
    ),
    answers={
        200: Answer("The tile.", media=("image/jpeg", "image/png"), headers=("ETag",)),
        304: NOT_MODIFIED,
    },
    refusals=(
        TILE_NOT_FOUND,
        INVALID_QUERY,
        BUSY,
    ),
    shell=r"""
    curl --fail --output tile.jpg "$server/api/v1/images/$id/tiles/0/0/0"
    """,
    python=r"""
    urllib.request.urlretrieve(f"{server}/api/v1/images/{image['id']}/tiles/0/0/0", "tile.jpg")
    """,
)

GET_FIRST_CHANNEL = Operation(
    id="getFirstChannel",
    method="get",
    path="/api/v1/images/{image_id}/first-channel",
    tag="Images",
    summary="See the first of grey channels",
    description="""
    Three or four samples of a TIFF that says it is grey are shown as colours, as GDAL and many
    scripts write them. Where they are channels instead, this is the first of them, upright, in 8
    bits, as a PNG that can be put in as a picture of its own. Of any other picture it is the
    preview.
    """,
    parameters=(
        IMAGE_ID,
        IF_NONE_MATCH,
    ),
    answers={
        200: Answer("The channel.", media=("image/png",), headers=("ETag",)),
        304: NOT_MODIFIED,
    },
    refusals=(
        IMAGE_NOT_FOUND,
        TOO_LARGE,
        BUSY,
    ),
    shell=r"""
    curl --fail --output channel.png "$server/api/v1/images/$id/first-channel"
    """,
    python=r"""
    urllib.request.urlretrieve(f"{server}/api/v1/images/{image['id']}/first-channel", "channel.png")
    """,
)

GET_EMBEDDING = Operation(
    id="getEmbedding",
    method="get",
    path="/api/v1/images/{image_id}/embedding",
    tag="Images",
    summary="Get a picture's embedding",
    description="""
    What the image encoder makes of the picture, as raw little-endian numbers in C order; the
    headers say which. The answer comes when the picture is encoded, which takes from a second to
    minutes, by model and machine. Each picture is encoded once, even when it is asked for twice at
    the same time.

    A picture whose longer side is more than 1.25 times what the model sees (`image_size`) has
    *windows*: squares of that side, of twice, four times that side and so on, each level beginning
    every half side, the last of a row and of a column at the picture's end. `window` asks for the
    embedding of one; prompts are then given relative to its corner, as on a picture of its size.
    Whole pictures are encoded before windows, whoever asks.

    A decoder understands the embeddings of one image encoder only: compare `Encoder-Fingerprint`
    with `encoder_fingerprint` of the model. An `ETag` stays valid as long as picture and encoder
    stay the same.
    """,
    parameters=(
        IMAGE_ID,
        DTYPE,
        WINDOW,
        AHEAD,
        IF_NONE_MATCH,
    ),
    answers={
        200: Answer(
            "The embedding.",
            media=("application/octet-stream",),
            headers=(
                "ETag",
                "Embedding-Shape",
                "Embedding-Dtype",
                "Encoder-Fingerprint",
                "Image-Size",
                "Embedding-Window",
            ),
        ),
        304: NOT_MODIFIED,
    },
    refusals=(
        INVALID_DTYPE,
        IMAGE_NOT_FOUND,
        INVALID_WINDOW,
        TOO_LARGE_FOR_FLOAT16,
        ENCODING_FAILED,
        BUSY,
    ),
    shell=r"""
    curl --fail --dump-header - --output embedding.bin \
        "$server/api/v1/images/$id/embedding?dtype=float16"
    # of a part: "$server/api/v1/images/$id/embedding?window=512,0,1024,1024"
    """,
    python=r"""
    import numpy as np

    with urllib.request.urlopen(server + image["embedding"] + "?dtype=float32") as response:
        shape = [int(side) for side in response.headers["Embedding-Shape"].split(",")]
        embedding = np.frombuffer(response.read(), dtype="<f4").reshape(shape)

    # Prompt it with the library, or with the exported decoder and onnxruntime:
    # predictor.set_embedding(embedding, original_size=(image["height"], image["width"]))
    """,
)
