"""Files of masks: every mask of one image in, the bytes of a file out. Never torch.

What goes into ``FORMATS`` is what segment everything gives, the published records; ``segmentation``
may be a ``(H, W) bool`` array or an RLE of either kind. Annotations have
``ANNOTATION_FORMATS``, and ``read_report``. Mirrored for the page in ``static/js/formats``, held
together by ``tests/vectors/formats.json`` and ``annotations.json``. The rules, a sentence each:

- **Ids.** Masks are numbered from 1 in the order of the records, the same number in SA-1B JSON,
  COCO JSON and the indexed PNG; in the ZIP they count from 0, as the published script does.
- **Boxes.** SA-1B JSON and the ZIP keep the record's own, from the first to the last pixel; COCO
  JSON has COCO's, which is one pixel wider and higher.
- **Holes and regions** of a mask are kept everywhere. Outlines run along pixel edges, so that they
  enclose exactly the mask's pixels; polygons of COCO and YOLO have holes cut out by cuts without
  width, and YOLO's text joins regions.
- **Classes** are the labels in the order that they first appear in, ``object`` for none.
- **Overlaps.** In the indexed PNG larger masks lie below smaller ones, of equal ones the earlier
  below the later.
- **The same masks give the same bytes**: files hold no date.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sam.formats.annotation import Annotation
from sam.formats.annotation_formats import ANNOTATION_FORMATS, AnnotationFormat
from sam.formats.annotations_json import write_annotations
from sam.formats.annotations_reader import (
    AnnotationFiles,
    open_annotations,
    read_annotations,
    read_report,
)
from sam.formats.bundle import write_bundle
from sam.formats.categories import classes_of
from sam.formats.coco_json import write_coco, write_coco_annotations
from sam.formats.cut_out import write_cut_out
from sam.formats.indexed_png import write_indexed_png
from sam.formats.kinds import KINDS
from sam.formats.mask_png import write_mask_png
from sam.formats.mask_zip import write_mask_zip
from sam.formats.published import published
from sam.formats.records import ImageEntry, PublishedRecord, image_number
from sam.formats.report import OfferedBox, Reading, Skipped
from sam.formats.sa1b import write_sa1b, write_sa1b_annotations
from sam.formats.sa1b_reader import Sa1b, read_sa1b
from sam.formats.svg import write_svg
from sam.formats.yolo import Yolo, write_yolo

Writer = Callable[[ImageEntry, Sequence[PublishedRecord]], bytes]


@dataclass(frozen=True)
class Format:
    """A kind of file.

    Attributes:
        suffix: what is added to the picture's file name.
        write: gives the file's bytes; raises FormatError where masks do not fit.
    """

    suffix: str
    write: Writer


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "sa1b": Format(".sa1b.json", write_sa1b),
        "coco": Format(".coco.json", write_coco),
        "png": Format(".ids.png", write_indexed_png),
        "zip": Format(".masks.zip", write_mask_zip),
    }
)
"""By the name that a person chooses it with."""

__all__ = [
    "ANNOTATION_FORMATS",
    "AnnotationFiles",
    "AnnotationFormat",
    "Annotation",
    "FORMATS",
    "Format",
    "ImageEntry",
    "KINDS",
    "OfferedBox",
    "PublishedRecord",
    "Reading",
    "Sa1b",
    "Skipped",
    "Writer",
    "Yolo",
    "classes_of",
    "image_number",
    "open_annotations",
    "published",
    "read_annotations",
    "read_report",
    "read_sa1b",
    "write_annotations",
    "write_bundle",
    "write_coco",
    "write_coco_annotations",
    "write_cut_out",
    "write_indexed_png",
    "write_mask_png",
    "write_mask_zip",
    "write_sa1b",
    "write_sa1b_annotations",
    "write_svg",
    "write_yolo",
]
