"""``python -m export.compress`` writes siblings that hold their source, and says what they cost."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from export.compress import has_siblings, main

TEXT = b"function decode(prompt) { return prompt; }\n" * 200


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Something to compress."""
    path = tmp_path / "runtime.mjs"
    path.write_bytes(TEXT)
    return path


def sibling(file: Path, suffix: str) -> bytes:
    return file.with_name(file.name + suffix).read_bytes()


def test_both_siblings_hold_the_source(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not has_siblings(file)
    assert main([str(file)]) == 0
    assert has_siblings(file)
    assert brotli.decompress(sibling(file, ".br")) == TEXT
    assert gzip.decompress(sibling(file, ".gz")) == TEXT
    assert file.read_bytes() == TEXT
    assert len(list(file.parent.iterdir())) == 3  # and no draft is left
    assert "runtime.mjs: 0.01 MB, 0.00 MB as brotli" in capsys.readouterr().out


def test_the_same_source_gives_the_same_bytes(file: Path) -> None:
    main([str(file)])
    first = sibling(file, ".br"), sibling(file, ".gz")
    main([str(file)])
    assert (sibling(file, ".br"), sibling(file, ".gz")) == first


def test_a_changed_source_replaces_what_was_there(file: Path) -> None:
    main([str(file)])
    file.write_bytes(TEXT + b"// new")
    main([str(file), "--quality", "0"])
    assert brotli.decompress(sibling(file, ".br")) == TEXT + b"// new"
    assert gzip.decompress(sibling(file, ".gz")) == TEXT + b"// new"


def test_one_sibling_alone_does_not_count(file: Path) -> None:
    main([str(file)])
    file.with_name("runtime.mjs.gz").unlink()
    assert not has_siblings(file)


def test_what_cannot_be_read_is_one_sentence(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = file.with_name("absent.wasm")
    assert main([str(absent)]) == 2
    assert capsys.readouterr().err == f"{absent} cannot be read: No such file or directory.\n"


def test_an_effort_that_brotli_does_not_know_is_refused(file: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([str(file), "--quality", "12"])
    assert stopped.value.code == 2
    assert not has_siblings(file)
