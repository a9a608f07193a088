"""Which kind of file of annotations something is, by its content."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sam.errors import FormatError
from sam.formats.faults import shown
from sam.formats.file_sets import FileSet
from sam.formats.foreign import cvat, geojson, label_studio, labelme, panoptic, via, voc, yolo_text
from sam.formats.foreign.xml_file import parsed_xml
from sam.formats.json_file import parsed_any, text_of

EXPECTED = (
    "expected annotations.json, COCO JSON, SA-1B JSON, or a file of CVAT, Label Studio, LabelMe, "
    "VIA, Pascal VOC, YOLO or GeoJSON"
)

KINDS = MappingProxyType(
    {
        "annotations": "annotations.json",
        "sa1b": "SA-1B JSON",
        "panoptic": "COCO panoptic",
        "coco": "COCO JSON",
        "labelme": "LabelMe",
        "via": "VIA",
        "geojson": "GeoJSON",
        "label_studio": "Label Studio",
        "coco_results": "COCO results",
        "amg": "amg.py's masks",
        "cvat": "CVAT for images",
        "voc": "Pascal VOC",
        "yolo": "YOLO",
    }
)
"""What is read, by name; of a set of files the first kind that is there is read."""

_JSON: tuple[tuple[str, Callable[[Any], bool]], ...] = (
    ("annotations", lambda found: isinstance(found, dict) and {"image", "version"} <= found.keys()),
    ("sa1b", lambda found: isinstance(found, dict) and {"image", "annotations"} <= found.keys()),
    ("panoptic", panoptic.is_it),
    ("coco", lambda found: isinstance(found, dict) and "images" in found),
    ("labelme", labelme.is_it),
    ("via", via.is_it),
    ("geojson", geojson.is_it),
    ("label_studio", label_studio.is_it),
    (
        "coco_results",
        lambda found: _list_of(found, "image_id") and not _list_of(found, "annotations"),
    ),
    ("amg", lambda found: _list_of(found, "segmentation")),
)


_MOST_NAMED = 3
_IN_BUNDLE = re.compile(r"(^|/)(coco\.json|sa1b\.json|yolo/labels/[^/]*\.txt)$")
"""What our own bundle has beside annotations.json, which says the same of the same objects."""


@dataclass(slots=True)
class Recognised:
    """What was found in files.

    Attributes:
        kind: one of ``KINDS``.
        documents: of that kind, parsed, by file name: JSON, XML roots, or text of YOLO.
        classes: what files beside YOLO's say of its classes.
        notes: on files that were not read.
    """

    kind: str
    documents: dict[str, Any]
    classes: yolo_text.Classes = field(default_factory=yolo_text.Classes)
    notes: list[str] = field(default_factory=list)


class OtherKindError(FormatError):
    """A file that is sound, but of no kind that is read.

    Attributes:
        document: of JSON what it holds, else None.
    """

    def __init__(self, message: str, document: Any = None) -> None:
        super().__init__(message)
        self.document = document


def recognised(files: FileSet) -> Recognised:
    """The kind that files are of.

    Raises:
        FormatError: none that is read.
    """
    by_kind: dict[str, dict[str, Any]] = {}
    texts: dict[str, str] = {}
    others: dict[str, Any] = {}
    notes: list[str] = []
    for name in files.texts():
        called = files.name if files.alone else name
        try:
            found = _one(called, files.read(name))
        except OtherKindError as error:
            if files.alone:
                raise
            others[name] = error.document
            continue
        except FormatError as error:
            if files.alone:
                raise
            notes.append(str(error))
            continue
        if isinstance(found, str):
            texts[name] = found
        else:
            by_kind.setdefault(found[0], {})[name] = found[1]
    empty = {name: text for name, text in texts.items() if yolo_text.may_be_empty(name, text)}
    if empty and not by_kind.keys() - {"yolo"}:
        labels = by_kind.pop("yolo", {})
        by_kind["yolo"] = {name: "" for name in files.names if name in empty} | labels
    for kind in KINDS:
        if kind in by_kind:
            classes = yolo_text.Classes()
            if kind == "yolo":
                classes = yolo_text.classes_of(texts, others)
                others = {name: each for name, each in others.items() if name not in classes.read}
            notes += [*classes.notes, *_passed_over(kind, by_kind, others)]
            return Recognised(kind, by_kind[kind], classes, notes)
    if notes:
        raise FormatError(notes[0])
    raise OtherKindError(f"{files.name} holds no annotations; {EXPECTED}.")


def _passed_over(
    kind: str, by_kind: dict[str, dict[str, Any]], others: dict[str, Any]
) -> list[str]:
    """Sentences on files of other kinds, which are not read beside the ones that are."""
    found = [
        f"{name} ({KINDS[each]})"
        for each in by_kind
        if each != kind
        for name in by_kind[each]
        if kind != "annotations" or not _IN_BUNDLE.search(name)
    ] + list(others)
    if not found:
        return []
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    some = ", ".join(found[:_MOST_NAMED])
    return [f"Of the files those of {KINDS[kind]} are read, and these are not: {some}{more}."]


def _is_xml(content: bytes) -> bool:
    """Whether bytes begin as XML, in UTF-8 or in any coding that XML itself declares."""
    return content[:200].lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n")[:1] == b"<"


def _one(name: str, content: bytes) -> tuple[str, Any] | str:
    """Kind and document; the text where it may be a list of names, or has nothing."""
    if _is_xml(content):
        root = parsed_xml(name, content)
        for kind, is_of_kind in (("cvat", cvat.is_it), ("voc", voc.is_it)):
            if is_of_kind(root):
                return kind, root
        raise OtherKindError(f"{name} is XML with <{root.tag[:40]}>; {EXPECTED}.")
    text = text_of(name, content, EXPECTED)
    begin = text.lstrip()[:1]
    if (table := via.of_csv(text)) is not None:
        return "via", table
    if yolo_text.is_it(text):
        return "yolo", text
    named = name.lower().endswith(".json") or name == "The file"
    if not begin or (begin not in "{[" and not named):
        return text
    found = parsed_any(name, content, EXPECTED)
    for kind, is_it in _JSON:
        if is_it(found):
            return kind, found
    keys = ", ".join(map(shown, list(found)[:5])) if isinstance(found, dict) else shown(found)
    raise OtherKindError(f"{name} holds {keys or 'nothing'}; {EXPECTED}.", found)


def _list_of(found: Any, key: str) -> bool:
    return isinstance(found, list) and any(isinstance(each, dict) and key in each for each in found)
