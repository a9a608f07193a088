"""The environment is made once, and anew when it cannot be trusted."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap import pins, venv
from bootstrap.errors import BootstrapError
from bootstrap.project import Project
from bootstrap.steps import Step


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a real environment."""
    project = Project(tmp_path_factory.mktemp("project"))
    venv.environment(project).do(lambda line: None)
    return project


@pytest.fixture
def copy(made: Project, tmp_path: Path) -> Project:
    """The same at a place of its own, its stamp saying that it was made there."""
    project = Project(tmp_path / "project")
    shutil.copytree(made.venv, project.venv, symlinks=True)
    stub = Step(
        name="",
        doing="",
        key=venv.environment(project).key,
        folder=project.venv,
        inputs=venv.environment(project).inputs,
        action=lambda report: None,
        outputs=venv.environment(project).outputs,
    )
    stub.do(lambda line: None)
    assert venv.environment(project).is_done()
    return project


def test_it_runs_this_version_and_has_pip(made: Project) -> None:
    assert venv.environment(made).is_done()
    answer = subprocess.run(
        [made.python, "-m", "pip", "--version"], capture_output=True, text=True, check=True
    )
    assert f"python {sys.version_info.major}.{sys.version_info.minor}" in answer.stdout


def test_an_environment_whose_python_vanished_is_made_again(copy: Project) -> None:
    copy.python.unlink()
    copy.python.symlink_to("/nowhere/python")
    assert not venv.environment(copy).is_done()


def test_an_environment_of_another_version_is_made_again(
    copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(venv, "VERSION", "3.99")
    assert not venv.environment(copy).is_done()


def test_an_environment_whose_python_became_another_version_is_made_again(
    copy: Project, program
) -> None:
    copy.python.unlink()
    program(copy.python, "print('3.10')")
    assert not venv.environment(copy).is_done()


def test_an_environment_that_moved_is_made_again(copy: Project) -> None:
    moved = Project(copy.root.with_name("elsewhere"))
    copy.root.rename(moved.root)
    assert not venv.environment(moved).is_done()


def test_an_environment_without_stamp_was_interrupted_and_is_made_again(copy: Project) -> None:
    venv.environment(copy).stamp.unlink()
    leftover = copy.venv / "half-installed"
    leftover.touch()
    assert not venv.environment(copy).is_done()
    venv.environment(copy).do(lambda line: None)
    assert venv.environment(copy).is_done()
    assert not leftover.exists()


def locks(project: Project) -> None:
    """Requirement files and locks that agree."""
    for requirements, lock in (pins.RUNNING, pins.TESTING):
        (project.root / requirements).write_text("numpy==1\ntorch==2\n")
        (project.root / lock).write_text(f"numpy==1 --hash=sha256:{'0' * 64}\n")


def test_a_new_environment_means_new_packages(project: Project, program) -> None:
    """The lock by its hashes, then torch, which finds all that it needs."""
    locks(project)
    pip = program(project.python, "import sys; print(sys.argv[1:])")
    stamp = venv.environment(project).stamp
    stamp.parent.mkdir(parents=True)
    stamp.write_text(json.dumps({"made": 1}))
    packages = venv.packages(project)
    news: list[str] = []
    packages.do(news.append)
    assert "'--require-hashes', '--requirement', 'requirements.lock'" in news[0], pip
    assert "'install'" in news[1] and news[1].endswith("'torch==2']\n")
    assert packages.is_done()
    stamp.write_text(json.dumps({"made": 2}))
    assert not packages.is_done()


def test_test_packages_follow_all_requirement_files_and_locks(project: Project, program) -> None:
    program(project.python, "")
    locks(project)
    packages = venv.test_packages(project)
    for name in (*pins.RUNNING, *pins.TESTING):
        packages.do(lambda line: None)
        assert packages.is_done()
        with (project.root / name).open("a") as file:
            file.write("# changed\n")
        assert not packages.is_done()


def test_a_lock_that_lags_behind_is_not_installed(project: Project, program) -> None:
    program(project.python, "print('installed')")
    locks(project)
    (project.root / "requirements.txt").write_text("numpy==2\ntorch==2\n")
    news: list[str] = []
    with pytest.raises(BootstrapError, match="run `make lock`"):
        venv.packages(project).do(news.append)
    assert news == []


def test_a_missing_venv_module_is_told_with_its_remedy(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(venv.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(venv.apt, "may_install", lambda: False)
    with pytest.raises(BootstrapError, match=r"apt install python3\.\d+-venv"):
        venv.environment(project).do(lambda line: None)


def test_an_active_environment_is_rebuilt_with_the_python_that_made_it(
    made: Project, repo_root: Path
) -> None:
    ask = "from bootstrap import venv; print(venv.base_python())"
    answer = subprocess.run(
        [made.python, "-c", ask], cwd=repo_root, capture_output=True, text=True, check=True
    )
    assert not Path(answer.stdout.strip()).is_relative_to(made.venv)
