"""The locks hold what the requirement files ask for, with hashes, and pip keeps to them."""

from __future__ import annotations

import hashlib
import re
import sys
import zipfile
from pathlib import Path

import pytest

from bootstrap import pins
from bootstrap.errors import BootstrapError, CommandFailed
from bootstrap.process import run
from bootstrap.project import Project
from bootstrap.relock import GRAPHICS, relock

LOCKS = [pins.RUNNING[1], pins.TESTING[1], pins.BATCH[1], pins.READERS[1]]
HASH = f"--hash=sha256:{'0' * 64}"


def write(project: Project, wanted: str, locked: str) -> None:
    for name, text in zip(pins.RUNNING, (wanted, locked), strict=True):
        (project.root / name).write_text(text)


@pytest.mark.parametrize("files", [pins.RUNNING, pins.TESTING, pins.BATCH, pins.READERS])
def test_each_lock_holds_what_its_requirement_file_asks_for(
    repo_root: Path, files: tuple[str, str]
) -> None:
    pins.check(Project(repo_root), files)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_no_torch_and_nothing_of_cuda(repo_root: Path, lock: str) -> None:
    text = (repo_root / lock).read_text()
    assert "://" not in text and "index-url" not in text and "find-links" not in text
    held = [pin.name for pin in pins.read(repo_root / lock)]
    assert held
    assert [name for name in held if name == pins.APART or GRAPHICS.fullmatch(name)] == []


def test_nothing_has_one_version_to_run_with_and_another_to_test_with(repo_root: Path) -> None:
    running, testing = (pins.read(repo_root / lock) for lock in LOCKS[:2])
    versions = {pin.name: pin.version for pin in running}
    other = [pin for pin in testing if versions.get(pin.name, pin.version) != pin.version]
    assert other == []


@pytest.mark.parametrize(
    ("wanted", "locked", "sentence"),
    [
        ("flask==3.1.3\n", f"flask==3.1.2 {HASH}\n", "asks for flask==3.1.3, which req"),
        ("flask==3.1.3\n", "flask==3.1.3\n", "no hash for flask==3.1.3: run `make lock`"),
        ("flask>=3\n", "", "the line 'flask>=3': expected a pin"),
    ],
)
def test_what_does_not_agree_is_told_with_its_remedy(
    project: Project, wanted: str, locked: str, sentence: str
) -> None:
    write(project, wanted, locked)
    with pytest.raises(BootstrapError, match=re.escape(sentence)):
        pins.check(project, pins.RUNNING)


def test_names_are_compared_as_registries_do_and_torch_is_in_no_lock(project: Project) -> None:
    write(project, "Scikit_Image==1\ntorch==2\n", f"scikit-image==1 ; x == 'y' \\\n    {HASH}\n")
    pins.check(project, pins.RUNNING)
    assert str(pins.torch(project)) == "torch==2"


def test_an_extra_is_asked_for_with_its_package(project: Project) -> None:
    write(project, "psycopg[binary]==3\n", f"psycopg==3 \\\n    {HASH}\n")
    pins.check(project, pins.RUNNING)


def test_a_missing_lock_is_told(project: Project) -> None:
    (project.root / pins.RUNNING[0]).write_text("flask==3.1.3\n")
    with pytest.raises(BootstrapError, match="requirements.lock is missing"):
        pins.check(project, pins.RUNNING)


def test_relocking_keeps_running_and_testing_together_and_leaves_cuda_out(
    project: Project, program
) -> None:
    """A resolver that only pretends, and notes how it was asked."""
    program(
        project.scripts / "uv",
        "import pathlib, sys\n"
        "words = sys.argv[1:]\n"
        "out = pathlib.Path(words[words.index('--output-file') + 1])\n"
        "dev = words[-1] == 'requirements-dev.txt'\n"
        "print(words, out.read_text() if out.exists() else '')\n"
        f"h = ' \\\\\\n    {HASH}\\n'\n"
        "lines = ['flask==3' + h, 'nvidia-nccl-cu13==2' + h, 'triton==3' + h]\n"
        "out.write_text(''.join(lines + (['pytest==9' + h] if dev else [])))\n",
    )
    news: list[str] = []
    (project.root / pins.READERS[1]).parent.mkdir(parents=True)
    for _ in range(2):
        relock(project, ["--upgrade-package", "flask"], news.append)
    assert [pin.name for pin in pins.read(project.root / "requirements.lock")] == ["flask"]
    assert [pin.name for pin in pins.read(project.root / "requirements-dev.lock")] == ["pytest"]
    assert [pin.name for pin in pins.read(project.root / pins.READERS[1])] == ["flask"]
    assert "\n-r requirements.lock\n" in (project.root / "requirements-dev.lock").read_text()
    assert "--upgrade-package" in news[0] and "--universal" in news[0]
    assert any(line.startswith("pytest==9") for line in news), "versions held are shown to uv"


@pytest.mark.parametrize("honest", [True, False])
def test_a_file_with_another_hash_is_refused_in_a_sentence(tmp_path: Path, honest: bool) -> None:
    """Real pip, and a wheel made here."""
    wheel = tmp_path / "tiny-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        info = "tiny-1.0.dist-info"
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
        archive.writestr(f"{info}/RECORD", "")
    locked = hashlib.sha256(wheel.read_bytes() if honest else b"another").hexdigest()
    (tmp_path / "tiny.lock").write_text(f"tiny==1.0 \\\n    --hash=sha256:{locked}\n")
    here = ["--no-index", "--find-links", tmp_path, "--target", tmp_path / "target"]
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", *here]
    command = [*pip, "--require-hashes", "--requirement", tmp_path / "tiny.lock"]
    if honest:
        run(command, cwd=tmp_path)
        return
    with pytest.raises(CommandFailed, match="The tiny==1.0 that came is not a file that the lock"):
        run(command, cwd=tmp_path)
