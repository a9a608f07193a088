"""The most memory that encoding takes, measured in a process that does nothing else.

``python -m benchmarks.peak WHAT THREADS`` encodes a few times and prints one JSON object. WHAT is a
side of the encoder benchmark, or a kind of model, which is built with random weights.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from benchmarks.encoders import ROOT, default_model, open_side, preprocessed
from sam.build import build_sam
from sam.config import CONFIGS
from sam.inference import Encoder

STATUS = Path("/proc/self/status")
ENCODES = {True: 1, False: 5}
"""How many encodes are watched: of a kind with random weights, and of a side."""


@dataclass(frozen=True)
class Peak:
    """What a process that encodes has held at most.

    Attributes:
        before: megabytes (10**6 bytes) resident when the weights were there, before encoding; None
            where the system does not tell.
        peak: megabytes resident at most, the interpreter and its libraries included.
        seconds: the last encode took.
    """

    before: float | None
    peak: float | None
    seconds: float


def measured(what: str, threads: int) -> Peak:
    """Measure in a process of its own.

    Raises:
        subprocess.CalledProcessError: it failed; what it said is on standard error.
    """
    command = [sys.executable, "-m", "benchmarks.peak", what, str(threads)]
    answer = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    return Peak(**json.loads(answer.stdout))


def resident(status: str, field: str) -> float | None:
    """Megabytes in a field of Linux's ``/proc/PID/status``, ``VmRSS`` or ``VmHWM`` (the peak)."""
    found = re.search(rf"^{field}:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) * 1024 / 1e6 if found else None


def own(field: str) -> float | None:
    """:func:`resident` of this process; None where the system has no such file."""
    return resident(STATUS.read_text(), field) if STATUS.exists() else None


def _watch(what: str, threads: int) -> Peak:
    torch.set_num_threads(threads)
    random = what in CONFIGS
    if random:
        model = build_sam(CONFIGS[what])
        encoder = Encoder(model)
        batch, encode = preprocessed(model), encoder.__call__
    else:
        batch = preprocessed(default_model())
        encode = open_side(what, threads)  # type: ignore[assignment]  # either is called alike
    before = own("VmRSS")
    for _ in range(ENCODES[random]):
        started = time.perf_counter()
        encode(batch)
        seconds = time.perf_counter() - started
    return Peak(before, own("VmHWM"), seconds)


if __name__ == "__main__":
    print(json.dumps(asdict(_watch(sys.argv[1], int(sys.argv[2])))))
