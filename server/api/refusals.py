"""The errors that operations answer with, each with a sentence for each of its codes."""

from __future__ import annotations

from server.api.operation import Refusal

MISSING_FILE = Refusal(
    "MissingFile",
    400,
    "The form has no file.",
    {
        "missing_file": (
            "The form has no file in a field named 'file'; send the picture there, or as the "
            "request's body."
        ),
    },
)
INVALID_DTYPE = Refusal(
    "InvalidDtype",
    400,
    "There is no such type of numbers.",
    {
        "invalid_dtype": "dtype is 'int8'; expected float16 or float32.",
    },
)
IMAGE_NOT_FOUND = Refusal(
    "ImageNotFound",
    404,
    "The picture is not here, or not any more.",
    {
        "image_not_found": (
            "The picture ab67b4d21d4e… is not here (any more); put it in again with POST "
            "/api/v1/images."
        ),
    },
)
PHOTOGRAPH_NOT_FOUND = Refusal(
    "PhotographNotFound",
    404,
    "The gallery has no such picture.",
    {
        "gallery_image_not_found": (
            "The gallery has no picture 'tea'; it has coffee, chelsea, astronaut."
        ),
    },
)
TOO_LARGE = Refusal(
    "TooLarge",
    413,
    "The picture has too many bytes or pixels.",
    {
        "image_too_large": (
            "The picture has 20000 x 20000 = 400,000,000 pixels; at most 100,000,000 pixels "
            "are accepted."
        ),
    },
)
UNSUPPORTED = Refusal(
    "Unsupported",
    415,
    "The file is not a picture of an accepted kind.",
    {
        "unsupported_image": ("Found an SVG drawing; save it as PNG, TIFF or JPEG."),
    },
)
DAMAGED = Refusal(
    "Damaged",
    422,
    "The file is a picture, but cut off or corrupt.",
    {
        "damaged_image": (
            "Found a JPEG picture that is damaged or cut off (image file is truncated); a "
            "complete JPEG, PNG, WebP, GIF, TIFF, BMP, HEIC or AVIF picture is accepted."
        ),
    },
)
TOO_LARGE_FOR_FLOAT16 = Refusal(
    "TooLargeForFloat16",
    422,
    "The embedding has numbers that float16 cannot hold.",
    {
        "embedding_exceeds_float16": (
            "The embedding has values up to 70000, more than float16 holds; ask for ?dtype=float32."
        ),
    },
)
INVALID_WINDOW = Refusal(
    "InvalidWindow",
    422,
    "The picture has no such window.",
    {
        "invalid_window": (
            "window is 500,0,1024,1024; expected one of the windows of a picture of 4000x3000 "
            "pixels, of which 512,0,1024,1024 is nearest."
        ),
    },
)
FOLDER_PICTURE_NOT_FOUND = Refusal(
    "FolderPictureNotFound",
    404,
    "The folder has no such picture.",
    {
        "folder_picture_not_found": (
            "The server's folder of pictures has no 'slide.tif'; GET /api/v1/folder lists what it "
            "has."
        ),
    },
)
TILE_NOT_FOUND = Refusal(
    "TileNotFound",
    404,
    "The picture is not here (any more), or has no such tile.",
    {
        "tile_not_found": (
            "The picture has no tile 8/0 of level 1; expected a column below 4 and a row below 3."
        ),
        "image_not_found": (
            "The picture ab67b4d21d4e… is not here (any more); put it in again with POST "
            "/api/v1/images."
        ),
    },
)
INVALID_QUERY = Refusal(
    "InvalidQuery",
    422,
    "A parameter of the address is none.",
    {
        "invalid_request": "longest is '-1'; expected a whole number from 0 up.",
    },
)
INTERNAL = Refusal(
    "Internal",
    500,
    "Something went wrong in the server.",
    {
        "internal_error": (
            "Something went wrong in the server; its log says what, under the number 1f3a9c20."
        ),
    },
)
ENCODING_FAILED = Refusal(
    "EncodingFailed",
    500,
    "The picture could not be encoded.",
    {
        "internal_error": (
            "Something went wrong in the server; its log says what, under the number 1f3a9c20."
        ),
        "embedding_not_finite": (
            "The model's embedding of this picture has values that are not finite; check the "
            "checkpoint, or another device or precision."
        ),
    },
)
BUSY = Refusal(
    "Busy",
    503,
    "Too many requests are waiting for the model.",
    {
        "busy": (
            "The server is busy (12 requests are waiting for the model or to be read); try "
            "again in 2 seconds."
        ),
    },
    headers=("Retry-After",),
)
INVALID_JSON = Refusal(
    "InvalidJson",
    400,
    "The request's body is no JSON object.",
    {
        "invalid_json": (
            "The request's body is not JSON (Expecting value: line 1 column 1 (char 0)); "
            'expected an object of settings such as {"preset": "demo"}.'
        ),
    },
)
SETTINGS_TOO_LARGE = Refusal(
    "SettingsTooLarge",
    413,
    "The request's body is too long.",
    {
        "settings_too_large": (
            "The request's body has 5,000,000 bytes; at most 4,000,000 bytes are accepted for"
            " settings."
        ),
    },
)
ANNOTATIONS_TOO_LARGE = Refusal(
    "AnnotationsTooLarge",
    413,
    "The files have too many bytes.",
    {
        "annotations_too_large": (
            "The request's body has 80,000,000 bytes; at most 32,000,000 bytes are accepted for"
            " annotations."
        ),
    },
)
INVALID_PICTURE = Refusal(
    "InvalidPicture",
    422,
    "The picture's description is none, or the files cannot be read for it.",
    {
        "invalid_picture": "width is '0'; expected a whole number from 1 to 1048576.",
        "unreadable_annotations": (
            "The file is about a picture of 640x480 pixels; expected this picture's 640x427."
        ),
    },
)
INVALID_SETTINGS = Refusal(
    "InvalidSettings",
    422,
    "A setting does not exist, is out of its range or fits no other.",
    {
        "invalid_settings": "points_per_side is 0; expected a whole number from 1 to 256.",
        "picture_too_large": (
            "The picture has 400,000,000 pixels; everything is segmented in pictures of at most "
            "100,000,000."
        ),
        "too_many_points": (
            "These settings decode 327,680 points; at most 100,000 are accepted here."
        ),
    },
)
INVALID_EXEMPLARS = Refusal(
    "InvalidExemplars",
    422,
    "A mask is none of this picture, there are too many, or the request is none.",
    {
        "invalid_exemplars": (
            "Exemplar 1 has the size [480, 640]; expected the picture's [427, 640]."
        ),
        "invalid_request": "exemplars is missing.",
        "picture_too_large": (
            "The picture has 400,000,000 pixels; everything is segmented in pictures of at most "
            "100,000,000."
        ),
        "too_many_points": (
            "These settings decode 327,680 points; at most 100,000 are accepted here."
        ),
    },
)
INVALID_WORDS = Refusal(
    "InvalidWords",
    422,
    "What is looked for cannot be, there is too much of it, or the request is none.",
    {
        "invalid_words": "There are 40 words; expected 32 at most.",
        "invalid_request": "words is missing.",
        "too_many_points": (
            "These settings decode 327,680 points; at most 100,000 are accepted here."
        ),
    },
)
NO_TEXT_MODEL = Refusal(
    "NoTextModel",
    404,
    "The server has no text model, or one that cannot be used.",
    {
        "no_text_model": (
            "This server has no text model; fetch one with `python -m sam fetch "
            "text/clip-vit-b32` (605 MB) and start the server with --text "
            "weights/text/clip-vit-b32."
        ),
    },
)
JOBS_BUSY = Refusal(
    "JobsBusy",
    503,
    (
        "As many jobs as may run at once are running, or too many requests wait for the "
        "model; try again after `Retry-After` seconds."
    ),
    {
        "busy": (
            "The server is busy segmenting everything (2 jobs of at most 2 running); try "
            "again in 8 seconds."
        ),
    },
    headers=("Retry-After",),
)
TOKEN_REQUIRED = Refusal(
    "TokenRequired",
    401,
    "The server needs its access token.",
    {
        "access_token_required": (
            "This server needs its access token, which it was started with or made when it "
            "started: open the page to enter it, or send it as 'Authorization: Bearer TOKEN'."
        ),
    },
    headers=("WWW-Authenticate",),
)
CROSS_SITE = Refusal(
    "CrossSite",
    403,
    "A page of another site sent this.",
    {
        "cross_site": (
            "This request comes from a page of another site; only the server's own page and "
            "programs may use it."
        ),
    },
)
UNKNOWN_HOST = Refusal(
    "UnknownHost",
    421,
    "The server does not answer to this name.",
    {
        "unknown_host": (
            "This server does not answer to the name 'studio.example.org'; if that is its "
            "name, start it with --allowed-hosts."
        ),
    },
)
TOO_MANY_REQUESTS = Refusal(
    "TooManyRequests",
    429,
    "This client asks for more than its share.",
    {
        "too_many_requests": "This client asks more than 1,200 times a minute; slow down.",
        "too_many_connections": (
            "This client has 200 connections open, as many as one client may; close some."
        ),
    },
    headers=("Retry-After",),
)

ANYWHERE = (TOKEN_REQUIRED, CROSS_SITE, UNKNOWN_HOST, TOO_MANY_REQUESTS)
"""What any request may be answered with."""
NO_DECODER = Refusal(
    "NoDecoder",
    404,
    "There is no such decoder.",
    {
        "decoder_not_found": ("There is no decoder 'ab67b4d21d4e'… of the image encoder in force."),
    },
)
