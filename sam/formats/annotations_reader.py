"""Reading annotations for a picture, from our own files and other tools'."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

from sam.errors import FormatError, RecordError, SkippedWarning
from sam.formats.annotation import VERSION, Annotation
from sam.formats.coco_reader import chosen_picture, coco_reading
from sam.formats.faults import Fault, fault, shown
from sam.formats.file_sets import MOST_BYTES, FileSet, Source, file_set
from sam.formats.foreign import cvat, geojson, label_studio, labelme, panoptic, via, voc, yolo_text
from sam.formats.foreign.parts import document as document_of
from sam.formats.identities import by_value
from sam.formats.imported import Importer, now
from sam.formats.json_file import inside
from sam.formats.kinds import EXPECTED, Recognised, recognised
from sam.formats.picture_names import called
from sam.formats.records import ImageEntry
from sam.formats.report import Reading, told

_PLAIN: dict[str, Callable[[list[Any]], dict[str, Any]]] = {
    "labelme": labelme.documents,
    "via": via.documents,
    "geojson": geojson.documents,
    "label_studio": label_studio.documents,
    "cvat": cvat.documents,
    "voc": voc.documents,
}
"""Kinds that are made a document of COCO's kind with nothing else known."""


def read_report(
    source: Source,
    image: ImageEntry,
    *,
    created: str | None = None,
    new_id: Callable[[], str] | None = None,
    picture: str | None = None,
    turn: int | None = None,
    most_bytes: int = MOST_BYTES,
) -> Reading:
    """What files have for a picture: annotations, boxes, and what was left out and why.

    Which kind they are is judged by their content; ``docs/annotations.md`` lists what is read. The
    annotations of annotations.json come back as they were. From other files their source is
    ``import``; what our own files hold beside the schema comes back too. An object without a UUID
    gets one of its content, so that reading a file twice gives the same ids.

    Args:
        source: a file's bytes, its path, a ZIP, a folder, or files by name.
        image: the picture that they are for.
        created: the time that imported ones have; None for now.
        new_id: gives ids to those that have none; None for ids made of content.
        picture: what the file calls the picture, where a :class:`ChoiceError` asked for it.
        turn: degrees clockwise (0, 90, 270) by which the file's picture is turned to be this one,
            where a :class:`ChoiceError` asked for it.
        most_bytes: read of a ZIP or a folder.

    Raises:
        ChoiceError: it can be read once a picture or a turn is chosen.
        RecordError: annotations.json has no record that is one; the error has every fault of all.
        FormatError: another kind of file, a damaged one, one about another picture, or one of whose
            objects none can be read; the sentence says what was found.
        OSError: the path cannot be read.
    """
    return _reading(file_set(source, most_bytes), image, created, new_id, picture, turn)


def _reading(
    files: FileSet,
    image: ImageEntry,
    created: str | None,
    new_id: Callable[[], str] | None,
    picture: str | None,
    turn: int | None,
) -> Reading:
    found = recognised(files)
    name = files.name
    importer = Importer(image, created or now(), new_id)
    if found.kind == "annotations":
        reading = _own(_of_picture(found.documents, image), image, name)
    else:
        document = _document(found, files, image, picture)
        reading = coco_reading(
            document, name, importer, kind=found.kind, picture=picture, turn=turn
        )
    reading.notes += found.notes
    return reading


def read_annotations(
    source: Source,
    image: ImageEntry,
    *,
    created: str | None = None,
    new_id: Callable[[], str] | None = None,
    picture: str | None = None,
    turn: int | None = None,
) -> list[Annotation]:
    """The annotations of :func:`read_report`; what it left out comes as a ``SkippedWarning``.

    Raises:
        FormatError: as :func:`read_report` does, and where the file has nothing but boxes.
        OSError: the path cannot be read.
    """
    files = file_set(source)
    reading = _reading(files, image, created, new_id, picture, turn)
    name = inside(files.name)
    if reading.boxes and not reading.annotations:
        raise FormatError(
            f"{name[0].upper()}{name[1:]} has boxes only, {len(reading.boxes)} of them; expected "
            "masks. read_report gives the boxes, to prompt a model with."
        )
    if reading.skipped:
        warnings.warn(told(reading.skipped, name), SkippedWarning, stacklevel=2)
    if reading.boxes:
        text = f"{len(reading.boxes)} objects of {name} are only boxes; read_report gives them."
        warnings.warn(text, SkippedWarning, stacklevel=2)
    return reading.annotations


def _document(
    found: Recognised, files: FileSet, image: ImageEntry, picture: str | None
) -> dict[str, Any]:
    """A document of COCO's kind."""
    documents, every = found.documents, list(found.documents.values())
    if found.kind in _PLAIN:
        return _PLAIN[found.kind](every)
    if found.kind == "yolo":
        return yolo_text.documents(documents, found.names, image)
    if found.kind == "panoptic":
        return panoptic.documents(
            every,
            lambda images: chosen_picture(images, image, files.name, picture),
            files.called,
        )
    if found.kind == "sa1b":
        return document_of(_of_sa1b(each, files.name) for each in every)
    if found.kind == "coco_results":
        return _of_results([each for one in every for each in one], image)
    if found.kind == "amg":
        return {"images": [{"id": 0}], "annotations": every[0]}
    coco: dict[str, Any] = _of_picture(documents, image)
    return coco


def _of_picture(documents: dict[str, Any], image: ImageEntry) -> Any:
    """Of several files of one kind the first that names the picture, else the first."""

    def names(found: dict[str, Any]) -> bool:
        pictures = [found.get("image"), *(found.get("images") or [])]
        return bool(called([each for each in pictures if isinstance(each, dict)], image.file_name))

    every = list(documents.values())
    if len(every) == 1:
        return every[0]
    return next((each for each in every if names(each)), every[0])


def _of_sa1b(found: dict[str, Any], name: str) -> tuple[dict[str, Any], list[Any]]:
    picture, annotations = found["image"], found["annotations"]
    if not isinstance(picture, dict) or not isinstance(annotations, list):
        raise FormatError(f"{name} has no image or no annotations; {EXPECTED}.")
    sides = {key: picture.get(key) for key in ("width", "height", "file_name")}
    return sides, [
        each if isinstance(each, dict) else {"unread": shown(each)} for each in annotations
    ]


def _of_results(found: list[Any], image: ImageEntry) -> dict[str, Any]:
    """A list of results says its pictures' ids only: this picture's number, or one in its name."""
    ids = dict.fromkeys(by_value(each.get("image_id")) for each in found if isinstance(each, dict))
    return {
        "images": [
            {"id": each, "file_name": image.file_name if each == image.image_id else str(each)}
            for each in ids
        ],
        "annotations": found,
    }


def _own(document: dict[str, Any], image: ImageEntry, name: str) -> Reading:
    if document["version"] != VERSION:
        raise FormatError(f"{name} has version {shown(document['version'])}; expected {VERSION}.")
    annotations, about = document.get("annotations"), document["image"]
    if not isinstance(about, dict) or not isinstance(annotations, list):
        raise FormatError(f"{name} has no image or no annotations; {EXPECTED}.")
    sides = (about.get("width"), about.get("height"))
    if sides != (image.width, image.height):
        raise FormatError(
            f"{name} is about a picture of {shown(sides[0])}x{shown(sides[1])} pixels; "
            f"expected this picture's {image.width}x{image.height}."
        )
    reading = Reading("annotations")
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
            id_ = each.get("id") if isinstance(each, dict) else None
            called_ = id_ if isinstance(id_, str) and 0 < len(id_) <= 60 else f"#{index + 1}"
            reading.skip(called_, "; ".join(one.sentence for one in error.faults[:3]))
            continue
        taken.add(annotation.id)
        reading.annotations.append(annotation)
    if wrong and not reading.annotations:
        raise RecordError(wrong[0].whose, [fault for each in wrong for fault in each.faults])
    return reading


def _unfit(
    annotation: Annotation, found: object, image: ImageEntry, taken: set[str]
) -> Iterator[Fault]:
    """What is wrong with a good record in this file, for this picture."""
    if annotation.segmentation["size"] != [image.height, image.width]:
        expected = f"this picture's {shown([image.height, image.width])}"
        yield fault("size", ("segmentation", "size"), found, expected)
    if annotation.id in taken:
        yield fault("twice", ("id",), found, "no id twice")
