"""What windows gain in large pictures: clicks and boxes answered by the whole picture's embedding,
and by the window that the product's own grid gives to a person who has zoomed in.

Mosaics of evaluation pictures, with and without a change of scale. Masks of the whole are compared
at the scale that the model sees, which flatters them a little and takes less memory.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from benchmarks import large_page, machine
from benchmarks.dataset import Sample, data_folder, read_samples
from benchmarks.mosaics import Mosaic, Placed, build
from benchmarks.options import add_data, positive, whole
from benchmarks.verdict import demand
from sam import SamPredictor
from sam.build import load_sam
from sam.evaluation import MEASURES, score_instance
from sam.large import (
    LargeMasks,
    SamLargePredictor,
    Window,
    needs_windows,
    next_larger,
    window_at,
)
from sam.large.windows import whole as all_of
from sam.weights import find_checkpoint

Array = npt.NDArray[np.generic]

SQUARES = (2560, 3200)
"""Sides of the mosaics of each domain."""
WIDE = (10_000, 8_000)
"""(W, H) of the largest, of all domains together."""
SCALES = (0.0, 0.1)
"""By how much pictures may be smaller or larger in a mosaic."""
VIEW = (1280, 800)
"""Of a person who has zoomed in to native scale: a window of this size, CSS pixels."""

LEAST_ONE_CLICK, LEAST_BOX, LEAST_ANYWHERE = 0.12, 0.05, 0.05


@dataclass(frozen=True)
class Gain:
    """A mosaic's means over instances, by measure."""

    name: str
    instances: int
    whole: dict[str, float]
    windows: dict[str, float]

    def of(self, measure: str) -> float:
        """By how much windows are better."""
        return self.windows[measure] - self.whole[measure]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    add_data(parser)
    parser.add_argument(
        "--instances", type=positive, default=60, help="of a mosaic (default: %(default)s)"
    )
    parser.add_argument("--seed", type=whole, default=0, help="of the mosaics (default: 0)")
    parser.add_argument(
        "--page",
        choices=("no", "also", "only"),
        default="no",
        help="measure the largest mosaic in the page, in Chromium (default: %(default)s)",
    )


def run(options: argparse.Namespace) -> None:
    """Build, score, print a table, and as the last line one JSON object."""
    print(f"{machine.describe()}; load {machine.load()}")
    samples = [
        each for each in read_samples(data_folder(options.data)) if each.group.endswith("/core")
    ]
    page = None if options.page == "no" else _page(samples, options.seed)
    if page is not None and options.page == "only":
        print(json.dumps(asdict(page)))
        demand(page.demands())
        return
    model = load_sam(find_checkpoint())
    side = model.image_encoder.img_size
    small = [each for each in samples if needs_windows(_size(each), side)]
    gains = []
    print(HEAD)
    for mosaic in mosaics(samples, options.seed):
        rng = np.random.default_rng(options.seed)
        chosen = rng.permutation(len(mosaic.instances))[: options.instances]
        instances = [mosaic.instances[k] for k in chosen]
        plain = _whole(SamPredictor(model), side, mosaic, instances)
        windows = _windows(SamLargePredictor(model), side, mosaic, instances, rng)
        gains.append(Gain(mosaic.name, len(instances), plain, windows))
        print(rows_of(gains[-1]), flush=True)
    line = summary(gains, len(small))
    print(json.dumps(line | ({} if page is None else asdict(page))))
    if options.data is None:
        demand(demands(line) | ({} if page is None else page.demands()))


def mosaics(samples: Sequence[Sample], seed: int) -> Iterator[Mosaic]:
    """Squares of each domain and the wide one of all, at native scale and with scales changed."""
    domains = dict.fromkeys(sample.group for sample in samples)
    for scale in SCALES:
        said = f", scale ±{scale:.0%}" if scale else ""
        for domain in domains:
            own = [sample for sample in samples if sample.group == domain]
            for length in SQUARES:
                name = f"{domain} {length}x{length}{said}"
                yield build(name, own, (length, length), scale, seed)
        yield build(f"all {WIDE[0]}x{WIDE[1]}{said}", samples, WIDE, scale, seed)


def _page(samples: Sequence[Sample], seed: int) -> large_page.Large:
    """What was measured of the largest mosaic in the page, which is printed too."""
    found = large_page.measure(build(f"all {WIDE[0]}x{WIDE[1]}", samples, WIDE, 0.0, seed))
    print(f"{WIDE[0]}x{WIDE[1]} in the page:\n{found}", flush=True)
    return found


def _size(sample: Sample) -> tuple[int, int]:
    height, width = sample.read_image().shape[:2]
    return height, width


def _whole(
    predictor: SamPredictor, side: int, mosaic: Mosaic, instances: Sequence[Placed]
) -> dict[str, float]:
    """Scores with the embedding of the whole, at the scale that it is seen at."""
    height, width = mosaic.image.shape[:2]
    predictor.set_image(mosaic.image)
    share = side / max(height, width)
    size = (round(height * share), round(width * share))
    predictor.set_embedding(predictor.get_image_embedding(), size)
    return _means([score_instance(predictor, _smaller(each, share, size)) for each in instances])


def _smaller(instance: Placed, share: float, size: tuple[int, int]) -> Array:
    """The instance's mask in the picture as the model sees it: cells that it covers by half."""
    x, y = instance.corner
    ys, xs = np.nonzero(instance.mask)
    cells = np.zeros(size)
    np.add.at(
        cells,
        (
            np.minimum(((ys + y + 0.5) * share).astype(int), size[0] - 1),
            np.minimum(((xs + x + 0.5) * share).astype(int), size[1] - 1),
        ),
        share**2,
    )
    mask = cells >= 0.5
    # What is smaller than a cell is the cell that it covers most of.
    return mask if mask.any() else cells == cells.max()


def _windows(
    predictor: SamLargePredictor,
    side: int,
    mosaic: Mosaic,
    instances: Sequence[Placed],
    rng: np.random.Generator,
) -> dict[str, float]:
    """Scores with the windows that prompts get in a person's view of each instance."""
    predictor.set_image(mosaic.image)
    height, width = mosaic.image.shape[:2]
    scores = []
    # Neighbours one after the other, so that a window is encoded once.
    for each in sorted(instances, key=lambda each: (each.corner[1] // side, each.corner[0])):
        middle = ((each.box[0] + each.box[2]) / 2, (each.box[1] + each.box[3]) / 2)
        near = window_at((height, width), side, *middle)
        frame = next_larger(near, (height, width), side) or near
        while not frame.holds(each.box):
            frame = next_larger(frame, (height, width), side) or all_of((height, width))
        asked = _Asked(predictor, frame, _view(each, (height, width), rng))
        scores.append(score_instance(asked, _inside(each, frame)))
    return _means(scores)


def _view(
    instance: Placed, size: tuple[int, int], rng: np.random.Generator
) -> tuple[float, float, float, float]:
    """What somebody sees who has zoomed in on the instance: it lies anywhere in the view."""
    x0, y0, x1, y1 = instance.box
    corner = [
        float(np.clip(rng.uniform(high - length, low), 0, max(0, limit - length)))
        if high - low <= length
        else float(np.clip((low + high - length) / 2, 0, max(0, limit - length)))
        for low, high, length, limit in ((x0, x1, VIEW[0], size[1]), (y0, y1, VIEW[1], size[0]))
    ]
    return (corner[0], corner[1], corner[0] + VIEW[0], corner[1] + VIEW[1])


def _inside(instance: Placed, frame: Window) -> Array:
    """The instance's mask in a frame that holds it."""
    truth = np.zeros(frame.size, dtype=bool)
    x0, y0, x1, y1 = instance.box
    truth[y0 - frame.y : y1 - frame.y, x0 - frame.x : x1 - frame.x] = instance.mask
    return truth


class _Asked:
    """The predictor as :func:`score_instance` asks it: in a frame around an instance, which is
    larger than the windows that answer."""

    def __init__(
        self, predictor: SamLargePredictor, frame: Window, view: tuple[float, float, float, float]
    ) -> None:
        self._predictor, self._frame, self._view = predictor, frame, view
        self._window: Window | None = None

    def predict(
        self,
        point_coords: Array | None = None,
        point_labels: Array | None = None,
        box: Array | None = None,
        mask_input: Array | None = None,
        multimask_output: bool = True,
    ) -> tuple[Array, Array, Array]:
        corner = np.array([self._frame.x, self._frame.y])
        found = self._predictor.predict(
            None if point_coords is None else np.asarray(point_coords) + corner,
            point_labels,
            None if box is None else np.asarray(box) + np.tile(corner, 2),
            mask_input,
            multimask_output,
            window=None if mask_input is None else self._window,
            view=self._view,
        )
        self._window = found.window
        return _in_frame(found, self._frame), found.iou_predictions, found.low_res_masks


def _in_frame(found: LargeMasks, frame: Window) -> Array:
    """Masks of a window as a frame shows them."""
    window = found.window
    x0, y0 = max(window.x, frame.x), max(window.y, frame.y)
    x1 = min(window.x + window.width, frame.x + frame.width)
    y1 = min(window.y + window.height, frame.y + frame.height)
    masks = np.zeros((len(found.masks), *frame.size), dtype=bool)
    masks[:, y0 - frame.y : y1 - frame.y, x0 - frame.x : x1 - frame.x] = found.masks[
        :, y0 - window.y : y1 - window.y, x0 - window.x : x1 - window.x
    ]
    return masks


def _means(scores: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: float(np.mean([each[name] for each in scores])) for name in MEASURES}


HEAD = f"| mosaic | objects | | {' | '.join(MEASURES)} |\n| --- |{' --- |' * (2 + len(MEASURES))}"


def rows_of(gain: Gain) -> str:
    """A mosaic, both ways."""
    lines = []
    for of, means in (("whole", gain.whole), ("windows", gain.windows)):
        cells = " | ".join(f"{means[name]:.3f}" for name in MEASURES)
        lines.append(f"| {gain.name} | {gain.instances} | {of} | {cells} |")
    return "\n".join(lines)


def summary(gains: Sequence[Gain], on_small: int) -> dict[str, float | int]:
    """The last line: mean gains over mosaics, the least gain of one click, and how many of the
    evaluation pictures, which are small, would be given windows."""
    return {
        "one_click_gain": round(float(np.mean([each.of("one_click") for each in gains])), 4),
        "box_gain": round(float(np.mean([each.of("box") for each in gains])), 4),
        "worst_change": round(min(each.of("one_click") for each in gains), 4),
        "windows_on_small": on_small,
    }


def demands(line: dict[str, float | int]) -> dict[str, bool]:
    """What must hold on the project's own evaluation pictures, each as a sentence."""
    return {
        f"windows gain {LEAST_ONE_CLICK} in one click": line["one_click_gain"] >= LEAST_ONE_CLICK,
        f"windows gain {LEAST_BOX} in a box": line["box_gain"] >= LEAST_BOX,
        f"no mosaic gains less than {LEAST_ANYWHERE} in one click": line["worst_change"]
        >= LEAST_ANYWHERE,
        "small pictures have no windows": line["windows_on_small"] == 0,
    }
