"""Cut one object out of one picture: points, a box or words in, a mask PNG out."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import numpy as np
from PIL import Image

from sam.cli.model_options import add_model_arguments, model_of
from sam.cli.text_options import add_text_arguments, finder_of
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
        "--text",
        metavar="WORDS",
        help='what the object is, "red cup"; points and a box beside it say which and repair it',
    )
    parser.add_argument(
        "--all",
        action="store_true",
        help="of words alone: all that they name in one mask, instead of the most similar",
    )
    add_text_arguments(parser)
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
        help="which mask to take where a lone point offers three, best predicted IoU first, or "
        "words several, the most similar first (default: 1)",
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
    if not points and options.box is None and options.text is None:
        raise PromptError(
            "There is nothing to segment: give --point X,Y, --background X,Y, --box X0,Y0,X1,Y1 "
            "or --text WORDS."
        )
    labels = [1] * len(options.point) + [0] * len(options.background)
    marked = bool(points) or options.box is not None
    prompt = Prompt(points, labels, options.box) if marked else None
    if prompt is not None and options.text is None:
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
    if prompt is not None and prompt.box is not None:
        prompt.box = clip_box(prompt.box, (height, width))
        check_inside(tuple(prompt.box.tolist()), (width, height), "box")
    if prompt is not None and options.text is None:
        mask, said = _decoded(options, decoded.rgb, prompt)
    else:
        mask, said = _found(options, decoded.rgb, prompt)
    write_png(mask, options.out)
    print(
        f"{options.out}: {width}x{height}, the mask covers {mask.mean():.1%} of the picture, {said}"
    )


def _decoded(
    options: argparse.Namespace, image: np.ndarray, prompt: Prompt
) -> tuple[np.ndarray, str]:
    """The mask of points and a box, ``(H, W) bool``, and what is to be said of it."""
    from sam.large import SamLargePredictor, Window

    predictor = SamLargePredictor(*model_of(options))
    predictor.set_image(image)
    everything = Window(0, 0, image.shape[1], image.shape[0])
    found = predictor.predict(
        point_coords=prompt.points if len(prompt.points) else None,
        point_labels=prompt.labels if len(prompt.points) else None,
        box=prompt.box,
        multimask_output=len(candidates(prompt, np.zeros(4))) > 1,
        window=everything if options.whole else None,
    )
    predicted = found.iou_predictions
    chosen = int(np.argsort(-predicted, kind="stable")[options.candidate - 1])
    if found.window != everything:
        x, y, *extent = found.window
        print(f"The model saw {extent[0]}x{extent[1]} pixels at ({x}, {y}); --whole shows it all.")
    return found.one(chosen), f"predicted IoU {predicted[chosen]:.2f}"


def _found(
    options: argparse.Namespace, image: np.ndarray, prompt: Prompt | None
) -> tuple[np.ndarray, str]:
    """The mask of words, with points and a box or without, and what is to be said of it.

    Raises:
        PromptError: there is no such thing in the picture, or there are fewer.
    """
    from sam.text import check_words

    (text,) = check_words([options.text])
    finder = finder_of(options.text_folder)
    way = options.way or finder.ways[0]

    from sam.masks.rle import decode
    from sam.text import Picture

    model, precision = model_of(options)
    picture = Picture.of(model, image, precision)
    if prompt is not None:
        one = finder.find_one(
            picture, text, prompt.points, prompt.labels, prompt.box, options.rival, way
        )
        found = [] if one is None else [one]
    else:
        every = finder.find(picture, [text], options.rival, way)
        found = [each for each in every if each.similarity >= finder.line[way]]
        if not found and every:
            print(f"The most similar has {every[0].similarity:.2f}.")
    if not found:
        raise PromptError(f"{options.photo} has nothing that {text!r} names, as far as is found.")
    if options.all:
        mask = np.any([decode(each.record.segmentation) for each in found], axis=0)
        return np.asarray(mask), f"{len(found)} found"
    if not 1 <= options.candidate <= len(found):
        raise PromptError(f"--candidate {options.candidate} does not exist: {len(found)} found.")
    chosen = found[options.candidate - 1]
    return (
        decode(chosen.record.segmentation),
        f"similarity {chosen.similarity:.2f}, {len(found)} found",
    )
