"""``python -m benchmarks.words``: train the tiny models that the tests and the benchmark use."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from PIL import Image

from benchmarks.words.detector import train_detector
from benchmarks.words.scenes import scene
from benchmarks.words.token import train_token
from benchmarks.words.towers import train_towers
from sam.masks.rle import encode

MODELS = Path("tests/sam/text/models")
SCENES = 3
FIRST_SEED = 4_000_000


def draw_scenes(out: Path, steps: int = SCENES) -> None:
    """Draw some scenes, the objects' words and masks beside them, for tests to look at."""
    out.mkdir(parents=True, exist_ok=True)
    for number in range(steps):
        drawn = scene(FIRST_SEED + number)
        Image.fromarray(drawn.image).save(out / f"{number}.jpg", quality=92)
        objects = [{"words": each.words, "mask": encode(each.mask)} for each in drawn.objects]
        (out / f"{number}.json").write_text(json.dumps(objects) + "\n", encoding="utf-8")


TRAINING = {
    "towers": train_towers,
    "detector": train_detector,
    "token": train_token,
    "scenes": draw_scenes,
}


def main() -> None:
    """Train what is named, or all of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.words", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"which: {', '.join(TRAINING)} (default: all)")
    parser.add_argument("--out", type=Path, default=MODELS, help=f"folder (default: {MODELS})")
    parser.add_argument("--steps", type=int, help="of each training (default: its own)")
    options = parser.parse_args()
    for name in options.names or TRAINING:
        given = {} if options.steps is None else {"steps": options.steps}
        TRAINING[name](options.out / name, **given)


if __name__ == "__main__":
    main()
