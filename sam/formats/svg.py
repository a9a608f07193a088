"""Outlines as SVG: one path an object, along pixel edges, in the picture's own coordinates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sam.formats.annotation import Annotation
from sam.formats.categories import class_of, classes_of
from sam.formats.published import checked_annotations
from sam.formats.records import ImageEntry
from sam.masks.outlines import Loop, outlines

COLOURS = (
    "#e69f00",
    "#56b4e9",
    "#009e73",
    "#f0e442",
    "#cc79a7",
    "#d55e00",
    "#0072b2",
    "#9864dc",
)
"""Of the classes in turn: Okabe and Ito's, which people with any kind of colour vision tell apart,
and a violet; the page's own."""

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_svg(
    image: ImageEntry, annotations: Sequence[Annotation], classes: Sequence[str] = ()
) -> bytes:
    """The file's bytes. Holes are kept (``evenodd``); what overlaps shines through.

    Each path's id is ``object-`` and the annotation's, its title the name with the label.

    Args:
        classes: that come first among colours (:func:`sam.formats.classes_of`).

    Raises:
        FormatError: a mask does not have the image's size.
    """
    from xml.sax.saxutils import escape  # loads HTTP and TLS, which only this file pays for

    names = classes_of(annotations, classes)
    records = checked_annotations(image, annotations)
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {image.width} {image.height}" '
        f'width="{image.width}" height="{image.height}">'
    ]
    for annotation, record in zip(annotations, records, strict=True):
        colour = COLOURS[names.index(class_of(annotation)) % len(COLOURS)]
        path = "".join(_path(loop) for loop in outlines(record.rle))
        lines.append(
            f'<path id="object-{annotation.id}" data-label={_attribute(annotation.label)} '
            f'fill="{colour}" fill-opacity="0.5" fill-rule="evenodd" d="{path}">'
            f"<title>{escape(_xml(_title(annotation)))}</title></path>"
        )
    return "\n".join([*lines, "</svg>\n"]).encode()


def _title(annotation: Annotation) -> str:
    if not annotation.name:
        return class_of(annotation)
    return f"{annotation.name} ({annotation.label})" if annotation.label else annotation.name


def _path(loop: Loop) -> str:
    """Corner after corner: outlines go across and down in turn."""
    corners = loop.tolist()
    steps = [f"M{corners[0][0]} {corners[0][1]}"]
    for (x, y), (_, before) in zip(corners[1:], corners, strict=False):
        steps.append(f"H{x}" if y == before else f"V{y}")
    return "".join(steps) + "Z"


def _attribute(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(_xml(text), {'"': "&quot;"})


def _xml(text: str) -> str:
    """What XML cannot hold, which is most control characters, as the replacement character."""
    return _NOT_XML.sub("\ufffd", text)
