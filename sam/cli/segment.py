"""Cut one object out of one picture: points and a box in, a mask PNG out."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import numpy as np
from PIL import Image

from sam.cli.model_options import add_model_arguments, model_of
from sam.cli.whole_files import write_whole
from sam.errors import PromptError
from sam.images import read_image
from sam.prompts import Prompt, candidates, clip_box


def numbers(text: str, names: str) -> tuple[float, ...]:
    """Parse comma-separated numbers, as many as ``names`` lists.

    Raises:
        argparse.ArgumentTypeError: another count, or something that is not a finite number.
    """
    expected = len(names.split(","))
    try:
        values = tuple(float(part) for part in text.split(","))
    except ValueError:
        values = ()
    if len(values) != expected or not np.all(np.isfinite(values)):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not {names} in pixels, {expected} numbers with commas between"
        )
    return values


def point(text: str) -> tuple[float, ...]:
    """Parse ``x,y``, original pixels."""
    return numbers(text, "x,y")


def box(text: str) -> tuple[float, ...]:
    """Parse ``x0,y0,x1,y1``, original pixels."""
    return numbers(text, "x0,y0,x1,y1")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``python -m sam segment``."""
    parser.add_argument("photo", type=Path, help="the picture")
    parser.add_argument(
        "--point",
        type=point,
        action="append",
        default=[],
        metavar="X,Y",
        help="a foreground point, in pixels of the upright picture; may be repeated",
    )
    parser.add_argument(
        "--background",
        type=point,
        action="append",
        default=[],
        metavar="X,Y",
        help="a background point; may be repeated",
    )
    parser.add_argument("--box", type=box, metavar="X0,Y0,X1,Y1", help="a box round the object")
    parser.add_argument(
        "--first-channel",
        action="store_true",
        help="of a TIFF that says it is grey and has three or four channels, take the first "
        "instead of red, green and blue",
    )
    parser.add_argument(
        "--candidate",
        type=int,
        default=1,
        metavar="N",
        help="which mask to take where a lone point offers three, best predicted IoU first "
        "(default: 1)",
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help="encode a large picture whole; otherwise the part around the prompt is, at native "
        "scale, where the picture has more pixels than the model sees",
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="MASK.png",
        help="where the mask goes: 8-bit grey, 255 = object, the picture's own size",
    )
    add_model_arguments(parser)


def check_inside(values: tuple[float, ...], size: tuple[int, int], what: str) -> None:
    """Refuse coordinates outside the picture.

    Args:
        values: x, y, x, y, ... in original pixels.
        size: ``(width, height)``.

    Raises:
        PromptError: a coordinate lies outside ``0..width`` or ``0..height``.
    """
    for value, limit in zip(values, size * (len(values) // 2), strict=True):
        if not 0 <= value <= limit:
            shown = ",".join(f"{v:g}" for v in values)
            raise PromptError(
                f"The {what} {shown} lies outside the picture, which is {size[0]}x{size[1]} pixels."
            )


def check_out(path: Path, photo: Path) -> None:
    """Refuse a place where the mask cannot or should not go, before any work is done.

    Raises:
        PromptError: the name is not that of a PNG, its folder does not exist, or it is the picture.
    """
    if path.suffix.lower() != ".png" or path.is_dir():
        raise PromptError(f"--out {path} cannot be the mask; expected a file name ending in .png.")
    if not path.parent.is_dir():
        raise PromptError(f"The folder {path.parent} of --out {path} does not exist.")
    if path.exists() and path.samefile(photo):
        raise PromptError(f"--out {path} is the picture itself; name another file for the mask.")


def write_png(mask: np.ndarray, path: Path) -> None:
    """Write a ``(H, W) bool`` mask as an 8-bit grey PNG, 0 or 255, whole or not at all."""
    file = io.BytesIO()
    Image.fromarray(mask.astype(np.uint8) * 255).save(file, format="PNG")
    write_whole(path, file.getvalue())


def run(options: argparse.Namespace) -> None:
    """Read the picture, encode, decode the prompt, write the mask and say what it covers."""
    points = options.point + options.background
    if not points and options.box is None:
        raise PromptError(
            "There is nothing to segment: give --point X,Y, --background X,Y or --box X0,Y0,X1,Y1."
        )
    labels = [1] * len(options.point) + [0] * len(options.background)
    prompt = Prompt(points, labels, options.box)
    offered = len(candidates(prompt, np.zeros(4)))
    if not 1 <= options.candidate <= offered:
        raise PromptError(
            f"--candidate {options.candidate} does not exist: this prompt offers {offered}."
        )
    decoded = read_image(options.photo, unsaid_colours=not options.first_channel)
    check_out(options.out, options.photo)
    height, width = decoded.rgb.shape[:2]
    for note in decoded.notes:
        print(note)
    for values in points:
        check_inside(values, (width, height), "point")
    if prompt.box is not None:
        prompt.box = clip_box(prompt.box, (height, width))
        check_inside(tuple(prompt.box.tolist()), (width, height), "box")

    from sam.large import SamLargePredictor, Window

    predictor = SamLargePredictor(*model_of(options))
    predictor.set_image(decoded.rgb)
    everything = Window(0, 0, width, height)
    found = predictor.predict(
        point_coords=prompt.points if points else None,
        point_labels=prompt.labels if points else None,
        box=prompt.box,
        multimask_output=offered > 1,
        window=everything if options.whole else None,
    )
    predicted = found.iou_predictions
    chosen = int(np.argsort(-predicted, kind="stable")[options.candidate - 1])
    mask = found.one(chosen)
    write_png(mask, options.out)
    if found.window != everything:
        x, y, *extent = found.window
        print(f"The model saw {extent[0]}x{extent[1]} pixels at ({x}, {y}); --whole shows it all.")
    print(
        f"{options.out}: {width}x{height}, the mask covers {mask.mean():.1%} "
        f"of the picture, predicted IoU {predicted[chosen]:.2f}"
    )
