"""An offline bundle is checked before anything is installed from it, and installs from itself."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest

from bootstrap import bundle, commands, offline, plans, venv
from bootstrap.clean import clean
from bootstrap.errors import BootstrapError
from bootstrap.project import Project
from bootstrap.settings import Settings


def write_wheel(folder: Path, name: str, files: dict[str, str], about: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / name
    package, version = name.split("-")[:2]
    said = f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n{about}\n"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{package}-{version}.dist-info/METADATA", said)
        for path, text in files.items():
            archive.writestr(path, text)
    return wheel


@pytest.fixture
def bundled(project: Project) -> Project:
    """A bundle whose pip only tells how it was called."""
    says = {"pip/__main__.py": "import os, sys; print(sys.argv[1:], os.environ['PIP_CONFIG_FILE'])"}
    write_wheel(project.root / "wheels", "pip-26.3-py3-none-any.whl", says)
    for path in (project.weights / "mobile_sam.pt", project.models / "current.json"):
        path.parent.mkdir(parents=True)
        path.write_text("packed")
    bundle.seal(project.root, "0.1.0", "c0ffee" * 6)
    return project


def check(project: Project) -> None:
    offline.check(project).do(lambda line: None)


def edit(project: Project, **changes: str) -> None:
    path = project.root / "bundle.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_a_whole_bundle_passes_and_is_not_checked_again(bundled: Project) -> None:
    check(bundled)
    assert offline.check(bundled).is_done()


def test_its_sums_are_those_that_sha256sum_reads(bundled: Project) -> None:
    lines = (bundled.root / "SHA256SUMS").read_text().splitlines()
    assert all(len(line.split("  ")[0]) == 64 for line in lines)
    named = {line.split("  ")[1] for line in lines}
    there = {
        path.relative_to(bundled.root).as_posix()
        for path in bundled.root.rglob("*")
        if path.is_file()
    }
    assert named == there - {"SHA256SUMS"}


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        (
            "weights/mobile_sam.pt",
            "pecked",
            "damaged, weights/mobile_sam.pt is not",
        ),
        ("weights/mobile_sam.pt", None, "incomplete, weights/mobile_sam.pt cannot be read"),
        ("SHA256SUMS", None, "damaged, SHA256SUMS cannot be read"),
        ("SHA256SUMS", "half a line", "incomplete, half a line cannot be read"),
        ("bundle.json", None, "damaged, bundle.json cannot be read"),
        ("bundle.json", "[", "damaged, bundle.json cannot be read"),
    ],
)
def test_a_damaged_or_incomplete_bundle_is_told(
    bundled: Project, file: str, text: str | None, sentence: str
) -> None:
    path = bundled.root / file
    path.unlink() if text is None else path.write_text(text)
    with pytest.raises(BootstrapError, match=f"{sentence}.*unpack the whole archive again"):
        check(bundled)


def test_a_bundle_without_its_wheels_is_still_a_bundle(bundled: Project) -> None:
    for wheel in (bundled.root / "wheels").iterdir():
        wheel.unlink()
    (bundled.root / "wheels").rmdir()
    assert offline.is_bundle(bundled)
    with pytest.raises(BootstrapError, match="incomplete, wheels/"):
        check(bundled)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"python": "3.99"}, r"for Python 3\.99, and this is Python .*make run PYTHON=python3\.99"),
        ({"platform": "win32-amd64"}, "for win32-amd64, and this machine is "),
        ({"glibc": "99.9"}, r"needs glibc 99\.9 or newer, and this system has "),
    ],
)
def test_the_wrong_machine_is_told(bundled: Project, change: dict[str, str], sentence: str) -> None:
    edit(bundled, **change)
    with pytest.raises(BootstrapError, match=sentence):
        check(bundled)


def test_the_environment_gets_the_bundles_own_pip_which_looks_nowhere_else(
    bundled: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the distribution left pip out of Python."""
    monkeypatch.setattr(venv.importlib.util, "find_spec", lambda name: None)
    news: list[str] = []
    venv.environment(bundled).do(news.append)
    assert bundled.python.exists()
    assert "'--isolated', '--no-index', '--find-links'" in news[-1]
    assert news[-1].endswith(f"'pip'] {os.devnull}\n"), "settings of the machine's are left out"
    assert str(bundled.root / "wheels") in news[-1]


def test_a_clone_installs_from_wherever_pip_is_told(project: Project) -> None:
    assert not offline.is_bundle(project)
    assert offline.source(project) == [] and offline.settings(project) == {}


@pytest.mark.parametrize(
    "command", ["test", "fuzz", "lint", "lock", "audit", "bundle", "screenshots"]
)
def test_what_needs_a_clone_is_told_in_a_bundle(
    bundled: Project,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(commands, "here", lambda: bundled)
    (bundled.root / "Makefile").write_text("".join(f"{n}: ## X\n" for n in commands.COMMANDS))
    assert commands.main([command]) == 1
    assert f"{command} needs a clone, and a network." in capsys.readouterr().err


def test_what_a_bundle_cannot_measure_is_said_before_anything_is_done(
    bundled: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    measured: list[list[str]] = []
    monkeypatch.setattr(commands, "here", lambda: bundled)
    monkeypatch.setattr(commands, "_do", lambda project, steps: None)
    monkeypatch.setattr(commands.subprocess, "call", lambda words, cwd: measured.append(words) or 0)
    (bundled.root / "Makefile").write_text("".join(f"{n}: ## X\n" for n in commands.COMMANDS))
    assert commands.main(["bench", "decoder"]) == 1
    told = capsys.readouterr().err
    assert "it measures accuracy; decoder needs a clone, and a network." in told
    assert measured == []
    assert commands.main(["bench", "accuracy"]) == 0
    assert capsys.readouterr() == ("", "")
    assert commands.main(["bench"]) == 0
    assert "decoder, encoder, page needs a clone" in capsys.readouterr().out
    assert [words[2:] for words in measured] == 2 * [["benchmarks", "accuracy"]]


def test_serving_from_a_bundle_needs_no_node_and_exports_for_other_weights_only(
    bundled: Project, tmp_path: Path
) -> None:
    def names(settings: Settings) -> list[str]:
        return [step.name for step in plans.serving(bundled, settings)[1]]

    always = ["Offline bundle", "Python environment", "Python packages"]
    other = Settings(checkpoint=tmp_path / "sam_vit_b.pth")
    assert names(Settings()) == always
    assert names(other) == [*always, "Decoder for the page"]
    # Once exported for others, the decoder of the default weights has to be made again.
    stamp = bundled.models / ".bootstrap" / "decoder.json"
    stamp.parent.mkdir()
    stamp.touch()
    assert names(Settings()) == [*always, "Decoder for the page"]


def test_cleaning_a_bundle_leaves_what_came_with_it(bundled: Project) -> None:
    before = {path for path in bundled.root.rglob("*") if path.is_file()}
    check(bundled)
    bundled.python.parent.mkdir(parents=True)
    bundled.python.touch()
    said: list[str] = []
    clean(bundled, said.append)
    assert {path for path in bundled.root.rglob("*") if path.is_file()} == before
    assert "Kept what came with the offline bundle." in said
