"""A picture file in, the files of its masks out: the unit of work of a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sam.automatic.decoder import Floats
from sam.automatic.events import Record, collect
from sam.errors import FormatError
from sam.formats import FORMATS, ImageEntry, image_number
from sam.images import ImageLimits, read_image
from sam.transforms import CropBox

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
    formats = _checked(formats)
    limits = limits or ImageLimits()
    limits.check_bytes(picture.stat().st_size)
    content = picture.read_bytes()
    return process_content(
        generator, picture.name, content, formats, limits=limits, on_progress=on_progress
    )


def process_content(
    generator: SamAutomaticMaskGenerator,
    name: str,
    content: bytes,
    formats: Iterable[str] = ("sa1b",),
    *,
    limits: ImageLimits | None = None,
    on_progress: Callable[[float], None] | None = None,
    on_embedding: Callable[[Floats], None] | None = None,
) -> ProcessedPicture:
    """The same of a picture's bytes, wherever they came from.

    Args:
        name: of the picture's file.
        content: the file's bytes.
        on_embedding: called with the embedding of the whole picture, ``(1, C, S/16, S/16)``
            float32, once it is there.

    The other arguments and what is raised are as :func:`process_picture` has them.
    """
    formats = _checked(formats)
    limits = limits or ImageLimits()
    limits.check_bytes(len(content))
    decoded = read_image(content, limits)
    image = ImageEntry(decoded.width, decoded.height, name, image_number(content))
    embedder = generator.embedder(decoded.rgb)
    whole = (0, 0, decoded.width, decoded.height)

    def embed(crop_box: CropBox) -> Floats:
        embedding = embedder(crop_box)
        if on_embedding is not None and crop_box == whole:
            on_embedding(embedding)
        return embedding

    records = collect(generator.stream((decoded.height, decoded.width), embed), on_progress)
    published = cast(Any, [record.as_dict("coco_rle") for record in records])
    files = {name: FORMATS[name].write(image, published) for name in formats}
    return ProcessedPicture(image, decoded.notes, records, files)


def _checked(formats: Iterable[str]) -> list[str]:
    """The formats, each of which there has to be."""
    names = list(formats)
    for name in names:
        if name not in FORMATS:
            raise FormatError(f"There is no format {name!r}; expected one of {', '.join(FORMATS)}.")
    return names
