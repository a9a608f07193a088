"""The published package, installed aside, and its modules beside ours."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from sam.published import MODULES
from tests.interop import stand_ins

NAME = "segment_anything"

OF_MOBILE_SAM = ("modeling.tiny_vit_sam",)
"""Names of ``MODULES`` that are only in MobileSAM's own package."""


def load(folder: Path) -> None:
    """Make the package importable from the folder that it was installed into.

    Raises:
        ImportError: it is not there, or another one would be imported.
    """
    stand_ins.install()
    sys.path.insert(0, str(folder))
    found = importlib.import_module(NAME)
    place = getattr(found, "__file__", None)
    if place is None or not Path(place).is_relative_to(folder):
        raise ImportError(f"{NAME} comes from {place or 'no file'}; expected {folder}.")


def modules() -> Iterator[tuple[ModuleType, ModuleType]]:
    """Every module of theirs, with ours of that name; ``MODULES`` has all of them or this fails.

    Raises:
        LookupError: they have a module that ours does not stand in for.
    """
    root = importlib.import_module(NAME)
    folder = Path(str(root.__file__)).parent
    names = {
        ".".join(file.relative_to(folder).with_suffix("").parts)
        .removesuffix("__init__")
        .rstrip(".")
        for file in folder.rglob("*.py")
    }
    if missing := sorted(names - MODULES.keys()):
        raise LookupError(f"{NAME} has modules that ours has not: {', '.join(missing)}.")
    for name in MODULES:
        if name not in OF_MOBILE_SAM:
            theirs = importlib.import_module(f"{NAME}.{name}".rstrip("."))
            yield theirs, importlib.import_module(MODULES[name])
