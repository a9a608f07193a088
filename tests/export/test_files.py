"""Writing files whole or not at all, and hashing sources."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from export.errors import SourceError
from export.files import ROOT, digest_of_sources, read_json, sha256_of, write_atomically, write_json


def _no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tmp_path / "weights.pt"
    write_atomically(file, b"old")
    monkeypatch.setattr(os, step, _no_space)
    with pytest.raises(SourceError, match=r"weights\.pt cannot be written: No space left"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_write_makes_missing_folders_and_a_file_that_all_may_read(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "manifest.json"
    write_json(file, {"format": 1})
    assert read_json(file) == {"format": 1}
    assert file.stat().st_mode & 0o777 == 0o644


def test_a_folder_that_is_a_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("not a folder")
    with pytest.raises(SourceError, match="manifest.json cannot be written"):
        write_json(tmp_path / "models" / "manifest.json", {})


@pytest.mark.parametrize("content", ["", "{", "[1]", '"text"'])
def test_a_damaged_manifest_reads_as_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "manifest.json"
    file.write_text(content)
    assert read_json(file) == {}
    assert read_json(tmp_path / "absent.json") == {}


def test_the_hash_of_a_file_is_the_published_sha256(tmp_path: Path) -> None:
    file = tmp_path / "abc"
    file.write_bytes(b"abc")  # the first example of FIPS 180-2
    assert sha256_of(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    with pytest.raises(SourceError, match="absent cannot be read: No such file"):
        sha256_of(tmp_path / "absent")


def test_the_hash_of_sources_depends_on_each_file_and_each_tool() -> None:
    whole, part = ROOT / "export", ROOT / "export" / "minisam"
    digests = {
        digest_of_sources([whole]),
        digest_of_sources([part]),
        digest_of_sources([part], ["torch 2.13.0"]),
        digest_of_sources([part], ["torch 2.13.1"]),
    }
    assert len(digests) == 4
    assert digest_of_sources([whole, part]) == digest_of_sources([part, whole])
