"""Reading annotations for a picture, from annotations.json, COCO JSON or SA-1B JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sam.errors import FormatError, RecordError
from sam.formats.annotation import VERSION, Annotation
from sam.formats.coco_reader import coco_annotations
from sam.formats.faults import Fault, fault, shown
from sam.formats.imported import Importer, check_size, new_id, now
from sam.formats.json_file import inside, named, parsed
from sam.formats.records import ImageEntry
from sam.formats.sa1b_reader import image_of, sa1b_of

_EXPECTED = "expected annotations.json, COCO JSON or SA-1B JSON"


def read_annotations(
    source: bytes | Path,
    image: ImageEntry,
    *,
    created: str | None = None,
    new_id: Callable[[], str] = new_id,
) -> list[Annotation]:
    """The annotations that a file has for a picture, in the file's order.

    Those of annotations.json come back as they were. From COCO JSON and SA-1B JSON their source is
    ``import``; what our own files hold beside the schema comes back too.

    Args:
        source: the file's bytes, or its path.
        image: the picture that they are for.
        created: the time that imported ones have; None for now.
        new_id: gives ids to those that have none.

    Raises:
        RecordError: annotations.json has records that are none; the error has every fault of all.
        FormatError: another kind of file, a damaged one, or one about a picture of another size;
            the sentence says what was found.
        OSError: the path cannot be read.
    """
    name, content = named(source)
    document = parsed(name, content, _EXPECTED)
    importer = Importer(image, created or now(), new_id)
    if "image" in document and "version" in document:
        return _own(document, image, name)
    if "image" in document and "annotations" in document:
        return _of_sa1b(document, image, name, importer)
    if "images" in document:
        return coco_annotations(document, image, name, importer)
    keys = ", ".join(map(shown, list(document)[:5])) or "nothing"
    raise FormatError(f"{name} holds {keys}; {_EXPECTED}.")


def _own(document: dict[str, Any], image: ImageEntry, name: str) -> list[Annotation]:
    if document["version"] != VERSION:
        raise FormatError(f"{name} has version {shown(document['version'])}; expected {VERSION}.")
    annotations = document.get("annotations")
    if not isinstance(document["image"], dict) or not isinstance(annotations, list):
        raise FormatError(f"{name} has no image or no annotations; {_EXPECTED}.")
    _check_image(document["image"], image, name)
    result: list[Annotation] = []
    wrong: list[RecordError] = []
    taken: set[str] = set()
    for index, each in enumerate(annotations):
        whose = f"Annotation {index + 1} in {inside(name)}"
        try:
            annotation = Annotation.from_dict(each, whose)
            if unfit := list(_unfit(annotation, each, image, taken)):
                raise RecordError(whose, unfit)
        except RecordError as error:
            wrong.append(error.within("annotations", index))
            continue
        taken.add(annotation.id)
        result.append(annotation)
    if wrong:
        raise RecordError(wrong[0].whose, [fault for each in wrong for fault in each.faults])
    return result


def _unfit(
    annotation: Annotation, found: object, image: ImageEntry, taken: set[str]
) -> Iterator[Fault]:
    """What is wrong with a good record in this file, for this picture."""
    if annotation.segmentation["size"] != [image.height, image.width]:
        expected = f"this picture's {shown([image.height, image.width])}"
        yield fault("size", ("segmentation", "size"), found, expected)
    if annotation.id in taken:
        yield fault("twice", ("id",), found, "no id twice")


def _of_sa1b(
    document: dict[str, Any], image: ImageEntry, name: str, importer: Importer
) -> list[Annotation]:
    if isinstance(document["image"], dict):
        _check_image(document["image"], image, name)
    records = sa1b_of(document, name).records
    return [
        importer.annotation(found, "", record["segmentation"])
        for found, record in zip(document["annotations"], records, strict=True)
    ]


def _check_image(found: dict[str, Any], image: ImageEntry, name: str) -> None:
    try:
        about = image_of(found)
    except FormatError as error:
        raise FormatError(f"{name} {error}.") from None
    check_size(name, about.width, about.height, image)
