"""Descriptors and clicks of pictures on disk, so that each is computed once for one model.

::

    data/orders/<encoder>/descriptors/000000.npz, ...
    data/orders/<encoder>/<decoders>/000000.npz, ...

A file has the pictures' ids and an array of each kind, of so many pictures that were looked at one
after the other. All of it can be made anew; nothing else depends on it.
"""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

log = logging.getLogger(__name__)

FILE = 64
"""Pictures of a file; so many at most are looked at again where a process was killed."""

_IDS = "ids"
Arrays = Mapping[str, npt.NDArray[np.float32]]


class KeptLooks:
    """Arrays by picture in a folder of files, kept as float16.

    Args:
        folder: made where it is missing.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._known: dict[str, Arrays] = {}
        self._new: dict[str, Arrays] = {}
        for path in sorted(folder.glob("*.npz")):
            try:
                with np.load(path) as file:
                    kept = {name: file[name] for name in file.files}
                ids = kept.pop(_IDS)
            except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
                log.warning("%s cannot be read (%s); its pictures are looked at anew.", path, error)
                continue
            for place, each in enumerate(ids):
                self._known[str(each)] = {name: values[place] for name, values in kept.items()}

    def get(self, picture_id: str) -> Arrays | None:
        """What is kept of a picture; None where nothing is."""
        return self._known.get(picture_id)

    def put(self, picture_id: str, arrays: Arrays) -> None:
        """Keep what was found of a picture; on disk with the next full file, or :meth:`flush`."""
        self._known[picture_id] = self._new[picture_id] = arrays
        if len(self._new) >= FILE:
            self.flush()

    def flush(self) -> None:
        """Write what is new, in one file that is there whole or not at all."""
        if not self._new:
            return
        names = next(iter(self._new.values()))
        stacked = {
            name: np.stack([each[name] for each in self._new.values()]).astype(np.float16)
            for name in names
        }
        number = 1 + max((int(each.stem) for each in self._folder.glob("[0-9]*.npz")), default=-1)
        unfinished = self._folder / f"{number:06d}.unfinished"
        with unfinished.open("wb") as file:
            np.savez(file, **{_IDS: np.array(list(self._new))}, **stacked)  # type: ignore[arg-type]
        unfinished.replace(self._folder / f"{number:06d}.npz")
        self._new = {}
