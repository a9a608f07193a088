"""The classes of annotations: what COCO calls categories and YOLO calls names."""

from __future__ import annotations

from collections.abc import Iterable

from sam.formats.annotation import Annotation

NO_LABEL = "object"
"""The class of annotations without a label, as formats want one."""


def class_of(annotation: Annotation) -> str:
    """The label, or ``object`` where there is none."""
    return annotation.label or NO_LABEL


def classes_of(annotations: Iterable[Annotation]) -> list[str]:
    """The classes, in the order that they first appear in."""
    return list(dict.fromkeys(map(class_of, annotations)))
