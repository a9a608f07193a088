"""Packages that only some of the library needs: they come with an extra of the installation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


def remedy(extra: str) -> str:
    """What brings an extra's packages: a command for a shell."""
    return f"pip install 'segment-studio[{extra}]'"


@contextmanager
def needed(what: str, extra: str, error: type[Exception]) -> Iterator[None]:
    """Import inside this context what an extra brings.

    Args:
        what: what cannot be done without it, the sentence's beginning.
        extra: its name.
        error: what is raised.

    Raises:
        error: a package is not there; the sentence names it and the extra.
    """
    try:
        yield
    except ModuleNotFoundError as missing:
        raise error(
            f"{what} needs the package {missing.name}, which is not installed; "
            f"expected it from {remedy(extra)}."
        ) from missing
