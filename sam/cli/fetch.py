"""Download published weights, check them, and put them where they are found."""

from __future__ import annotations

import argparse
from pathlib import Path

from sam.cli.progress import progress
from sam.fetching import PUBLISHED, fetch, published


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this command's options."""
    parser.add_argument("name", help=f"{', '.join(PUBLISHED)}; `list` shows them all")
    parser.add_argument(
        "--out", type=Path, default=Path("weights"), help="folder to put it in (default: weights)"
    )
    parser.add_argument(
        "--from",
        dest="origin",
        metavar="URL|FILE",
        help="a mirror's address of the file, the file itself, or a folder that has it; it is "
        "checked all the same (default: its publisher)",
    )


def run(options: argparse.Namespace) -> None:
    """Fetch, or list what can be.

    Raises:
        FetchError: it cannot be had, is not what was published, or would replace another file.
    """
    if options.name == "list":
        for name, item in PUBLISHED.items():
            print(f"{name:11} {item.bytes / 1e6:6.0f} MB  {item.licence}  {item.url}")
        return
    item = published(options.name)
    print(
        f"{item.title}: {item.file_name}, {item.bytes / 1e6:.0f} MB, by {item.publisher}, licence "
        f"{item.licence}; from {options.origin or item.url}.",
        flush=True,
    )
    with progress(item.bytes) as bar:

        def moved(done: int) -> None:
            bar.show(f"{done / 1e6:.0f} of {item.bytes / 1e6:.0f} MB")
            bar.move(done)

        fetched = fetch(item, options.out, options.origin, moved)
    found = "is there" if fetched.fresh else "was there already"
    print(
        f"{fetched.path} {found}, and is what {item.publisher} published (SHA-256 {item.sha256})."
    )
