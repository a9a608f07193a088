"""Weights and decoder are made by `export`, for the checkpoint that was asked for."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap import models
from bootstrap.errors import BootstrapError, CommandFailed
from bootstrap.project import Project
from bootstrap.settings import Settings

EXPORTS = """
import hashlib, json, pathlib, sys
if sys.argv[1] == "-c":
    kind = sys.argv[3]
    if kind == "vit_h":
        sys.exit("There is no checkpoint for vit_h.")
    print("a warning of torch's", file=sys.stderr, flush=True)
    print(f"weights/sam_{kind}.pth")
    sys.exit()
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
print(*sys.argv[1:])
if sys.argv[2] == "export.minisam":
    out.parent.mkdir(exist_ok=True)
    out.write_bytes(b"weights")
    sha256 = hashlib.sha256(b"weights").hexdigest()
    out.with_suffix(".json").write_text(json.dumps({"sha256": sha256}))
else:
    out.mkdir(parents=True, exist_ok=True)
    checkpoint = pathlib.Path(sys.argv[sys.argv.index("--checkpoint") + 1])
    fingerprint = hashlib.sha256(checkpoint.read_bytes()).hexdigest()
    folder = out / fingerprint[:16]
    folder.mkdir(exist_ok=True)
    (folder / "decode-0123456789ab.onnx").touch()
    (folder / "manifest.json").touch()
    (out / "current.json").write_text(json.dumps({"decoder_fingerprint": fingerprint}))
"""


@pytest.fixture
def exporting(project: Project, program) -> Project:
    """A project whose environment pretends to have the exporter."""
    program(project.python, EXPORTS)
    return project


def do_weights(project: Project) -> list[str]:
    news: list[str] = []
    models.weights(project).do(news.append)
    return news


def test_default_weights_are_rebuilt_once(exporting: Project) -> None:
    assert len(do_weights(exporting)) == 1
    assert models.weights(exporting).is_done()
    models.default_weights(exporting).write_bytes(b"weig")
    assert not models.weights(exporting).is_done()


def test_a_checkpoint_of_the_users_under_the_same_name_is_left_alone(exporting: Project) -> None:
    """Whether it was there before the first set-up, or replaced the rebuilt file later."""
    exporting.weights.mkdir()
    for _ in range(2):
        models.default_weights(exporting).write_bytes(b"the official file")
        assert do_weights(exporting) == []
        assert models.default_weights(exporting).read_bytes() == b"the official file"
        assert models.weights(exporting).is_done()
        models.default_weights(exporting).unlink()
        assert len(do_weights(exporting)) == 1


def test_a_changed_source_asks_the_exporter_again(exporting: Project) -> None:
    source = exporting.root / "sam" / "modeling" / "layers.py"
    source.parent.mkdir(parents=True)
    source.write_text("one = 1\n")
    do_weights(exporting)
    assert models.weights(exporting).is_done()
    source.write_text("one = 2\n")
    assert not models.weights(exporting).is_done()


@pytest.mark.parametrize("settings", [Settings(), Settings(model="vit_t")])
def test_without_a_choice_the_default_weights_are_used(
    exporting: Project, settings: Settings
) -> None:
    assert models.uses_default_weights(settings)
    find = models.checkpoint_finder(exporting, settings)
    assert find() == exporting.weights / "mobile_sam.pt"


def test_a_named_checkpoint_is_used(exporting: Project, tmp_path: Path) -> None:
    settings = Settings(checkpoint=tmp_path / "mine.pth", model="vit_b")
    assert not models.uses_default_weights(settings)
    assert models.checkpoint_finder(exporting, settings)() == tmp_path / "mine.pth"


def test_a_named_model_is_found_by_the_librarys_rule(exporting: Project) -> None:
    settings = Settings(model="vit_b")
    assert not models.uses_default_weights(settings)
    find = models.checkpoint_finder(exporting, settings)
    assert find() == exporting.root / "weights" / "sam_vit_b.pth"


def test_a_named_model_without_checkpoint_gives_the_librarys_sentence(exporting: Project) -> None:
    find = models.checkpoint_finder(exporting, Settings(model="vit_h"))
    with pytest.raises(BootstrapError, match=r"^There is no checkpoint for vit_h\.$"):
        find()


def test_the_rule_that_is_asked_is_the_real_one(repo_root: Path, tmp_path: Path) -> None:
    """The pretence above stands in for this: the environment's Python and sam.weights."""
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "sam_vit_b_01ec64.pth").touch()

    def ask(kind: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", models.FIND_CHECKPOINT, kind],
            cwd=tmp_path,
            env={"PYTHONPATH": str(repo_root)},
            capture_output=True,
            text=True,
        )

    assert ask("vit_b").stdout.strip() == "weights/sam_vit_b_01ec64.pth"
    absent = ask("vit_l")
    assert absent.returncode == 1
    assert "vit_l" in absent.stderr and "Traceback" not in absent.stderr


def test_the_decoder_is_exported_for_the_chosen_checkpoint(
    exporting: Project, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.pth"
    mine.write_bytes(b"weights")
    settings = Settings(checkpoint=mine, model="vit_b")
    step = models.decoder(exporting, settings, models.checkpoint_finder(exporting, settings))
    news: list[str] = []
    step.do(news.append)
    assert f"-m export --checkpoint {mine} --out {exporting.models} --model vit_b" in news[0]
    assert step.is_done()
    mine.write_bytes(b"others")
    assert not step.is_done()


def test_another_choice_exports_again_and_so_does_the_way_back(
    exporting: Project, tmp_path: Path
) -> None:
    do_weights(exporting)
    mine = tmp_path / "mine.pth"
    mine.write_bytes(b"weights")
    for settings in (Settings(), Settings(checkpoint=mine), Settings()):
        step = models.decoder(exporting, settings, models.checkpoint_finder(exporting, settings))
        assert not step.is_done()
        step.do(lambda line: None)
        assert step.is_done()


def test_another_decoder_in_force_stays_and_a_missing_one_is_exported(exporting: Project) -> None:
    do_weights(exporting)
    find = models.checkpoint_finder(exporting, Settings())
    step = models.decoder(exporting, Settings(), find)
    step.do(lambda line: None)
    tuned = exporting.models / ("ab" * 8)
    tuned.mkdir()
    current = exporting.models / "current.json"
    current.write_text(json.dumps({"decoder_fingerprint": "ab" * 32}))
    assert not step.is_done()  # it is not there
    (tuned / "manifest.json").touch()
    assert step.is_done()
    for damaged in ("{", "[]", '{"decoder_fingerprint": 1}'):
        current.write_text(damaged)
        assert not step.is_done()
    step.do(lambda line: None)
    assert models.in_force(exporting) not in (None, tuned)


def test_the_exporters_sentence_is_shown(project: Project, program) -> None:
    program(project.python, "raise SystemExit('mine.pth is no checkpoint of SAM.')")
    find = models.checkpoint_finder(project, Settings())
    with pytest.raises(CommandFailed) as failure:
        models.decoder(project, Settings(), find).do(lambda line: None)
    assert failure.value.output == ["mine.pth is no checkpoint of SAM."]


def test_only_the_file_that_its_manifest_describes_counts_as_rebuilt(project: Project) -> None:
    assert not models.is_rebuilt(project)
    project.weights.mkdir()
    models.default_weights(project).write_bytes(b"weights")
    assert not models.is_rebuilt(project)
    for text, expected in [
        (json.dumps({"sha256": hashlib.sha256(b"weights").hexdigest()}), True),
        (json.dumps({"sha256": "0" * 64}), False),
        ("{}", False),
        ("[]", False),
        ("{", False),
    ]:
        models.weights_manifest(project).write_text(text)
        assert models.is_rebuilt(project) is expected
