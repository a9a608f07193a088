"""Numbers on the command line, refused in words."""

from __future__ import annotations

import argparse


def whole(text: str) -> int:
    """A whole number of at least 0."""
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number} was given; expected 0 or more.")
    return number


def positive(text: str) -> int:
    """A whole number of at least 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} was given; expected at least 1.")
    return number
