"""How much memory segment everything takes beside the model, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.dataset import DatasetError
from benchmarks.peak import STATUS, resident
from sam.automatic import EverythingSettings, SamAutomaticMaskGenerator
from sam.build import load_sam
from sam.weights import find_checkpoint


def peak_extra_megabytes(settings: EverythingSettings, image: npt.NDArray[np.uint8]) -> float:
    """The most that was held at once, above what the loaded model and the image take.

    Encoding is part of neither: what it needs is given back before the search begins.

    Args:
        settings: of the search.
        image: ``(H, W, 3)`` uint8.

    Raises:
        DatasetError: the system does not tell, or the search failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.npz"
        generator = SamAutomaticMaskGenerator(load_sam(find_checkpoint("vit_t"), kind="vit_t"))
        height, width = image.shape[:2]
        embedding = generator.embedder(image)((0, 0, width, height))
        np.savez(path, embedding=embedding, size=[height, width])
        command = [
            sys.executable,
            "-m",
            "benchmarks.footprint",
            str(path),
            json.dumps(asdict(settings)),
        ]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise DatasetError(f"Memory could not be measured: {answer.stderr.strip()[-500:]}")
    return float(answer.stdout)


def _measure(path: str, settings: str) -> float:
    """Search from a stored embedding and compare peak and beginning."""
    with np.load(path) as stored:
        embedding, size = stored["embedding"], stored["size"].tolist()
    model = load_sam(find_checkpoint("vit_t"), kind="vit_t")
    generator = SamAutomaticMaskGenerator.from_settings(
        model, EverythingSettings(**json.loads(settings))
    )
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    before = _megabytes("VmRSS")
    for _ in generator.stream((size[0], size[1]), lambda crop_box: embedding):
        pass
    return _megabytes("VmHWM") - before


def _megabytes(field: str) -> float:
    found = resident(STATUS.read_text(), field)
    if found is None:
        raise DatasetError(f"{STATUS} does not tell {field}.")
    return found


if __name__ == "__main__":
    print(_measure(*sys.argv[1:]))
