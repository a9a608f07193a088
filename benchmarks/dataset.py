"""The evaluation pictures: ``index.csv``, ``images/`` and, in ``masks/``, their instance ids."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.errors import MeasurementError

DEFAULT_FOLDER = Path("../shared/data")


class DatasetError(MeasurementError):
    """The evaluation data is missing or is not what ``index.csv`` says."""


@dataclass(frozen=True)
class Sample:
    """One picture of the set.

    Attributes:
        name: stem of the mask's file name.
        image: path of the picture.
        masks: path of the instance map: 8-bit PNG, ids 1..N, 0 = background or ignore.
        group: ``domain/role``, the row it is scored in.
        instances: N.
    """

    name: str
    image: Path
    masks: Path
    group: str
    instances: int

    def read_image(self) -> np.ndarray:
        """The picture as ``(H, W, 3) uint8`` RGB. The set holds no EXIF-rotated picture."""
        with Image.open(self.image) as file:
            return np.asarray(file.convert("RGB"))

    def read_instances(self) -> Iterator[np.ndarray]:
        """Yield each instance's mask, ``(H, W) bool``, in the order of the ids."""
        with Image.open(self.masks) as file:
            ids = np.asarray(file)
        for instance in range(1, self.instances + 1):
            mask = ids == instance
            if not mask.any():
                raise DatasetError(
                    f"{self.masks} holds no pixel of instance {instance}; "
                    f"index.csv promises {self.instances} instances."
                )
            yield mask


def data_folder(given: Path | None) -> Path:
    """The folder named on the command line, else ``$SEGMENT_DATA``, else ``../shared/data``.

    Raises:
        DatasetError: the folder holds no ``index.csv``.
    """
    folder = given or Path(os.environ.get("SEGMENT_DATA") or DEFAULT_FOLDER)
    if not (folder / "index.csv").is_file():
        raise DatasetError(
            f"{folder} holds no index.csv; "
            "name the folder of the evaluation pictures with --data or $SEGMENT_DATA."
        )
    return folder


def read_samples(folder: Path) -> list[Sample]:
    """Every picture that ``index.csv`` lists, in its order."""
    with (folder / "index.csv").open(newline="", encoding="utf-8") as file:
        return [
            Sample(
                name=row["name"],
                image=folder / row["file"],
                masks=folder / "masks" / f"{row['name']}.png",
                group=f"{row['domain']}/{row['role']}",
                instances=int(row["instances"]),
            )
            for row in csv.DictReader(file)
        ]
