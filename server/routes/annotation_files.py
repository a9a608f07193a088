"""Reading other tools' files of annotations."""

from __future__ import annotations

import re
from dataclasses import asdict
from threading import BoundedSemaphore

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from sam.errors import ChoiceError, FormatError
from sam.formats import ImageEntry, read_report
from server.api.annotation_files import READ_ANNOTATIONS, Annotations, Choices, OfferedBox, Skipped
from server.api.message import answer
from server.errors import ApiError
from studio.errors import BusyError

MAX_BODY_BYTES = 32 * 10**6
"""As it is sent, and as a ZIP unpacks to. Parsed, JSON takes up to 25 times as much memory."""
_MOST_SIDE = 1 << 20
_MOST_PIXELS = 10**9
_PATIENCE_S = 20


def blueprint() -> Blueprint:
    """Reading files of annotations for a picture."""
    routes = Blueprint("annotation_files", __name__)
    places = BoundedSemaphore(1)

    @READ_ANNOTATIONS.route(routes)
    def read_annotations() -> Response:
        image = _image()
        turn = request.args.get("turn")
        if turn not in (None, "0", "90", "270"):
            raise _invalid(f"turn is {turn[:40]!r}; expected 0, 90 or 270.")
        files = _files()
        if not places.acquire(timeout=_PATIENCE_S):
            raise BusyError(
                "The server is busy reading another file of annotations; try again in 5 seconds.",
                5,
            )
        try:
            found = read_report(
                files,
                image,
                picture=request.args.get("picture"),
                turn=int(turn) if turn else None,
                most_bytes=MAX_BODY_BYTES,
            )
        except ChoiceError as error:
            choices = Choices(
                message=str(error), pictures=list(error.pictures), turns=list(error.turns)
            )
            return answer(
                Annotations(
                    kind="", annotations=[], boxes=[], skipped=[], notes=[], choices=choices
                )
            )
        except FormatError as error:
            raise ApiError(422, "unreadable_annotations", str(error)) from None
        finally:
            places.release()
        return answer(
            Annotations(
                kind=found.kind,
                annotations=[each.to_dict() for each in found.annotations],
                boxes=[
                    OfferedBox(id=each.id, label=each.label, box=list(each.box))
                    for each in found.boxes
                ],
                skipped=[Skipped(**asdict(each)) for each in found.skipped],
                notes=found.notes,
                choices=None,
            )
        )

    return routes


def _image() -> ImageEntry:
    """The picture that the query describes."""
    sides = []
    for name in ("width", "height"):
        text = request.args.get(name, "")
        if not re.fullmatch("[0-9]{1,7}", text, re.ASCII) or not 1 <= int(text) <= _MOST_SIDE:
            raise _invalid(
                f"{name} is {text[:40]!r}; expected a whole number from 1 to {_MOST_SIDE}."
            )
        sides.append(int(text))
    width, height = sides
    if width * height > _MOST_PIXELS:
        raise _invalid(
            f"The picture has {width * height:,} pixels; expected {_MOST_PIXELS:,} at most."
        )
    sha256 = request.args.get("image_id")
    if sha256 is not None and not re.fullmatch("[0-9a-f]{64}", sha256, re.ASCII):
        raise _invalid(f"image_id is {sha256[:70]!r}; expected 64 hexadecimal digits.")
    number = int(sha256[:12], 16) if sha256 else 0
    return ImageEntry(width, height, request.args.get("file_name", ""), number, sha256)


def _files() -> dict[str, bytes]:
    """The request's files by name; one that is its body has none."""
    request.max_content_length = MAX_BODY_BYTES + 1
    length = request.content_length or 0
    try:
        if length > MAX_BODY_BYTES:
            raise RequestEntityTooLarge
        if request.mimetype != "multipart/form-data":
            files = {"The file": request.get_data(cache=False)}
        else:
            files = {}
            for each in request.files.getlist("file"):
                files[each.filename or f"file {len(files) + 1}"] = each.read()
    except RequestEntityTooLarge:
        raise ApiError(
            413,
            "annotations_too_large",
            f"The request's body has {f'{length:,}' if length else 'too many'} bytes; at most "
            f"{MAX_BODY_BYTES:,} bytes are accepted for annotations.",
        ) from None
    if sum(map(len, files.values())) > MAX_BODY_BYTES:
        raise ApiError(
            413,
            "annotations_too_large",
            f"The request's body has too many bytes; at most {MAX_BODY_BYTES:,} bytes are accepted "
            "for annotations.",
        )
    if not files:
        raise ApiError(
            400,
            "missing_file",
            "The form has no file in a field named 'file'; send the file there, or as the "
            "request's body.",
        )
    return files


def _invalid(sentence: str) -> ApiError:
    return ApiError(422, "invalid_picture", sentence)
