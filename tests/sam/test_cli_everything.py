"""`python -m sam everything`: pictures in, files of masks out, through whatever comes between."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from pycocotools.coco import COCO
from skimage import data
from tqdm import tqdm

from sam import SamAutomaticMaskGenerator, load_sam
from sam.__main__ import main
from sam.automatic import PRESETS, EverythingSettings
from sam.cli import whole_files
from sam.formats import FORMATS, image_number, read_sa1b
from sam.masks import rle
from sam.modeling import Sam

Run = Callable[..., int]


@pytest.fixture
def checkpoint(tiny: Sam, tmp_path: Path) -> Path:
    """A tiny model's."""
    path = tmp_path / "tiny.pt"
    torch.save(tiny.state_dict(), path)
    return path


@pytest.fixture
def lenient(monkeypatch: pytest.MonkeyPatch) -> EverythingSettings:
    """Settings under the name "fast" that let a random model's masks pass, from few points."""
    settings = EverythingSettings(
        points_per_side=4, pred_iou_thresh=0.0, stability_score_thresh=0.0, box_nms_thresh=0.9
    )
    monkeypatch.setattr("sam.automatic.settings.PRESETS", {**PRESETS, "fast": settings})
    return settings


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder of pictures, one of them in a folder of its own, and files that are none."""
    folder = tmp_path / "photos"
    (folder / "more").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    random = np.random.default_rng(5)
    for name in ("b.png", "a.jpg", "a.png", "more/c.PNG", ".hidden/d.png"):
        noise = random.integers(0, 256, (24, 33, 3), dtype=np.uint8)
        Image.fromarray(noise).save(folder / name)
    (folder / "notes.txt").write_text("none")
    (folder / "film.mov").write_text("none")
    return folder


@pytest.fixture
def run(checkpoint: Path, lenient: EverythingSettings) -> Run:
    def run(source: Path, out: Path, *options: str, preset: str = "fast") -> int:
        command = ["everything", str(source), "--out", str(out), "--preset", preset]
        return main([*command, "--checkpoint", str(checkpoint), *options])

    return run


def files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_every_picture_of_a_folder_in_every_format(
    run: Run, photos: Path, tmp_path: Path, tiny: Sam, lenient: EverythingSettings
) -> None:
    out = tmp_path / "out"
    options = [word for name in FORMATS for word in ("--format", name)]
    assert run(photos, out, *options) == 0
    pictures = ["a.jpg", "a.png", "b.png", "more/c.PNG"]
    suffixes = [".coco.json", ".ids.png", ".masks.zip", ".sa1b.json"]
    made = [f"{name}{suffix}" for name in pictures for suffix in suffixes]
    assert files(out) == sorted([*made, "everything.json"])

    picture = photos / "more" / "c.PNG"
    generator = SamAutomaticMaskGenerator.from_settings(tiny, lenient, output_mode="coco_rle")
    expected = generator.generate(np.asarray(Image.open(picture)))
    assert len(expected) > 2
    found = read_sa1b(out / "more" / "c.PNG.sa1b.json")
    assert found.records == expected
    assert found.image.file_name == "c.PNG"
    assert found.image.image_id == image_number(picture.read_bytes())


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # pycocotools'
def test_one_photograph_with_real_weights(
    mobile_sam: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings = EverythingSettings(points_per_side=4)
    monkeypatch.setattr("sam.automatic.settings.PRESETS", {**PRESETS, "fast": settings})
    photo = tmp_path / "coffee.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # stored sideways
    sideways = Image.fromarray(data.coffee()).transpose(Image.Transpose.ROTATE_90)
    sideways.save(photo, quality=95, exif=exif)
    out = tmp_path / "out"
    command = ["everything", str(photo), "--out", str(out), "--preset", "fast"]
    for name in FORMATS:
        command += ["--format", name]
    assert main([*command, "--checkpoint", str(mobile_sam), "--precision", "float32"]) == 0

    with Image.open(photo) as file:
        upright = np.asarray(file.transpose(Image.Transpose.ROTATE_270))
    model = load_sam(mobile_sam)
    expected = SamAutomaticMaskGenerator.from_settings(model, settings).generate(upright)
    assert len(expected) >= 3
    assert f"coffee.jpg: {len(expected)} masks" in capsys.readouterr().out
    found = read_sa1b(out / "coffee.jpg.sa1b.json")
    assert (found.image.width, found.image.height) == (600, 400)
    coco = COCO(str(out / "coffee.jpg.coco.json"))
    with zipfile.ZipFile(out / "coffee.jpg.masks.zip") as archive:
        for index, record in enumerate(expected):
            mask = record["segmentation"]
            assert (rle.decode(found.records[index]["segmentation"]) == mask).all()
            assert (coco.annToMask(coco.loadAnns([index + 1])[0]) == mask).all()
            with Image.open(io.BytesIO(archive.read(f"{index}.png"))) as png:
                assert (np.asarray(png) == mask * 255).all()
    with Image.open(out / "coffee.jpg.ids.png") as png:
        smallest = min(range(len(expected)), key=lambda index: expected[index]["area"])
        ids = np.asarray(png)
        assert (ids[expected[smallest]["segmentation"]] == smallest + 1).all()
        union = np.any([record["segmentation"] for record in expected], axis=0)
        assert ((ids > 0) == union).all()


def test_finished_pictures_are_skipped(
    run: Run, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(photos, out) == 0
    said = capsys.readouterr().out
    assert "Passed over, by their names no pictures: 1 .txt, 1 .mov." in said or (
        "Passed over, by their names no pictures: 1 .mov, 1 .txt." in said
    )
    assert len(re.findall(r"\d masks? \(", said)) == 4
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}

    assert run(photos, out) == 0
    said = capsys.readouterr().out
    assert "4 of 4 pictures are finished already." in said
    assert "masks (" not in said
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before

    (out / "a.jpg.sa1b.json").unlink()
    os.utime(photos / "b.png")  # changed since
    assert run(photos, out) == 0
    said = capsys.readouterr().out
    assert "2 of 4 pictures are finished already." in said
    assert re.findall(r"^(.*): \d+ masks", said, re.MULTILINE) == ["a.jpg", "b.png"]
    assert run(photos, out, "--format", "coco") == 0
    assert len(files(out)) == 9


def test_what_was_made_otherwise_is_not_mixed(
    run: Run, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(photos / "b.png", out) == 0
    before = files(out)
    assert run(photos, out, preset="demo") == 2
    error = capsys.readouterr().err
    assert error == f"sam: {out} holds masks made with preset fast, not demo; name another " + (
        "folder for --out.\n"
    )
    manifest = json.loads((out / "everything.json").read_text())
    del manifest["settings"]["windows"]  # as before there was such a setting
    (out / "everything.json").write_text(json.dumps(manifest))
    assert run(photos / "b.png", out) == 0
    manifest["decoder_fingerprint"] = "0" * 64
    (out / "everything.json").write_text(json.dumps(manifest))
    assert run(photos, out) == 2
    assert "made with decoder_fingerprint 0000" in capsys.readouterr().err
    (out / "everything.json").write_text("{")
    assert run(photos, out) == 2
    assert "everything.json is damaged; remove it" in capsys.readouterr().err
    assert files(out) == before


def test_a_failed_picture_is_told_and_skipped(
    run: Run, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (photos / "a.png").write_bytes((photos / "a.png").read_bytes()[:300])
    (photos / "empty.gif").write_bytes(b"")
    out = tmp_path / "out"
    assert run(photos, out) == 1
    said = capsys.readouterr()
    assert len(re.findall(r"\d masks? \(", said.out)) == 3
    lines = said.err.strip().splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("sam: a.png failed: Found a PNG picture that is damaged or cut off")
    assert lines[1].startswith("sam: empty.gif failed: ")
    assert lines[2] == "sam: 2 of 5 pictures failed: a.png, empty.gif."
    assert "a.png.sa1b.json" not in files(out)

    assert run(photos, out) == 1  # only those that failed are tried again
    said = capsys.readouterr()
    assert "3 of 5 pictures are finished already." in said.out
    assert said.err.strip().endswith("2 of 2 pictures failed: a.png, empty.gif.")


def test_what_is_stopped_goes_on_where_it_stopped(
    run: Run,
    photos: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    stream = SamAutomaticMaskGenerator.stream
    calls = 0

    def interrupted(*arguments: Any) -> Iterator[Any]:
        nonlocal calls
        calls += 1
        for event in stream(*arguments):
            if calls == 3:
                raise KeyboardInterrupt
            yield event

    monkeypatch.setattr(SamAutomaticMaskGenerator, "stream", interrupted)
    assert run(photos, out) == 130
    assert "the same command goes on from here" in capsys.readouterr().err
    assert files(out) == ["a.jpg.sa1b.json", "a.png.sa1b.json", "everything.json"]
    assert run(photos, out) == 0
    assert calls == 5  # the two that were missing, and the one that was interrupted
    assert len(files(out)) == 5


def test_half_a_file_never_counts(
    run: Run,
    photos: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A full disk stops the work at once: the next picture would fare no better."""
    out = tmp_path / "out"
    assert run(photos / "a.jpg", out) == 0

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(whole_files.os, "fsync", full)
        assert run(photos, out) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert files(out) == ["a.jpg.sa1b.json", "everything.json"]
    # What a power cut may leave, is written over.
    (out / ".a.png.sa1b.json.part").write_bytes(b'{"image"')
    assert run(photos, out) == 0
    assert len(files(out)) == 5
    assert read_sa1b(out / "a.png.sa1b.json").image.file_name == "a.png"


def test_nothing_found_is_a_sentence_and_an_empty_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    strict = EverythingSettings(points_per_side=2, pred_iou_thresh=1.0, stability_score_thresh=1.0)
    monkeypatch.setattr("sam.automatic.settings.PRESETS", {**PRESETS, "fast": strict})
    photo = tmp_path / "tiny.png"
    Image.new("L", (3, 2)).save(photo)
    assert run(photo, tmp_path / "out") == 0
    assert "tiny.png: nothing found, so its files hold no mask" in capsys.readouterr().out
    assert read_sa1b(tmp_path / "out" / "tiny.png.sa1b.json").records == []


def test_files_within_the_folder_are_no_pictures_the_next_time(run: Run, photos: Path) -> None:
    out = photos / "masks"
    for _ in range(2):
        assert run(photos, out, "--format", "png") == 0
        assert len(files(out)) == 5


def test_what_cannot_be_done_is_said_in_a_sentence(
    run: Run, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for source, out, sentence in (
        (empty, tmp_path / "out", f"The folder {empty} holds no picture; expected JPEG"),
        (tmp_path / "absent", tmp_path / "out", f"{tmp_path / 'absent'}: No such file"),
        (photos, photos, "is the folder of the pictures; name another one"),
        (photos, photos / "notes.txt", "notes.txt is a file; expected a folder"),
    ):
        assert run(source, out) == 2
        error = capsys.readouterr().err
        assert sentence in error
        assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()
    with pytest.raises(SystemExit, match="2"):
        run(photos, tmp_path / "out", preset="best")
    with pytest.raises(SystemExit, match="2"):
        run(photos, tmp_path / "out", "--format", "bmp")


def test_a_terminal_sees_a_bar(
    run: Run, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(tqdm, "monitor_interval", 0)
    assert run(photos, tmp_path / "out") == 0
    shown = terminal.getvalue()
    assert "1 of 4: a.jpg" in shown
    assert "0 %|" in shown


def test_as_a_program(checkpoint: Path, tmp_path: Path) -> None:
    """Not on a terminal there is no bar; the exit status is the program's."""
    photo = tmp_path / "broken.jpg"
    photo.write_bytes(b"\xff\xd8\xff")
    command = [sys.executable, "-m", "sam", "everything", photo, "--out", tmp_path / "out"]
    answer = subprocess.run(
        [*map(str, command), "--checkpoint", str(checkpoint)], capture_output=True, text=True
    )
    assert answer.returncode == 1
    first, last = answer.stderr.splitlines()
    assert first.startswith("sam: broken.jpg failed: Found a JPEG picture that is damaged")
    assert last == "sam: 1 of 1 pictures failed: broken.jpg."
    assert files(tmp_path / "out") == ["everything.json"]
