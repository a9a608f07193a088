"""``python -m dataengine`` under another name, whose preset "fast" has few points and lets a random
model's masks pass.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

from dataengine.__main__ import main
from sam.automatic import PRESETS, EverythingSettings

ROOT = Path(__file__).resolve().parents[3]

SETTINGS = EverythingSettings(
    points_per_side=2, pred_iou_thresh=-9, stability_score_thresh=0.0, box_nms_thresh=0.9
)


def started(checkpoint: Path, source: object, out: object, *options: str) -> subprocess.Popen[str]:
    """A batch in a process of its own, which leads a group of processes."""
    words = ["batch", str(source), "--out", str(out), "--checkpoint", str(checkpoint)]
    return subprocess.Popen(
        [sys.executable, "-m", __name__, *words, "--preset", "fast", "--shard-size", "4", *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


if __name__ == "__main__":
    with mock.patch("sam.automatic.settings.PRESETS", {**PRESETS, "fast": SETTINGS}):
        sys.exit(main())
