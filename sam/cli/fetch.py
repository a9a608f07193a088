"""Download published weights, check them, and put them where they are found."""

from __future__ import annotations

import argparse
from pathlib import Path

from sam.cli.progress import progress
from sam.errors import FetchError
from sam.fetching import (
    PREFIX,
    PUBLISHED,
    TEXT_PUBLISHED,
    convert,
    fetch,
    fetch_text,
    published,
    text_published,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this command's options."""
    names = [*PUBLISHED, *(PREFIX + name for name in TEXT_PUBLISHED)]
    parser.add_argument("name", nargs="?", help=f"{', '.join(names)}; `list` shows them all")
    parser.add_argument(
        "--out", type=Path, default=Path("weights"), help="folder to put it in (default: weights)"
    )
    parser.add_argument(
        "--from",
        dest="origin",
        metavar="URL|FILE",
        help="a mirror's address (of the file; of text models, of the whole mirror), the file "
        "itself, or a folder that has it; it is checked all the same (default: its publisher)",
    )
    parser.add_argument(
        "--convert",
        type=Path,
        metavar="FOLDER",
        help="make safetensors of a text model's pickle there, taking nothing but numbers from it",
    )


def run(options: argparse.Namespace) -> None:
    """Fetch, or list what can be.

    Raises:
        FetchError: it cannot be had, is not what was published, or would replace another file.
    """
    if options.convert is not None:
        print(f"{convert(options.convert)} is there.")
    elif options.name is None:
        raise FetchError("There is no name of what to fetch; `python -m sam fetch list` has them.")
    elif options.name == "list":
        _list()
    elif options.name.startswith(PREFIX):
        _fetch_text(options)
    else:
        _fetch(options)


def _list() -> None:
    for name, item in PUBLISHED.items():
        print(f"{name:24} {item.bytes / 1e6:6.0f} MB  {item.licence}  {item.url}")
    for name, text in TEXT_PUBLISHED.items():
        about = f"{text.way}, {text.languages}"
        size = f"{text.megabytes:6.0f} MB"
        print(f"{PREFIX + name:24} {size}  {text.licence}  {text.repository}  ({about})")


def _fetch_text(options: argparse.Namespace) -> None:
    item = text_published(options.name)
    print(
        f"{item.title}: {item.repository}, about {item.megabytes} MB, {item.way}, languages: "
        f"{item.languages}; licence: {item.licence}.",
        flush=True,
    )
    fetched = fetch_text(item, options.out / "text", options.origin)
    how = (
        "recorded now, as no published source states them all"
        if fetched.first
        else "and is what was fetched first"
    )
    made = "; its pickle was converted to safetensors" if fetched.converted else ""
    print(f"{fetched.folder} is there, revision {fetched.revision}, {how}{made}.")


def _fetch(options: argparse.Namespace) -> None:
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
