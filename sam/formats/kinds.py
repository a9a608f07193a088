"""Which kind of file of annotations something is, by its content."""

from __future__ import annotations

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
    ("coco_results", lambda found: _list_of(found, "image_id")),
    ("amg", lambda found: _list_of(found, "segmentation")),
)


@dataclass(slots=True)
class Recognised:
    """What was found in files.

    Attributes:
        kind: one of ``KINDS``.
        documents: of that kind, parsed, by file name: JSON, XML roots, or text of YOLO.
        names: names of YOLO's classes, by number.
        notes: on files that could not be parsed.
    """

    kind: str
    documents: dict[str, Any]
    names: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


class OtherKindError(FormatError):
    """A file that is sound, but of no kind that is read."""


def recognised(files: FileSet) -> Recognised:
    """The kind that files are of.

    Raises:
        FormatError: none that is read.
    """
    by_kind: dict[str, dict[str, Any]] = {}
    others: dict[str, str] = {}
    notes: list[str] = []
    for name in files.texts():
        called = files.name if files.alone else name
        try:
            found = _one(called, files.read(name))
        except OtherKindError:
            if files.alone:
                raise
            continue
        except FormatError as error:
            if files.alone:
                raise
            notes.append(str(error))
            continue
        if isinstance(found, str):
            others[name] = found
        elif found is not None:
            by_kind.setdefault(found[0], {})[name] = found[1]
    for kind in KINDS:
        if kind in by_kind:
            names = _class_names(others) if kind == "yolo" else {}
            return Recognised(kind, by_kind[kind], names, notes)
    if notes:
        raise FormatError(notes[0])
    raise OtherKindError(f"{files.name} holds no annotations; {EXPECTED}.")


def _one(name: str, content: bytes) -> tuple[str, Any] | str | None:
    """Kind and document; the text where it may be a list of names."""
    text = text_of(name, content, EXPECTED)
    begin = text.lstrip()[:1]
    if begin == "<":
        root = parsed_xml(name, content)
        for kind, is_of_kind in (("cvat", cvat.is_it), ("voc", voc.is_it)):
            if is_of_kind(root):
                return kind, root
        raise OtherKindError(f"{name} is XML with <{root.tag[:40]}>; {EXPECTED}.")
    if yolo_text.is_it(text):
        return "yolo", text
    if begin not in "{[" and not name.lower().endswith(".json") and name != "The file":
        return text
    found = parsed_any(name, content, EXPECTED)
    for kind, is_it in _JSON:
        if is_it(found):
            return kind, found
    keys = ", ".join(map(shown, list(found)[:5])) if isinstance(found, dict) else shown(found)
    raise OtherKindError(f"{name} holds {keys or 'nothing'}; {EXPECTED}.")


def _list_of(found: Any, key: str) -> bool:
    return isinstance(found, list) and any(isinstance(each, dict) and key in each for each in found)


def _class_names(others: dict[str, str]) -> dict[int, str]:
    """From ``data.yaml`` first, else from a list of names."""
    for ending in ((".yaml", ".yml"), ("classes.txt", "obj.names", "labels.txt", ".names")):
        for name, text in others.items():
            if name.lower().endswith(ending) and (names := yolo_text.names_of(name, text)):
                return names
    return {}
