"""Ids as files have them: compared by value, and made of content where there are none."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from sam.formats.faults import shown

_NUMBER = re.compile(r"\s*[+-]?[0-9]+(\.0*)?\s*", re.ASCII)
_FACTORS = (0x01000193, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F)
"""Odd, of well-known hashes; each gives a quarter of an id."""


def by_value(found: Any) -> Any:
    """What an id is to be compared by: 1, 1.0, "1" and "001" are one id."""
    if isinstance(found, str) and _NUMBER.fullmatch(found) and len(found) < 300:
        return int(found.strip().split(".")[0])
    if isinstance(found, float) and found.is_integer():
        return int(found)
    return found if isinstance(found, int | str) and not isinstance(found, bool) else shown(found)


def called(found: dict[str, Any], number: int) -> str:
    """What a report calls an object: its id, or its place where it has none."""
    own = found.get("id")
    if isinstance(own, str) and own:
        return own if len(own) <= 60 else f"{own[:60]}…"
    return shown(own) if isinstance(own, int | float) else f"#{number}"


def made_of(text: str) -> str:
    """A UUID (version 8, RFC 9562) that is the same for the same text, here and in the page.

    So an object that a file has no UUID for gets the same id each time that the file is read. Each
    quarter is the text's UTF-8 as a polynomial in an odd number, modulo 2^32, and mixed.
    """
    bytes_ = np.frombuffer(text.encode("utf-8", "replace"), np.uint8).astype(np.uint32)
    quarters = []
    for factor in _FACTORS:
        powers = np.full(len(bytes_), factor, np.uint32)
        powers[:1] = 1
        np.multiply.accumulate(powers, out=powers)
        value = int((bytes_ * powers[::-1]).sum(dtype=np.uint32))
        value = ((value ^ (value >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
        value = ((value ^ (value >> 12)) * 0x297A2D39) & 0xFFFFFFFF
        quarters.append(f"{value ^ (value >> 15):08x}")
    digits = "".join(quarters)
    digits = f"{digits[:12]}8{digits[13:16]}a{digits[17:]}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
