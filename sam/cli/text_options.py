"""The options that say what is looked for by words, and what finds it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sam.errors import PromptError

if TYPE_CHECKING:
    from sam.text import Finder

FOLDER = Path("weights/text")
"""Where fetched text models lie, each in a folder of its own."""

WAYS = ("detector", "two_towers", "prompt_token")


def add_text_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``--text-folder``, ``--rival`` and ``--way``."""
    parser.add_argument(
        "--text-folder",
        type=Path,
        metavar="FOLDER",
        help="folder of the model that knows words, as `python -m sam fetch text/clip-vit-b32` "
        f"makes it (default: the one in {FOLDER})",
    )
    parser.add_argument(
        "--rival",
        action="append",
        default=[],
        metavar="WORDS",
        help="what else there may be, against which two towers score the words; may be repeated",
    )
    parser.add_argument(
        "--way",
        choices=WAYS,
        help="how words become masks, of those that the folder can (default: its first)",
    )


def finder_of(folder: Path | None) -> Finder:
    """The finder of a folder; of the one in ``weights/text`` where none is named.

    Raises:
        PromptError: none is named, and there is none or more than one.
        TextModelError: the folder cannot be used.
    """
    if folder is None:
        there = sorted(each.parent for each in FOLDER.glob("*/config.json"))
        if len(there) != 1:
            found = ", ".join(map(str, there)) or f"none in {FOLDER}"
            raise PromptError(
                f"Words need one text model, and there is {found}; name its folder with "
                "--text-folder, or fetch one: `python -m sam fetch list` says which and how large."
            )
        folder = there[0]
    from sam.text import load_finder

    return load_finder(folder)
