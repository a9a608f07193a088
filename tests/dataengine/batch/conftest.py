"""A tiny model's checkpoint, pictures, and the command as it is called."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from dataengine.__main__ import main
from sam.automatic import PRESETS
from sam.build import build_sam, load_sam
from sam.config import TINY_T
from sam.modeling import Sam
from tests.dataengine.batch.few_points import SETTINGS


@dataclass
class Said:
    """What a command came to."""

    status: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model's, with random weights."""
    path = tmp_path_factory.mktemp("tiny") / "tiny.pt"
    with torch.random.fork_rng():
        torch.manual_seed(7)
        torch.save(build_sam(TINY_T).state_dict(), path)
    return path


def picture(number: int, kind: str = "PNG") -> bytes:
    """A picture's file; each number gives another one."""
    noise = np.random.default_rng(number).integers(0, 256, (20, 26, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, kind)
    return file.getvalue()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Seven files: five pictures, one of them in a folder of its own, one that is none, a text."""
    folder = tmp_path / "photos"
    (folder / "more").mkdir(parents=True)
    for number, name in enumerate(("a.png", "b.png", "c.png", "d.png", "more/a.PNG")):
        (folder / name).write_bytes(picture(number))
    (folder / "broken.jpg").write_bytes(b"no picture")
    (folder / "notes.txt").write_text("# pictures\na.png\n\nmore/a.PNG\na.png\n")
    return folder


@pytest.fixture(scope="session")
def loaded(checkpoint: Path) -> Sam:
    """The model of the checkpoint."""
    return load_sam(checkpoint)


@pytest.fixture
def run(
    checkpoint: Path,
    loaded: Sam,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Calls ``python -m dataengine batch`` in this process, without Ray unless told otherwise.

    The checkpoint is read once for all calls.
    """
    monkeypatch.setattr("sam.build.load_sam", lambda path, device: loaded)
    monkeypatch.setattr("sam.automatic.settings.PRESETS", {**PRESETS, "fast": SETTINGS})

    def run(source: object, out: object, *options: str, workers: int = 0) -> Said:
        command = ["batch", str(source), "--out", str(out), "--preset", "fast"]
        words = ["--checkpoint", str(checkpoint), "--shard-size", "2", "--workers", str(workers)]
        status = main([*command, *words, *options])
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return run


def masks(out: Path) -> dict[str, bytes]:
    """The files of masks by the pictures' names."""
    folder = out / "masks"
    return {
        path.relative_to(folder).as_posix().removesuffix(".sa1b.json"): path.read_bytes()
        for path in folder.rglob("*.json")
    }
