"""The photographs of the general check, found in scikit-image's package, with their masks."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from PIL import Image

from dataengine.errors import AbsentError, InvalidError
from sam.formats.annotation import Annotation
from sam.masks.rle import decode

Role = Literal["replay", "gate"]
"""What an object is for: to be replayed while a decoder is tuned, or to be scored afterwards."""

ROLES: tuple[Role, ...] = get_args(Role)

_HALVES: dict[Role, tuple[str, ...]] = {
    "replay": ("astronaut", "rocket", "coins", "chelsea", "hubble", "retina"),
    "gate": ("motorcycle", "camera", "coffee", "gravel", "ihc"),
}
"""Pinned, by photograph: 47 objects each, things and parts of things, large and small."""


@dataclass(frozen=True, slots=True)
class GeneralPicture:
    """A photograph with what was marked in it.

    Attributes:
        name: of the photograph, as ``"coffee"``.
        path: of its file, in scikit-image's package.
        role: what its objects are for.
        annotations: the objects, as records with prompts and corrections.
    """

    name: str
    path: Path
    role: Role
    annotations: tuple[Annotation, ...]

    @property
    def masks(self) -> list[npt.NDArray[np.bool_]]:
        """Of each object, in the order of the annotations: ``(H, W) bool``, never empty."""
        return [decode(each.segmentation) for each in self.annotations]

    def read_image(self) -> npt.NDArray[np.uint8]:
        """The photograph, ``(H, W, 3) uint8`` RGB. None has an EXIF orientation."""
        with Image.open(self.path) as file:
            return np.asarray(file.convert("RGB"))


def general_pictures(role: Role, folder: Path | None = None) -> list[GeneralPicture]:
    """One half of the general check.

    Args:
        role: which half.
        folder: where the photographs are; None for scikit-image's installed package.

    Raises:
        InvalidError: there is no such half, or a photograph is not the one that was marked: its
            hash is another.
        AbsentError: a photograph is not installed.
    """
    if role not in _HALVES:
        raise InvalidError(
            "general_role", f"The general check has no half {role!r}; expected replay or gate."
        )
    where = folder or _data_folder()
    return [_picture(name, role, where) for name in _HALVES[role]]


def _picture(name: str, role: Role, folder: Path) -> GeneralPicture:
    records = Path(__file__).with_name(f"{name}.json")
    document = json.loads(records.read_text(encoding="utf-8"))
    annotations = tuple(
        Annotation.from_dict(each, f"Annotation {number} of {records.name}")
        for number, each in enumerate(document["annotations"], 1)
    )
    path = folder / document["image"]["file_name"]
    if not path.is_file():
        raise AbsentError(
            "general_picture_absent",
            f"The photograph {path.name} of the general check is not in {folder}; expected "
            "scikit-image to be installed, as pip install 'segment-studio[training]' does.",
        )
    picture = annotations[0].picture
    assert picture is not None  # a test looks at every record
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != picture["id"]:
        raise InvalidError(
            "general_picture_changed",
            f"The photograph {path} has the SHA-256 {found[:12]}…; the masks of the general check "
            f"are of the one with {picture['id'][:12]}…. Another version of scikit-image may have "
            "changed it: install one that requirements.txt allows.",
        )
    return GeneralPicture(name, path, role, annotations)


def _data_folder() -> Path:
    """scikit-image's folder of data, found without importing the package, which is slow."""
    spec = find_spec("skimage")
    locations = list(spec.submodule_search_locations or ()) if spec else []
    return Path(locations[0]) / "data" if locations else Path("skimage", "data")
