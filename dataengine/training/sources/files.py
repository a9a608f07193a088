"""Files alone as examples: a folder of pictures, and a file of annotations of any kind we read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from dataengine.errors import InvalidError
from dataengine.training.examples import Example, Pixels
from dataengine.training.sources.objects import example_of
from sam.errors import FormatError, ImageError, OtherPictureError
from sam.formats import ImageEntry, open_annotations
from sam.images import ImageLimits, read_image

_SUFFIXES = frozenset(".jpg .jpeg .png .webp .tif .tiff .bmp .gif .avif .heic".split())


def from_files(
    annotations: Path,
    images: Path,
    groups: str | None,
    limits: ImageLimits,
    note: Callable[[str], None],
) -> list[Example]:
    """The pictures of a folder that a file of annotations has objects of, by name.

    Args:
        annotations: COCO JSON, or another file or folder of masks.
        images: a folder of pictures, with folders in it.
        groups: a regular expression, searched in each picture's path inside the folder; what its
            first bracket (or all of it) finds names the group. Without one, or where it finds
            nothing, a picture is a group by itself.
        limits: of pictures that are read.
        note: is given a sentence for everything that was left out.

    Raises:
        InvalidError: the pattern is no regular expression, or there is no such folder.
        FormatError: the annotations cannot be read.
    """
    pattern = _pattern(groups)
    if not images.is_dir():
        raise InvalidError("invalid_request", f"There is no folder {images} of pictures.")
    files = open_annotations(annotations)
    examples = []
    paths = sorted(p for p in images.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file())
    for number, path in enumerate(paths, 1):
        name = path.relative_to(images).as_posix()
        try:
            picture = read_image(path, limits)
            found = files.read(
                ImageEntry(picture.width, picture.height, name, number), by_name=True
            )
        except ImageError as error:
            note(f"{name}: {error}")
            continue
        except OtherPictureError:
            continue
        except FormatError as error:
            note(f"{name}: {error}")
            continue
        for skipped in found.skipped:
            note(f"{name}: {skipped.id} was left out: {skipped.reason}.")
        example = example_of(
            name,
            _file_name(name),
            _group(pattern, name),
            (picture.height, picture.width),
            found.annotations,
            _opener(path, limits),
            note,
        )
        if example is not None:
            examples.append(example)
    return examples


def _pattern(groups: str | None) -> re.Pattern[str] | None:
    if groups is None:
        return None
    try:
        return re.compile(groups)
    except re.error as error:
        raise InvalidError(
            "invalid_request", f"{groups!r} is no regular expression ({error})."
        ) from None


def _group(pattern: re.Pattern[str] | None, name: str) -> str:
    found = pattern.search(name) if pattern else None
    if found is None:
        return name
    return next((each for each in found.groups() if each is not None), found.group())


def _file_name(name: str) -> str:
    """A name that no other picture of the folder has, without folders in it."""
    return f"{Path(name).stem[:60]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _opener(path: Path, limits: ImageLimits) -> Callable[[], Pixels]:
    return lambda: read_image(path, limits).rgb
