"""``python -m tests.interop``: the published package's names and code, held against ours; and our
data sets, read by programs of others.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

from tests.interop import data_sets
from tests.interop.names import differences
from tests.interop.numbers import COMPARISONS
from tests.interop.published import NAME, load, modules

ROOT = Path(__file__).resolve().parents[2]

_FIRST = "a path that is given first is the checkpoint, as published"

ACCEPTED = {
    "build_sam: takes checkpoint as number 1, not 0": _FIRST,
    "build_sam.build_sam: takes checkpoint as number 1, not 0": _FIRST,
}
"""Differences that stand, each by its sentence, with the reason."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every difference; 1 where there is one that is not accepted."""
    parser = argparse.ArgumentParser(prog="python -m tests.interop", description=__doc__)
    parser.add_argument(
        "--package",
        type=Path,
        default=ROOT / ".interop",
        metavar="FOLDER",
        help="where the published package was installed into (.interop)",
    )
    parser.add_argument(
        "--readers",
        type=Path,
        metavar="PYTHON",
        help="the Python of the environment that others' readers are in; without it none reads",
    )
    choices = ("names", *COMPARISONS, "data_sets")
    parser.add_argument("--only", choices=choices, help="one comparison")
    flags = parser.parse_args(arguments)
    unread = 0
    if flags.readers is not None and flags.only in (None, "data_sets"):
        unread = data_sets.compare(flags.readers)
    if flags.only == "data_sets":
        return unread
    # The published code is of 2023: what newer packages say of it is not about ours.
    warnings.simplefilter("ignore")
    load(flags.package)
    wrong: list[str] = []
    if flags.only in (None, "names"):
        wrong += _names()
    for name, compare in COMPARISONS.items():
        if flags.only in (None, name):
            begun = time.monotonic()
            found = list(compare())
            print(
                f"{name}: {len(found)} differences ({time.monotonic() - begun:.0f} s)", flush=True
            )
            wrong += [f"{name}: {each}" for each in found]
    for each in wrong:
        print(each, file=sys.stderr)
    if not wrong:
        print(f"Nothing of {NAME} is missing or different.")
    return 1 if wrong or unread else 0


def _names() -> list[str]:
    compared = list(modules())
    found = [each for theirs, ours in compared for each in differences(theirs, ours, NAME)]
    stands = [f"{each} (accepted: {ACCEPTED[each]})" for each in found if each in ACCEPTED]
    wrong = [each for each in found if each not in ACCEPTED]
    wrong += [f"{each}: is accepted, but no difference" for each in ACCEPTED if each not in found]
    print(f"names: {len(compared)} modules, {len(wrong)} differences", flush=True)
    for each in stands:
        print(f"  {each}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
