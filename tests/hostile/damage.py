"""Sound pictures, broken: cut off, with flipped bits, and made of two."""

from __future__ import annotations

from tests.hostile.bases import Rng, base
from tests.hostile.upload import Upload


def truncated(rng: Rng) -> Upload:
    """Its end is missing."""
    whole = base(rng)
    return Upload(whole[: int(rng.integers(1, len(whole)))])


def flipped(rng: Rng) -> Upload:
    """Some bits are wrong, mostly among the first bytes, where headers are."""
    data = bytearray(base(rng))
    reach = len(data) if rng.random() < 0.4 else min(len(data), 160)
    for place in rng.integers(0, reach, int(rng.integers(1, 12))):
        data[place] ^= 1 << int(rng.integers(8))
    return Upload(bytes(data))


def spliced(rng: Rng) -> Upload:
    """It begins as one picture and goes on as another; or a piece comes twice, or is gone."""
    one, two = base(rng), base(rng)
    here, there = int(rng.integers(4, len(one))), int(rng.integers(len(two)))
    way = int(rng.integers(3))
    if way == 0:
        return Upload(one[:here] + two[there:])
    back = int(rng.integers(4, len(one)))
    return Upload(one[:here] + one[back:] if way == 1 else one[:here] + two[there:] + one[here:])
