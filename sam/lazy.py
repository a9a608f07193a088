"""Public names that are imported when they are first asked for (PEP 562).

A package lists what it offers from where, and hands the rest to :func:`attach`::

    if TYPE_CHECKING:
        from sam.predictor import SamPredictor
    else:
        __getattr__, __dir__ = attach(__name__, {"sam.predictor": ("SamPredictor",)})

``from package import name``, ``package.name`` and ``dir(package)`` work as if all had been imported
at once; torch, which takes seconds, is loaded by the first name that computes with it.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any


def attach(
    package: str, origins: Mapping[str, Iterable[str]], rooms: Iterable[str] = ()
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The package's ``__getattr__`` and ``__dir__``.

    Args:
        package: its name, ``__name__``.
        origins: the names that it offers, by the module that defines them.
        rooms: its own modules that are to be there as attributes, too.
    """
    module_of = {name: module for module, names in origins.items() for name in names}
    submodules = frozenset(rooms)

    def __getattr__(name: str) -> Any:
        if name in module_of:
            value = getattr(importlib.import_module(module_of[name]), name)
        elif name in submodules:
            value = importlib.import_module(f"{package}.{name}")
        else:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        setattr(sys.modules[package], name, value)  # the next time nothing has to be looked up
        return value

    def __dir__() -> list[str]:
        return sorted({*vars(sys.modules[package]), *module_of, *submodules})

    return __getattr__, __dir__
