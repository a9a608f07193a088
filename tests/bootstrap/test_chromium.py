"""Which Chromium is used, and how one comes to a machine that has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bootstrap import apt, chromium
from bootstrap.errors import BootstrapError, CommandFailed
from bootstrap.project import Project

WORKING = "print('Chromium 150.0.1')"


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of PATH, on no particular system, with $CHROMIUM unset."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(chromium.sys, "platform", "linux")
    return folder


def test_none_is_found_where_there_is_none() -> None:
    assert chromium.installed() is None


@pytest.mark.parametrize("name", chromium.NAMES)
def test_an_installed_one_is_found(path: Path, program, name: str) -> None:
    program(path / name, WORKING)
    assert chromium.installed() == path / name


def test_one_that_does_not_run_is_passed_over(path: Path, program) -> None:
    program(path / "chromium", "print('install the snap'); raise SystemExit(1)")
    assert chromium.installed() is None
    program(path / "google-chrome", "print('Google Chrome 150.0.1')")
    assert chromium.installed() == path / "google-chrome"


def test_the_named_one_comes_first(
    path: Path, tmp_path: Path, program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(path / "chromium", WORKING)
    named = program(tmp_path / "elsewhere" / "browser", WORKING)
    monkeypatch.setenv("CHROMIUM", str(named))
    assert chromium.installed() == named


def test_a_named_one_that_does_not_run_is_refused(
    path: Path, program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(path / "chromium", WORKING)
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(BootstrapError, match="CHROMIUM names '/nowhere/chromium'"):
        chromium.installed()


@pytest.fixture
def playwright(project: Project, program, tmp_path: Path) -> Path:
    """An environment whose Playwright notes its arguments and provides a Chromium."""
    note = tmp_path / "note"
    own = tmp_path / "playwrights-own"
    program(
        project.python,
        "import pathlib, sys\n"
        f"if sys.argv[1] == '-c': print({str(own)!r})\n"
        "else:\n"
        f"    pathlib.Path({str(note)!r}).write_text(' '.join(sys.argv[1:]))\n"
        f"    pathlib.Path({str(own)!r}).touch()",
    )
    return note


def test_root_on_debian_gets_the_package(
    project: Project, path: Path, program, playwright: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def install(package: str, **_: object) -> None:
        asked.append(package)
        program(path / "chromium", WORKING)

    monkeypatch.setattr(apt, "may_install", lambda: True)
    monkeypatch.setattr(apt, "install", install)
    step = chromium.chromium(project)
    step.do(lambda line: None)
    assert asked == ["chromium"]
    assert not playwright.exists()
    assert step.is_done()
    (path / "chromium").unlink()
    assert not step.is_done()


def test_others_get_playwrights_own(
    project: Project, playwright: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apt, "may_install", lambda: False)
    step = chromium.chromium(project)
    step.do(lambda line: None)
    assert playwright.read_text() == "-m playwright install chromium"
    assert step.is_done()
    (tmp_path / "playwrights-own").unlink()
    assert not step.is_done()


def test_where_the_package_is_missing_root_gets_playwrights_own(
    project: Project, playwright: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def install(package: str, **_: object) -> None:
        raise CommandFailed("no such package", [])

    monkeypatch.setattr(apt, "may_install", lambda: True)
    monkeypatch.setattr(apt, "install", install)
    chromium.chromium(project).do(lambda line: None)
    assert playwright.read_text() == "-m playwright install --with-deps chromium"
