"""The options that say which model a command uses, and the model they name."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sam.precision import AUTO, PRECISIONS, choose_precision
from sam.weights import find_checkpoint

if TYPE_CHECKING:
    from sam.modeling import Sam


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare ``--checkpoint``, ``--model``, ``--device`` and ``--precision``."""
    parser.add_argument(
        "--checkpoint", type=Path, help="checkpoint file (default: the one in weights/)"
    )
    parser.add_argument(
        "--model",
        help="kind of the checkpoint: vit_h, vit_l, vit_b or vit_t (default: as found)",
    )
    parser.add_argument("--device", default="cpu", help="torch device (default: cpu)")
    parser.add_argument(
        "--precision",
        choices=(AUTO, *PRECISIONS),
        default=AUTO,
        help="what the image encoder computes in; auto takes bfloat16 where it is faster and masks "
        "stay the same (default: auto)",
    )


def model_of(options: argparse.Namespace) -> tuple[Sam, str]:
    """The model that the options name, and the precision to encode in.

    Raises:
        CheckpointError: there is no such checkpoint, or it is of another kind.
        DeviceError: the device does not exist, or cannot be used here.
    """
    checkpoint = options.checkpoint or find_checkpoint(options.model)
    from sam.build import load_sam  # loads torch, which a wrong option need not wait for

    model = load_sam(checkpoint, kind=options.model, device=options.device)
    return model, choose_precision(options.precision, model.kind, model.device)
