"""What the extra ``cluster`` brings, and a sentence where it is not installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dataengine.batch.errors import BatchError
from sam.extras import remedy


@contextmanager
def needed(what: str) -> Iterator[None]:
    """Import inside this context what the extra brings.

    Args:
        what: what cannot be done without it, the sentence's beginning.

    Raises:
        BatchError: a package is not there; the sentence names it, and how to get it.
    """
    try:
        yield
    except ModuleNotFoundError as missing:
        raise BatchError(
            f"{what} needs the package {missing.name}, which is not installed; expected it from "
            f"`make batch`, or {remedy('cluster')}."
        ) from missing
