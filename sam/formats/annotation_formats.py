"""Files of annotations: every object of one image in, the bytes of a file out.

Mirrored in ``static/js/formats/annotation_formats.js``; ``tests/vectors/annotation_formats.json``
holds the names of both together.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

import numpy as np
import numpy.typing as npt

from sam.formats.annotation import Annotation
from sam.formats.annotations_json import write_annotations
from sam.formats.bundle import write_bundle
from sam.formats.coco_json import write_coco_annotations
from sam.formats.file_names import picture_name
from sam.formats.indexed_png import write_indexed_png
from sam.formats.published import published
from sam.formats.records import ImageEntry
from sam.formats.sa1b import write_sa1b_annotations
from sam.formats.svg import write_svg
from sam.formats.yolo import write_yolo
from sam.formats.zip_files import add

Pixels = npt.NDArray[np.uint8]


class AnnotationWriter(Protocol):
    """Gives the bytes of a file.

    ``pixels`` are the picture's, ``(H, W, 3 or 4)``, for the formats that have cut-outs.
    ``classes`` come first where a format numbers them, used or not, so that a class has one number
    in all pictures of a data set. Raises FormatError where masks do not fit.
    """

    def __call__(
        self,
        image: ImageEntry,
        annotations: Sequence[Annotation],
        pixels: Pixels | None = None,
        classes: Sequence[str] = (),
    ) -> bytes: ...


@dataclass(frozen=True)
class AnnotationFormat:
    """A kind of file.

    Attributes:
        suffix: what is added to the picture's file name.
        write: gives the file's bytes.
    """

    suffix: str
    write: AnnotationWriter


class _Writer(Protocol):
    def __call__(
        self, image: ImageEntry, annotations: Sequence[Annotation], classes: Sequence[str]
    ) -> bytes: ...


def _without_pixels(write: _Writer) -> AnnotationWriter:
    def written(
        image: ImageEntry,
        annotations: Sequence[Annotation],
        pixels: Pixels | None = None,
        classes: Sequence[str] = (),
    ) -> bytes:
        return write(image, annotations, classes)

    return written


def _bundle(
    image: ImageEntry,
    annotations: Sequence[Annotation],
    pixels: Pixels | None = None,
    classes: Sequence[str] = (),
) -> bytes:
    return write_bundle(image, annotations, pixels, classes=classes)


def _yolo(image: ImageEntry, annotations: Sequence[Annotation], classes: Sequence[str]) -> bytes:
    """YOLO's two files, ``classes.txt`` and ``labels/cat.txt``."""
    yolo = write_yolo(image, annotations, classes)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        add(archive, "classes.txt", yolo.classes)
        add(archive, f"labels/{picture_name(image.file_name)}.txt", yolo.labels)
    return file.getvalue()


_WITHOUT_PIXELS: Mapping[str, tuple[str, _Writer]] = {
    "coco": (
        ".coco.json",
        lambda image, annotations, classes: write_coco_annotations(
            image, annotations, classes=classes
        ),
    ),
    "coco_polygons": (
        ".coco.polygons.json",
        lambda image, annotations, classes: write_coco_annotations(
            image, annotations, "polygons", classes
        ),
    ),
    "sa1b": (
        ".sa1b.json",
        lambda image, annotations, classes: write_sa1b_annotations(image, annotations),
    ),
    "png": (
        ".ids.png",
        lambda image, annotations, classes: write_indexed_png(
            image, [published(one) for one in annotations]
        ),
    ),
    "yolo": (".yolo.zip", _yolo),
    "svg": (".outlines.svg", write_svg),
    "json": (
        ".annotations.json",
        lambda image, annotations, classes: write_annotations(image, annotations),
    ),
}

ANNOTATION_FORMATS: Mapping[str, AnnotationFormat] = MappingProxyType(
    {
        name: AnnotationFormat(suffix, _without_pixels(write))
        for name, (suffix, write) in _WITHOUT_PIXELS.items()
    }
    | {"bundle": AnnotationFormat(".zip", _bundle)}
)
"""By the name that a person chooses it with."""
