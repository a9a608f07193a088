"""What an export replaces stays for a week, and other decoders of its encoder for good."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from export.decoders import folder_of, put_in_force
from export.retire import KEPT_S, remove_unused, stamp

FIRST, TUNED, OTHER = "1" * 64, "2" * 64, "3" * 64


def write(out: Path, fingerprint: str, encoder: str, version: str = "a") -> Path:
    """A decoder's folder, as the exporter leaves it."""
    folder = folder_of(out, fingerprint)
    folder.mkdir(parents=True, exist_ok=True)
    graph = f"decode-{version * 12}.onnx"
    for suffix in ("", ".br", ".gz"):
        (folder / (graph + suffix)).touch()
    manifest = {"encoder_fingerprint": encoder, "graphs": {"decode": {"file": graph}}}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def age(out: Path, seconds: float) -> None:
    """Let time pass."""
    then = time.time() - seconds
    for path in (*out.rglob("*"), out):
        os.utime(path, (then, then))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A decoder in force, written long ago."""
    write(tmp_path, FIRST, "e")
    put_in_force(tmp_path, FIRST)
    age(tmp_path, 10 * KEPT_S)
    return tmp_path


def test_graphs_of_an_older_exporter_are_fetched_for_a_week_yet(out: Path) -> None:
    stamp(out)
    folder = write(out, FIRST, "e", version="b")
    remove_unused(out)
    both = {f"decode-{v * 12}.onnx{s}" for v in "ab" for s in ("", ".br", ".gz")}
    assert names(folder) == {"manifest.json", *both}
    age(out, KEPT_S - 60)
    remove_unused(out)
    assert names(folder) == {"manifest.json", *both}
    age(out, KEPT_S + 60)
    (folder / "decode-notes.onnx").write_text("somebody's own")
    remove_unused(out)
    newer = {name for name in both if "bbb" in name}
    assert names(folder) == {"manifest.json", "decode-notes.onnx", *newer}


def test_decoders_of_the_same_encoder_stay_for_good(out: Path) -> None:
    tuned = write(out, TUNED, "e")
    stamp(out)
    put_in_force(out, TUNED)
    age(out, 10 * KEPT_S)
    remove_unused(out)
    assert folder_of(out, FIRST).is_dir() and tuned.is_dir()


def test_decoders_of_another_encoder_go_after_a_week(out: Path) -> None:
    tuned, first = write(out, TUNED, "e"), folder_of(out, FIRST)
    age(out, 10 * KEPT_S)
    stamp(out)
    other = write(out, OTHER, "f")
    put_in_force(out, OTHER)
    remove_unused(out)
    assert first.is_dir() and tuned.is_dir()
    age(out, KEPT_S + 60)
    remove_unused(out)
    assert names(out) == {"current.json", other.name}


def test_what_an_older_version_left_goes_after_a_week(tmp_path: Path) -> None:
    """It had no folders."""
    graph = f"decode-{'c' * 12}.onnx"
    (tmp_path / graph).touch()
    (tmp_path / "manifest.json").write_text(json.dumps({"graphs": {"decode": {"file": graph}}}))
    age(tmp_path, 10 * KEPT_S)
    stamp(tmp_path)
    write(tmp_path, FIRST, "e")
    put_in_force(tmp_path, FIRST)
    remove_unused(tmp_path)
    assert names(tmp_path) == {"current.json", folder_of(tmp_path, FIRST).name, graph}
    age(tmp_path, KEPT_S + 60)
    remove_unused(tmp_path)
    assert names(tmp_path) == {"current.json", folder_of(tmp_path, FIRST).name}


@pytest.mark.parametrize("damage", ["{", "{}", f'{{"decoder_fingerprint": "{OTHER}"}}'])
def test_nothing_goes_where_it_is_not_known_what_is_in_force(out: Path, damage: str) -> None:
    (out / "current.json").write_text(damage)
    stamp(out)
    age(out, 10 * KEPT_S)
    remove_unused(out)
    assert folder_of(out, FIRST).is_dir()


def test_an_empty_folder_has_nothing_to_remove(tmp_path: Path) -> None:
    stamp(tmp_path / "absent")
    remove_unused(tmp_path / "absent")
    stamp(tmp_path)
    remove_unused(tmp_path)
    assert names(tmp_path) == set()
