"""The bundle: one ZIP with all that an annotator takes away."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sam.formats.annotation import Annotation
from sam.formats.annotations_json import write_annotations
from sam.formats.coco_json import Shapes, write_coco_annotations
from sam.formats.cut_out import write_cut_out
from sam.formats.file_names import object_names, picture_name
from sam.formats.indexed_png import write_indexed_png
from sam.formats.mask_png import write_mask_png
from sam.formats.published import checked_annotations, published
from sam.formats.records import ImageEntry
from sam.formats.sa1b import write_sa1b_annotations
from sam.formats.svg import write_svg
from sam.formats.yolo import write_yolo
from sam.formats.zip_files import add


def write_bundle(
    image: ImageEntry,
    annotations: Sequence[Annotation],
    pixels: npt.NDArray[np.uint8] | None = None,
    shapes: Shapes = "rle",
    classes: Sequence[str] = (),
) -> bytes:
    """The file's bytes::

        masks/cat-dog.png          8-bit grey, 0 or 255, one for each object
        cut-outs/cat-dog.png       cropped, of objects that have pixels; where ``pixels`` are given
        ids.png                    the indexed PNG
        coco.json  sa1b.json  outlines.svg
        yolo/classes.txt  yolo/labels/cat.txt
        annotations.json           the records themselves

    Args:
        pixels: of the picture, ``(H, W, 3 or 4) uint8``.
        shapes: of COCO JSON.
        classes: that come first, used or not (:func:`sam.formats.classes_of`).

    Raises:
        FormatError: masks or pixels do not have the image's size, or there are too many masks.
    """
    records = checked_annotations(image, annotations)
    yolo = write_yolo(image, annotations, classes)
    ids = write_indexed_png(image, [published(annotation) for annotation in annotations])
    named = list(zip(object_names(image.file_name, annotations), records, strict=True))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, record in named:
            add(archive, f"masks/{name}.png", write_mask_png(record.bits()))
            if record.area and pixels is not None:
                cut = write_cut_out(pixels, record.rle, crop=True)
                add(archive, f"cut-outs/{name}.png", cut)
        add(archive, "ids.png", ids)
        add(archive, "coco.json", write_coco_annotations(image, annotations, shapes, classes))
        add(archive, "sa1b.json", write_sa1b_annotations(image, annotations))
        add(archive, "yolo/classes.txt", yolo.classes)
        add(archive, f"yolo/labels/{picture_name(image.file_name)}.txt", yolo.labels)
        add(archive, "outlines.svg", write_svg(image, annotations, classes))
        add(archive, "annotations.json", write_annotations(image, annotations))
    return file.getvalue()
