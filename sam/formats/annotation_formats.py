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

    ``pixels`` are the picture's, ``(H, W, 3 or 4)``, for the formats that have cut-outs. Raises
    FormatError where masks do not fit.
    """

    def __call__(
        self, image: ImageEntry, annotations: Sequence[Annotation], pixels: Pixels | None = None
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


def _polygons(
    image: ImageEntry, annotations: Sequence[Annotation], pixels: Pixels | None = None
) -> bytes:
    return write_coco_annotations(image, annotations, "polygons")


def _yolo(
    image: ImageEntry, annotations: Sequence[Annotation], pixels: Pixels | None = None
) -> bytes:
    """YOLO's two files, ``classes.txt`` and ``labels/cat.txt``."""
    yolo = write_yolo(image, annotations)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        add(archive, "classes.txt", yolo.classes)
        add(archive, f"labels/{picture_name(image.file_name)}.txt", yolo.labels)
    return file.getvalue()


ANNOTATION_FORMATS: Mapping[str, AnnotationFormat] = MappingProxyType(
    {
        "coco": AnnotationFormat(
            ".coco.json", lambda image, all, pixels=None: write_coco_annotations(image, all)
        ),
        "coco_polygons": AnnotationFormat(".coco.polygons.json", _polygons),
        "sa1b": AnnotationFormat(
            ".sa1b.json", lambda image, all, pixels=None: write_sa1b_annotations(image, all)
        ),
        "png": AnnotationFormat(
            ".ids.png",
            lambda image, all, pixels=None: write_indexed_png(
                image, [published(one) for one in all]
            ),
        ),
        "yolo": AnnotationFormat(".yolo.zip", _yolo),
        "svg": AnnotationFormat(
            ".outlines.svg", lambda image, all, pixels=None: write_svg(image, all)
        ),
        "json": AnnotationFormat(
            ".annotations.json", lambda image, all, pixels=None: write_annotations(image, all)
        ),
        "bundle": AnnotationFormat(".zip", write_bundle),
    }
)
"""By the name that a person chooses it with."""
