"""``python -m export``: make the files in ``static/models`` from a checkpoint."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from export.command import Parser, run, say
from export.exporter import export_checkpoint
from export.manifest import PRECISIONS, is_up_to_date


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns:
        0 when the files stand, 2 when they could not be made (the reason is on stderr).
    """
    parser = Parser(
        prog="python -m export",
        description="Write a checkpoint's decoder as ONNX, with the manifest that describes it.",
    )
    parser.add_argument(
        "--checkpoint",
        type=Path,
        default=Path("weights/mobile_sam.pt"),
        metavar="FILE",
        help="a state dict under the official names (default: %(default)s)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("static/models"),
        metavar="FOLDER",
        help="the folder of all decoders, each in one of its own (default: %(default)s)",
    )
    parser.add_argument(
        "--model",
        metavar="KIND",
        help="vit_h, vit_l, vit_b or vit_t; by default recognised from the checkpoint",
    )
    parser.add_argument(
        "--precision",
        choices=PRECISIONS,
        default=PRECISIONS[0],
        help="the precision at which the manifest names the image encoder (default: %(default)s)",
    )
    options = parser.parse_args(arguments)

    def work() -> None:
        if is_up_to_date(options.checkpoint, options.out, options.model, options.precision):
            say(f"{options.out} is up to date with {options.checkpoint}.")
            return
        export_checkpoint(options.checkpoint, options.out, options.model, options.precision, say)

    return run(work)


if __name__ == "__main__":
    sys.exit(main())
