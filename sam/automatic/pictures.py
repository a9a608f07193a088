"""A picture file in, the files of its masks out: the unit of work of a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sam.automatic.events import Record, collect
from sam.errors import FormatError
from sam.formats import FORMATS, ImageEntry, image_number
from sam.images import ImageLimits, read_image

if TYPE_CHECKING:
    from sam.automatic.generator import SamAutomaticMaskGenerator


@dataclass(frozen=True)
class ProcessedPicture:
    """What was found in one picture.

    Attributes:
        image: the picture as files of masks name it.
        notes: sentences about what reading did to it, such as 16 bits stretched to 8.
        records: the masks, in the order of the result.
        files: the bytes of a file of them, by the format's name.
    """

    image: ImageEntry
    notes: tuple[str, ...]
    records: list[Record]
    files: dict[str, bytes]


def process_picture(
    generator: SamAutomaticMaskGenerator,
    picture: Path,
    formats: Iterable[str] = ("sa1b",),
    *,
    limits: ImageLimits | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> ProcessedPicture:
    """Segment everything in a picture, and put the masks into files. Nothing is written.

    The same picture, model and settings give the same bytes, wherever this runs.

    Args:
        generator: of the settings wanted; it is not shared with another thread meanwhile, as it
            has to encode.
        picture: a file of any kind that :mod:`sam.images` reads. It is read once.
        formats: names of ``sam.formats.FORMATS``.
        limits: which pictures are too large; None takes the usual ones.
        on_progress: called with the share of the work that is done, 0 to 1.

    Raises:
        FormatError: there is no such format, which is seen before any work is done.
        ImageError: the file is no picture that can be read.
        OSError: the file cannot be read.
    """
    formats = list(formats)
    for name in formats:
        if name not in FORMATS:
            raise FormatError(f"There is no format {name!r}; expected one of {', '.join(FORMATS)}.")
    limits = limits or ImageLimits()
    limits.check_bytes(picture.stat().st_size)
    content = picture.read_bytes()
    decoded = read_image(content, limits)
    image = ImageEntry(decoded.width, decoded.height, picture.name, image_number(content))
    embed = generator.embedder(decoded.rgb)
    records = collect(generator.stream((decoded.height, decoded.width), embed), on_progress)
    published = cast(Any, [record.as_dict("coco_rle") for record in records])
    files = {name: FORMATS[name].write(image, published) for name in formats}
    return ProcessedPicture(image, decoded.notes, records, files)
