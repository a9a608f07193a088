"""uv installs the locks, looks where pip would, and leaves to pip what it cannot do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bootstrap import pins, uv, venv
from bootstrap.installer import installer
from bootstrap.project import Project

SETTINGS = """\
:env:.find-links='/own/wheels'
:env:.default-timeout='180'
global.cert='/own/certificates.pem'
global.extra-index-url='https://one.example/simple https://two.example/simple'
global.find-links='/elsewhere'
global.index-url='https://everybody.example/simple'
install.index-url='https://mirror.example/simple'
user.index-url='of no section that pip reads'
"""


@pytest.fixture
def note(project: Project, program, tmp_path: Path) -> Path:
    """An environment with a pip that knows the settings above, and notes what it installs."""
    note = tmp_path / "note"
    program(
        project.python,
        "import pathlib, sys\n"
        f"if 'config' in sys.argv: print({SETTINGS!r})\n"
        f"else: pathlib.Path({str(note)!r}).open('a').write(f'pip {{sys.argv[1:]}}\\n')",
    )
    for requirements, lock in (pins.RUNNING, pins.TESTING):
        (project.root / requirements).write_text("numpy==1\ntorch==2\n")
        hashed = "".join(
            f"{pin} --hash=sha256:{'0' * 64}\n" for pin in ("numpy==1", "pip==26", "uv==1")
        )
        (project.root / lock).write_text(hashed)
    return note


def with_uv(project: Project, program, note: Path, status: int = 0) -> None:
    program(
        uv.program(project),
        "import os, pathlib, sys\n"
        "names = ('SSL_CERT_FILE', 'UV_HTTP_TIMEOUT')\n"
        "said = f'uv {sys.argv[1:]} {[os.environ.get(name) for name in names]}\\n'\n"
        f"pathlib.Path({str(note)!r}).open('a').write(said)\n"
        f"raise SystemExit({status})",
    )


def test_it_looks_where_pip_is_told_to_look(project: Project, program, note: Path) -> None:
    with_uv(project, program, note)
    assert uv.install_lock(project, "requirements.lock", lambda line: None)
    said = note.read_text()
    for words in (
        "'--default-index', 'https://mirror.example/simple'",
        "'--index', 'https://one.example/simple', '--index', 'https://two.example/simple'",
        "'--find-links', '/own/wheels'",
        "'--require-hashes', '--requirement', 'requirements.lock'",
        "['/own/certificates.pem', '180']",
    ):
        assert words in said, said
    assert "elsewhere" not in said and "everybody" not in said


def test_the_lock_is_uvs_work_and_torch_is_pips(project: Project, program, note: Path) -> None:
    with_uv(project, program, note)
    venv.packages(project).do(lambda line: None)
    lock, torch = note.read_text().splitlines()
    assert lock.startswith("uv ") and "requirements.lock" in lock
    assert torch.startswith("pip ") and "torch==2" in torch and "'raw'" in torch


def test_what_uv_cannot_do_pip_does(project: Project, program, note: Path) -> None:
    with_uv(project, program, note, status=2)
    news: list[str] = []
    venv.packages(project).do(news.append)
    _, lock, _ = note.read_text().splitlines()
    assert (
        lock.startswith("pip ")
        and "'--require-hashes', '--requirement', 'requirements.lock'" in lock
    )
    assert any(line.startswith("uv could not, so pip does it: ") for line in news)


def test_without_uv_pip_does_it_all(project: Project, note: Path) -> None:
    venv.packages(project).do(lambda line: None)
    assert [line.split()[0] for line in note.read_text().splitlines()] == ["pip", "pip"]


def test_pip_and_uv_come_by_their_hashes(project: Project, note: Path) -> None:
    step = installer(project)
    step.do(lambda line: None)
    assert step.is_done()
    for name, version in (("pip", "26"), ("uv", "1")):
        lock = project.venv / ".bootstrap" / f"{name}.lock"
        assert lock.read_text() == f"{name}=={version} --hash=sha256:{'0' * 64}\n"
        assert f"'--requirement', '{lock}'" in note.read_text()


def test_a_machine_for_which_there_is_no_uv_is_set_up_by_pip(project: Project, program) -> None:
    program(project.python, "import sys; raise SystemExit('uv.lock' in sys.argv[-1])")
    (project.root / "requirements-dev.txt").write_text("pip==26\nuv==1\n")
    news: list[str] = []
    installer(project).do(news.append)
    assert news[-1].startswith("pip will do: ")


@pytest.mark.parametrize("unwritten", [False, True])
def test_modules_are_compiled_now_where_python_is_not_to_write_them_later(
    project: Project, program, note: Path, monkeypatch: pytest.MonkeyPatch, unwritten: bool
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", unwritten)
    with_uv(project, program, note)
    assert uv.install_lock(project, "requirements.lock", lambda line: None)
    assert ("--compile-bytecode" in note.read_text()) is unwritten
    venv.pip_install(project, "torch==2", report=lambda line: None)
    assert ("'--compile'" in note.read_text()) is unwritten
    assert ("'--no-compile'" in note.read_text()) is not unwritten
