"""Names of a data set's files: each picture's own, and no two alike."""

from __future__ import annotations

from pathlib import PurePosixPath

from dataengine.records import Picture
from sam.formats.file_names import picture_name

_SUFFIXES = {
    "JPEG": ".jpg",
    "PNG": ".png",
    "WEBP": ".webp",
    "GIF": ".gif",
    "TIFF": ".tif",
    "BMP": ".bmp",
    "HEIC": ".heic",
    "AVIF": ".avif",
}


class Names:
    """Gives names, each once, even where capitals are not told apart."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, picture: Picture) -> PurePosixPath:
        """The picture's file name, made safe; with the first digits of its id where the name is
        another picture's already.
        """
        stem = picture_name(picture.file_name)
        suffix = _SUFFIXES.get(picture.format, ".png")
        name, digits = f"{stem}{suffix}", 8
        # Labels are kept under the stem, so it is the stem that has to be its own.
        while name.rpartition(".")[0].lower() in self._taken:
            name = f"{stem}-{picture.id[:digits]}{suffix}"
            digits += 8
        self._taken.add(name.rpartition(".")[0].lower())
        return PurePosixPath(name)
