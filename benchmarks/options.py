"""Options that several measurements have in common."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_data(parser: argparse.ArgumentParser) -> None:
    """``--data``: where the evaluation pictures are."""
    parser.add_argument(
        "--data",
        type=Path,
        help="folder with index.csv (default: $SEGMENT_DATA, else ../shared/data)",
    )


def add_instances(parser: argparse.ArgumentParser, default: int) -> None:
    """``--instances``, ``--all`` and ``--data``: on what masks are compared."""
    parser.add_argument(
        "--instances",
        type=whole,
        default=default,
        help="instances of the evaluation pictures on which masks are compared "
        f"(default: {default}; 0 leaves this out)",
    )
    parser.add_argument("--all", action="store_true", help="compare masks on all instances")
    add_data(parser)


def add_earlier(parser: argparse.ArgumentParser, commit: str) -> None:
    """``--commit``, ``--tree`` and ``--share-environment``: what is measured beside this tree."""
    parser.add_argument(
        "--commit", default=commit, help="what is measured beside this tree (default: %(default)s)"
    )
    parser.add_argument(
        "--tree",
        type=Path,
        metavar="FOLDER",
        help="where the commit's tree is, or is put and left, set up; without it one is made and "
        "removed again",
    )
    parser.add_argument(
        "--share-environment",
        action="store_true",
        help="run the commit's code with this tree's packages and weights, where its own cannot be "
        "installed",
    )


def whole(text: str) -> int:
    """Parse a whole number from 0 up."""
    return _at_least(0, text)


def positive(text: str) -> int:
    """Parse a whole number from 1 up."""
    return _at_least(1, text)


def _at_least(lowest: int, text: str) -> int:
    number = int(text)
    if number < lowest:
        raise argparse.ArgumentTypeError(f"{number} was given; expected {lowest} or more.")
    return number
