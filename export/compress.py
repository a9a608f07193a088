"""``python -m export.compress FILE...``: compressed siblings of files that are sent often.

Each file gets ``FILE.br`` and ``FILE.gz`` beside it; the server sends them in its place. It checks
them against the file first, so a sibling that was left behind by an older file is not sent.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Sequence
from pathlib import Path

from export.command import Parser, Say, run, say
from export.errors import SourceError
from export.files import write_atomically

QUALITY = 9
"""Brotli's effort, from 0 to 11. 10 and 11 search very differently: of the decoder's 16 MB of
numbers they save a further 4 %, and take 50 s for it instead of 3 (docs/performance.md)."""

WINDOW = 24
"""Brotli looks back 2**24 bytes, 16 MB, the most that every browser decodes."""

SUFFIXES = (".br", ".gz")


def compress(file: Path, say: Say, quality: int = QUALITY) -> None:
    """Write a file's compressed siblings, each in one move.

    Args:
        file: what to compress; it is left as it is.
        say: called with one line that tells the sizes.
        quality: brotli's effort, from 0 to 11.

    Raises:
        SourceError: the file cannot be read, or its folder cannot be written.
    """
    import brotli

    try:
        content = file.read_bytes()
    except OSError as error:
        raise SourceError(f"{file} cannot be read: {error.strerror}.") from error
    siblings = (
        brotli.compress(content, quality=quality, lgwin=WINDOW),
        # Without a time in it, the same content gives the same bytes.
        gzip.compress(content, compresslevel=9, mtime=0),
    )
    for suffix, sibling in zip(SUFFIXES, siblings, strict=True):
        write_atomically(file.with_name(file.name + suffix), sibling)
    br, gz = (len(sibling) / 1e6 for sibling in siblings)
    say(f"{file.name}: {len(content) / 1e6:.2f} MB, {br:.2f} MB as brotli, {gz:.2f} MB as gzip")


def has_siblings(file: Path) -> bool:
    """Whether a file's compressed siblings are there."""
    return all(file.with_name(file.name + suffix).is_file() for suffix in SUFFIXES)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns:
        0 when the siblings stand, 2 when they could not be made (the reason is on stderr).
    """
    parser = Parser(
        prog="python -m export.compress",
        description="Write FILE.br and FILE.gz beside each file, for the server to send.",
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="what to compress")
    parser.add_argument(
        "--quality",
        type=int,
        choices=range(12),
        default=QUALITY,
        metavar="0-11",
        help="brotli's effort (default: %(default)s)",
    )
    options = parser.parse_args(arguments)

    def work() -> None:
        for file in options.files:
            compress(file, say, options.quality)

    return run(work)


if __name__ == "__main__":
    sys.exit(main())
