"""Decoding an RLE: held to pycocotools' encoding; damaged text is refused, never read beyond."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycocotools import mask as coco

from sam import FormatError
from sam.masks import rle


def packed(mask: np.ndarray) -> rle.CocoRle:
    """As pycocotools encodes it."""
    answer = coco.encode(np.asfortranarray(mask.astype(np.uint8)))
    return {"size": answer["size"], "counts": answer["counts"].decode()}


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1), st.floats(0, 1))
@settings(max_examples=100, deadline=None)
def test_what_pycocotools_encodes_is_decoded(
    width: int, height: int, seed: int, density: float
) -> None:
    mask = np.random.default_rng(seed).random((height, width)) < density
    encoded = packed(mask)
    assert (rle.decode(encoded) == mask).all()
    uncompressed = rle.uncompress(encoded)
    assert rle.compress(uncompressed) == encoded
    assert sum(uncompressed["counts"][1::2]) == mask.sum()


def test_long_runs() -> None:
    mask = np.zeros((5000, 3000), bool)
    mask[17:4000, 2:2990] = True
    mask[:, 400:700] = True
    decoded = rle.decode(packed(mask))
    assert decoded.dtype == np.bool_
    assert decoded.flags.c_contiguous
    assert (decoded == mask).all()
    inside = np.zeros(mask.size, bool)
    for start, end in rle.spans(rle.runs_of(packed(mask))):
        inside[start:end] = True
    assert (inside.reshape(3000, 5000).T == mask).all()


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ("", "has counts ''; expected the characters of a compressed RLE"),
        ("6 ", "has counts '6 '; expected the characters"),
        ("6ü", "has counts '6ü'; expected the characters"),
        ("\ud800", "expected the characters"),
        ("P", "ends in the middle|end in the middle of a run"),
        ("o" * 20 + "1", "has a run of 21 characters; expected 7 at most"),
        ("5", "has runs that cover 5 pixels; expected 3x2 pixels"),
        ("34", "has runs that cover 7 pixels; expected 3x2 pixels"),
        ("O7", "has negative runs; expected 3x2 pixels"),
    ],
)
def test_a_damaged_text_is_refused(counts: str, sentence: str) -> None:
    damaged: rle.CocoRle = {"size": [2, 3], "counts": counts}
    for read in (rle.decode, rle.uncompress):
        with pytest.raises(FormatError, match=f"^The RLE .*({sentence})"):
            read(damaged)
