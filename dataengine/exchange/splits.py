"""Which part of a data set a picture belongs to: the same for all pictures of one group."""

from __future__ import annotations

import hashlib

VALIDATION = 0.2
"""Share of the groups that models are judged by."""


def split_of(group: str) -> str:
    """``train`` or ``val``, by a hash: pictures that are added later move no other one."""
    number = int(hashlib.sha256(group.encode("utf-8", "surrogatepass")).hexdigest()[:8], 16)
    return "val" if number / 2**32 < VALIDATION else "train"
