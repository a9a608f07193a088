"""The classes of annotations: what COCO calls categories and YOLO calls names."""

from __future__ import annotations

from collections.abc import Iterable

from sam.formats.annotation import Annotation

NO_LABEL = "object"
"""The class of annotations without a label, as formats want one."""


def class_of(annotation: Annotation) -> str:
    """The label, or ``object`` where there is none."""
    return annotation.label or NO_LABEL


def classes_of(annotations: Iterable[Annotation], listed: Iterable[str] = ()) -> list[str]:
    """The classes: those listed, used or not, then others in the order that they first appear in.

    With one list for all pictures of a data set a class has one number in all of them.
    """
    return list(dict.fromkeys([*listed, *map(class_of, annotations)]))
