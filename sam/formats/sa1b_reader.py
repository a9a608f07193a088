"""Reading SA-1B JSON, our own or another's, trusting nothing in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sam.errors import FormatError
from sam.formats.json_file import inside, named, parsed
from sam.formats.records import SHAPES, ImageEntry, PublishedRecord, checked_field
from sam.masks.rle import CocoRle, runs_of

_EXPECTED = "expected SA-1B JSON, an object with image and annotations"


@dataclass(frozen=True, slots=True)
class Sa1b:
    """What an SA-1B file holds.

    Attributes:
        image: the image.
        records: the published records in the file's order, ``segmentation`` as compressed RLE.
    """

    image: ImageEntry
    records: list[PublishedRecord]


def read_sa1b(source: bytes | Path) -> Sa1b:
    """Read an SA-1B JSON file.

    Every mask is known to have the image's size and as many pixels as its ``area`` says. What the
    file has beyond the schema is left out.

    Args:
        source: the file's bytes, or its path.

    Raises:
        FormatError: another kind of file, or a damaged one; the sentence says what and where.
        OSError: the path cannot be read.
    """
    name, content = named(source)
    document = parsed(name, content, _EXPECTED)
    if "images" in document and "image" not in document:
        raise FormatError(f"{name} is COCO JSON; {_EXPECTED}.")
    return sa1b_of(document, name)


def sa1b_of(document: dict[str, Any], name: str) -> Sa1b:
    """The same of a parsed file that is called ``name`` in errors."""
    found, annotations = document.get("image"), document.get("annotations")
    if not isinstance(found, dict) or not isinstance(annotations, list):
        keys = ", ".join(map(repr, list(document)[:5])) or "nothing"
        raise FormatError(f"{name} holds {keys}; {_EXPECTED}.")
    try:
        image = image_of(found)
    except FormatError as error:
        raise FormatError(f"{name} {error}.") from None
    records = []
    for number, annotation in enumerate(annotations, 1):
        whose = f"Annotation {number} in {inside(name)}"
        try:
            record = _record(image, annotation)
        except FormatError as error:
            raise FormatError(f"{whose} {error}.") from None
        _check_mask(record, whose)
        records.append(record)
    return Sa1b(image, records)


def image_of(found: dict[str, Any]) -> ImageEntry:
    """The image that a file is about. Raises FormatError, a sentence without its subject."""
    for side in ("width", "height"):
        if not _whole(found.get(side)) or found[side] < 1:
            raise FormatError(
                f"gives the image's {side} as {found.get(side)!r}; expected a whole number of "
                "pixels"
            )
    if not _whole(found.get("image_id")):
        raise FormatError(
            f"gives the image_id as {found.get('image_id')!r}; expected a whole number"
        )
    if not isinstance(found.get("file_name"), str):
        raise FormatError(f"gives the file_name as {found.get('file_name')!r}; expected text")
    return ImageEntry(found["width"], found["height"], found["file_name"], found["image_id"])


def _record(image: ImageEntry, found: object) -> PublishedRecord:
    if not isinstance(found, dict):
        raise FormatError(f"is a JSON {type(found).__name__}; expected an object")
    missing = [name for name in ("segmentation", *SHAPES) if name not in found]
    if missing:
        raise FormatError(f"has no {missing[0]}")
    fields = {name: checked_field(name, found[name]) for name in SHAPES}
    record: Any = {"segmentation": _rle(image, found["segmentation"]), **fields}
    published: PublishedRecord = record
    return published


def _check_mask(record: PublishedRecord, whose: str) -> None:
    """Refuse a mask whose runs are damaged, or whose pixels are not as many as its area says."""
    pixels = int(runs_of(record["segmentation"], whose)[1::2].sum())
    if pixels != record["area"]:
        raise FormatError(f"{whose} has area {record['area']}; expected its {pixels} pixels.")


def _rle(image: ImageEntry, found: object) -> CocoRle:
    if not isinstance(found, dict) or not isinstance(found.get("counts"), str):
        raise FormatError("has a segmentation that is no compressed RLE (size, and counts as text)")
    size = found.get("size")
    if size != [image.height, image.width]:
        raise FormatError(
            f"has a segmentation of size {size!r}; expected the image's "
            f"[{image.height}, {image.width}]"
        )
    return {"size": [image.height, image.width], "counts": found["counts"]}


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
