"""Reading COCO JSON, our own or another's: the annotations of one of its images."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sam.errors import FormatError
from sam.formats.annotation import Annotation
from sam.formats.annotation_faults import fitting
from sam.formats.categories import NO_LABEL
from sam.formats.faults import shown
from sam.formats.imported import Importer, check_size
from sam.formats.json_file import inside
from sam.formats.records import ImageEntry, is_number
from sam.masks.polygons import fill
from sam.masks.rle import CocoRle, compress

_MOST_NAMED = 3


def coco_annotations(
    document: dict[str, Any], image: ImageEntry, name: str, importer: Importer
) -> list[Annotation]:
    """The annotations of the image that fits, in the file's order.

    That is the file's only one, else the one with the same file name, else the only one of the same
    size. A category called ``object`` is no label.

    Args:
        document: the parsed file, with ``images``.
        image: the picture that the annotations are for.
        name: of the file, for errors.

    Raises:
        FormatError: no image fits, or a mask does not.
    """
    images, annotations = document["images"], document.get("annotations")
    categories = document.get("categories", [])
    lists = {"images": images, "annotations": annotations, "categories": categories}
    for key, found in lists.items():
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise FormatError(f"{name} has {key} {shown(found)}; expected a list of objects.")
    chosen = _chosen(images, image, name)
    labels = {shown(category.get("id")): category.get("name") for category in categories}
    result = []
    for number, found in enumerate(lists["annotations"], 1):
        if found.get("image_id") != chosen.get("id"):
            continue
        try:
            mask = _mask(found.get("segmentation"), image)
            result.append(importer.annotation(found, _label(found, labels), mask))
        except FormatError as error:
            raise FormatError(f"Annotation {number} in {inside(name)} {error}.") from None
    return result


def _chosen(images: list[dict[str, Any]], image: ImageEntry, name: str) -> dict[str, Any]:
    fitting = images
    if len(images) > 1:
        called = [each for each in images if _bare(each.get("file_name")) == _bare(image.file_name)]
        sized = [
            each
            for each in images
            if (each.get("width"), each.get("height")) == (image.width, image.height)
        ]
        both = [each for each in called if each in sized]
        fitting = called if len(called) == 1 else both if called else sized
        if len(fitting) != 1:
            names = [shown(each.get("file_name")) for each in images[:_MOST_NAMED]]
            more = ["…"] if len(images) > _MOST_NAMED else []
            raise FormatError(
                f"{name} is about {len(images)} pictures ({', '.join([*names, *more])}), "
                f"{len(called)} called {shown(image.file_name)} and {len(sized)} of "
                f"{image.width}x{image.height} pixels; expected one that fits this picture."
            )
    if not fitting:
        raise FormatError(f"{name} is about no picture; expected one.")
    check_size(name, fitting[0].get("width"), fitting[0].get("height"), image)
    return fitting[0]


def _bare(file_name: object) -> str:
    """Without folders; accents as one character, which systems do not agree on."""
    text = file_name if isinstance(file_name, str) else ""
    return unicodedata.normalize("NFC", re.split(r"[\\/]", text)[-1])


def _label(found: dict[str, Any], labels: dict[str, Any]) -> str:
    number = found.get("category_id")
    if not labels or fitting({"label": found.get("label")}):
        return ""
    label = labels.get(shown(number))
    if not fitting({"label": label}):
        raise FormatError(f"has category_id {shown(number)}; expected one of the file's categories")
    return "" if label == NO_LABEL else str(label)


def _mask(found: Any, image: ImageEntry) -> CocoRle:
    size = [image.height, image.width]
    if isinstance(found, list) and found and all(_is_polygon(each, image) for each in found):
        return fill(found, (image.height, image.width))
    if isinstance(found, dict) and found.get("size") == size:
        counts = found.get("counts")
        if isinstance(counts, list) and _fills(counts, image):
            return compress({"size": size, "counts": counts})
        mask: CocoRle = {"size": size, "counts": counts}  # type: ignore[typeddict-item]
        if fitting({"segmentation": mask}):
            return mask
    raise FormatError(
        f"has segmentation {shown(found)}; expected polygons in the picture, or an RLE of size "
        f"{shown(size)}"
    )


def _fills(counts: list[Any], image: ImageEntry) -> bool:
    whole = all(type(run) is int and run >= 0 for run in counts)
    return whole and sum(counts) == image.width * image.height


def _is_polygon(found: Any, image: ImageEntry) -> bool:
    """Three corners at least, none further outside the picture than its width or height."""
    if not isinstance(found, list) or len(found) < 6 or len(found) % 2:
        return False
    return all(map(is_number, found)) and all(
        -image.width <= x <= 2 * image.width and -image.height <= y <= 2 * image.height
        for x, y in zip(found[::2], found[1::2], strict=True)
    )
