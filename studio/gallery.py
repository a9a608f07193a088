"""Photographs to try the product on, out of scikit-image's installed package."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from PIL import Image

from studio.errors import MissingError

_THUMBNAIL_SIDE = 480
_THUMBNAIL_QUALITY = 82

_PHOTOGRAPHS = (
    # file, title, credit: as scikit-image's documentation of each data set has them
    ("coffee.png", "Coffee cup", "Rachel Michetti, courtesy of Pikolo Espresso Bar; CC0"),
    ("chelsea.png", "Chelsea the cat", "Stéfan van der Walt; CC0"),
    ("astronaut.png", "Eileen Collins", "NASA; public domain"),
    ("motorcycle_left.png", "Motorcycle", "Middlebury 2014 stereo benchmark, D. Scharstein et al."),
    ("rocket.jpg", "Falcon 9 at night", "SpaceX; public domain"),
    ("coins.png", "Greek coins", "Brooklyn Museum; no known restrictions"),
    ("camera.png", "Photographer", "Lav Varshney; CC0"),
    ("retina.jpg", "Retina of a left eye", "Mikael Häggström; CC0"),
)
_TYPES = {".png": "image/png", ".jpg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Photograph:
    """One picture of the gallery; ``name`` is its place in addresses, width and height are
    pixels.
    """

    name: str
    title: str
    credit: str
    path: Path
    width: int
    height: int

    @property
    def media_type(self) -> str:
        """The file's Content-Type."""
        return _TYPES[self.path.suffix]


class Gallery:
    """The photographs, and their thumbnails, each made once."""

    def __init__(self, folder: Path | None = None) -> None:
        found = (_photograph(folder or _data_folder(), *entry) for entry in _PHOTOGRAPHS)
        self._photographs = {photo.name: photo for photo in found if photo is not None}
        self._thumbnails: dict[str, bytes] = {}
        self._lock = threading.Lock()

    @property
    def photographs(self) -> tuple[Photograph, ...]:
        """All of them, in the order they are shown."""
        return tuple(self._photographs.values())

    def get(self, name: str) -> Photograph:
        """The photograph of this name.

        Raises:
            MissingError: there is none.
        """
        try:
            return self._photographs[name]
        except KeyError:
            names = ", ".join(self._photographs)
            raise MissingError(
                "gallery_image_not_found",
                f"The gallery has no picture {name[:40]!r}; it has {names}.",
            ) from None

    def thumbnail(self, name: str) -> bytes:
        """The photograph as a small JPEG, its longest side at most 480 pixels.

        Raises:
            MissingError: there is none.
        """
        photograph = self.get(name)
        with self._lock:
            if name not in self._thumbnails:
                self._thumbnails[name] = _shrink(photograph.path)
            return self._thumbnails[name]


def _data_folder() -> Path:
    """scikit-image's folder of data, found without importing the package, which is slow."""
    spec = find_spec("skimage")
    locations = list(spec.submodule_search_locations or ()) if spec else []
    return Path(locations[0]) / "data" if locations else Path()


def _photograph(folder: Path, file: str, title: str, credit: str) -> Photograph | None:
    """The entry for a file, or None where this version of scikit-image does not ship it."""
    path = folder / file
    if not path.is_file():
        return None
    with Image.open(path) as image:
        width, height = image.size
    return Photograph(path.stem.removesuffix("_left"), title, credit, path, width, height)


def _shrink(path: Path) -> bytes:
    with Image.open(path) as image:
        small = image.convert("RGB")
    small.thumbnail((_THUMBNAIL_SIDE, _THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    small.save(buffer, "JPEG", quality=_THUMBNAIL_QUALITY, optimize=True)
    return buffer.getvalue()
