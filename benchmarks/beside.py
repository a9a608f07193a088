"""What people at work wait for while a round of fine-tuning runs on the same machine.

Pictures are opened and clicked in the page, each twice: while the round is held up, and while it
goes on. The round is the one that a server starts, in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks import machine
from benchmarks.browser.chromium import launch
from benchmarks.browser.driving import driving
from benchmarks.browser.hands import PageHand, hand_of
from benchmarks.browser.server import ROOT, running_server
from benchmarks.browser.visitor import WINDOW
from benchmarks.dataset import Sample, data_folder, read_samples
from benchmarks.errors import MeasurementError
from benchmarks.learning import GROUPS, ROLES
from benchmarks.options import add_data, positive
from sam.masks import rle

CLICKS = 6
"""On each picture."""

TRAINING = "training"
"""The phase of a round that takes longest; what is before it is waited for."""


@dataclass
class Waits:
    """Milliseconds that were waited, in one of both conditions."""

    pictures: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare this benchmark's options."""
    add_data(parser)
    parser.add_argument(
        "--pictures", type=positive, default=12, help="to open and click (default: %(default)s)"
    )


def run(options: argparse.Namespace) -> None:
    """Measure, print a table, and as the last line one JSON object."""
    print(f"{machine.describe()}; load {machine.load()}")
    samples = read_samples(data_folder(options.data))
    learnt = [each for each in samples if each.group.endswith(f"/{ROLES[0]}")]
    seen = [each for each in samples if each.group.endswith("/core")][: options.pictures]
    quiet, beside = Waits(), Waits()
    with tempfile.TemporaryDirectory() as made, launch() as browser, running_server() as origin:
        folder = Path(made)
        with (
            _training(learnt, folder) as process,
            driving(browser.new_context(viewport=WINDOW), origin) as driver,
        ):
            hand = hand_of(driver, ["object"])
            _visit(hand, _copy(seen[0], folder, 99), Waits())  # what is compiled is compiled
            for number in range(len(seen)):
                # Either comes first as often.
                order = ((signal.SIGSTOP, quiet), (signal.SIGCONT, beside))
                for change, (held, waits) in enumerate(order[:: 1 if number % 2 else -1]):
                    process.send_signal(held)
                    _visit(hand, _copy(seen[number], folder, change), waits)
                if process.poll() is not None:
                    raise MeasurementError("The round was over before all pictures were opened.")
            process.send_signal(signal.SIGCONT)
    print(table(quiet, beside))
    print(json.dumps(summary(quiet, beside)))


@contextmanager
def _training(samples: Sequence[Sample], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A round on pictures, from when its first training has begun until the context is left."""
    coco = folder / "masks.json"
    coco.write_text(json.dumps(as_coco(samples)), encoding="utf-8")
    command = [sys.executable, "-u", "-m", "dataengine", "train", "--coco", str(coco)]
    command += ["--images", str(samples[0].image.parent), "--groups", GROUPS]
    command += ["--data-dir", str(folder), "--out", str(folder / "models")]
    process = subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    assert process.stderr is not None
    try:
        said = ""
        for said in process.stderr:
            if said.startswith(TRAINING):
                break
        else:
            raise MeasurementError(f"The round did not begin to train: {said.strip()}")
        yield process
    finally:
        process.kill()
        process.stderr.close()
        process.wait()


def as_coco(samples: Sequence[Sample]) -> dict[str, object]:
    """Pictures with their masks as one COCO file."""
    images: list[dict[str, object]] = []
    annotations: list[dict[str, object]] = []
    for number, sample in enumerate(samples, 1):
        for mask in sample.read_instances():
            annotations.append(
                {
                    "id": len(annotations) + 1,
                    "image_id": number,
                    "category_id": 1,
                    "segmentation": rle.encode(mask),
                }
            )
        height, width = mask.shape
        images.append(
            {"id": number, "file_name": sample.image.name, "width": width, "height": height}
        )
    categories = [{"id": 1, "name": "object"}]
    return {"images": images, "annotations": annotations, "categories": categories}


def _copy(sample: Sample, folder: Path, number: int) -> Path:
    """The picture with one pixel changed: to the server another one, which it has to encode."""
    pixels = sample.read_image().copy()
    pixels[0, 0] = number
    path = folder / f"{sample.name}-{number}.png"
    Image.fromarray(pixels).save(path)
    return path


def _visit(hand: PageHand, picture: Path, waits: Waits) -> None:
    began = time.perf_counter()
    hand.open_picture(picture)
    waits.pictures.append(1000 * (time.perf_counter() - began))
    with Image.open(picture) as file:
        width, height = file.size
    for place in range(1, CLICKS + 1):
        share = place / (CLICKS + 1)
        waits.clicks.append(hand.click(round(width * share), round(height * share), 1))
        hand.drop()


def table(quiet: Waits, beside: Waits) -> str:
    """Medians and 95th percentiles in both conditions."""
    lines = [
        "| waited for | alone, median | 95 % | beside a round, median | 95 % | ratio of medians |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, one, other in (
        ("a picture that can be clicked", quiet.pictures, beside.pictures),
        ("a click's mask", quiet.clicks, beside.clicks),
    ):
        figures = [f"{np.percentile(of, at):.0f} ms" for of in (one, other) for at in (50, 95)]
        ratio = np.median(other) / np.median(one)
        lines.append(f"| {name} | {' | '.join(figures)} | {ratio:.2f} |")
    return "\n".join(lines)


def summary(quiet: Waits, beside: Waits) -> dict[str, float]:
    """The last line: what is waited beside a round, over what is waited without one."""
    return {
        "picture_ratio": round(float(np.median(beside.pictures) / np.median(quiet.pictures)), 3),
        "click_ratio": round(float(np.median(beside.clicks) / np.median(quiet.clicks)), 3),
    }
