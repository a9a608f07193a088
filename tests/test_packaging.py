"""What an installation brings: the wheel's contents, its requirements, its commands."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

PACKAGES = ("sam", "studio", "dataengine", "server", "export")
COMMANDS = {
    "segment-sam": "segment_studio:sam",
    "segment-studio": "segment_studio:studio",
    "segment-export": "segment_studio:export",
}
EXTRAS = {
    "tiff",
    "heic",
    "studio",
    "dataengine",
    "postgres",
    "server",
    "export",
    "batch",
    "training",
    "text",
    "cluster",
}
LIBRARY = {"torch", "numpy", "pillow", "scipy", "pycocotools"}
DISTRIBUTION_OF = {
    "PIL": "pillow",
    "pi_heif": "pi-heif",
    "yaml": "pyyaml",
    "skimage": "scikit-image",
    "pythonjsonlogger": "python-json-logger",
}


@pytest.fixture(scope="module")
def project(repo_root: Path) -> dict[str, Any]:
    return tomllib.loads((repo_root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def pins(repo_root: Path) -> dict[str, str]:
    """The exact versions of requirements.txt and of those for testing, batches and words."""
    found = {}
    for name in (
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-batch.txt",
        "requirements-text.txt",
    ):
        for line in (repo_root / name).read_text(encoding="utf-8").splitlines():
            if "==" in line and not line.startswith("#"):
                requirement = Requirement(line)
                found[canonical(requirement.name)] = next(iter(requirement.specifier)).version
    return found


def canonical(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def required(project: dict[str, Any], extra: str | None = None) -> dict[str, Requirement]:
    """What an extra brings, those that it names of this project among it."""
    lines = project["dependencies"] if extra is None else project["optional-dependencies"][extra]
    found = {}
    for requirement in map(Requirement, lines):
        if requirement.name == project["name"]:
            for inner in requirement.extras:
                found |= required(project, inner)
        else:
            found[canonical(requirement.name)] = requirement
    return found


def imported_by(folder: Path, without: str = "") -> set[str]:
    """The distributions that a package's files import, anywhere in them but in one room."""
    names: set[str] = set()
    for path in folder.rglob("*.py"):
        if path.parent.name == without:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    names -= {*sys.stdlib_module_names, *PACKAGES, "segment_studio"}
    return {canonical(DISTRIBUTION_OF.get(name, name)) for name in names}


def test_every_requirement_is_a_range_that_holds_what_is_tested(
    project: dict[str, Any], pins: dict[str, str]
) -> None:
    assert set(project["optional-dependencies"]) == EXTRAS
    for extra in (None, *EXTRAS):
        for name, requirement in required(project, extra).items():
            operators = {specifier.operator for specifier in requirement.specifier}
            assert ">=" in operators and not operators & {"==", "==="}, requirement
            assert requirement.specifier.contains(pins[name]), (requirement, pins[name])


def test_the_library_takes_only_what_it_imports(project: dict[str, Any], repo_root: Path) -> None:
    needed = set(required(project))
    assert needed >= LIBRARY
    optional = {name for each in ("tiff", "batch", "text") for name in required(project, each)}
    assert imported_by(repo_root / "sam") == needed | optional


@pytest.mark.parametrize(
    ("extra", "packages"),
    [
        ("studio", ("studio",)),
        ("dataengine", ("dataengine",)),
        ("cluster", ("dataengine/batch",)),
        ("server", ("server", "studio", "dataengine")),
        ("export", ("export",)),
    ],
)
def test_an_extra_brings_what_its_rooms_import(
    extra: str, packages: tuple[str, ...], project: dict[str, Any], repo_root: Path
) -> None:
    brought = set(required(project)) | set(required(project, extra))
    for package in packages:
        without = "batch" if package == "dataengine" else ""
        assert imported_by(repo_root / package, without) <= brought


def test_what_make_run_installs_is_what_the_extras_name(
    project: dict[str, Any], repo_root: Path
) -> None:
    lines = (repo_root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    running = {canonical(Requirement(line).name) for line in lines if line and line[0] != "#"}
    named = {
        name
        for extra in (None, *EXTRAS - {"text", "postgres", "cluster"})
        for name in required(project, extra)
    }
    assert running == named


@pytest.fixture(scope="module")
def installed(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The Python of a fresh environment with the wheel alone, made without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for package in PACKAGES:
        shutil.copytree(
            repo_root / package, source / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in ("pyproject.toml", "segment_studio.py", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(repo_root / name, source / name)
    environment = folder / "venv"
    venv.create(environment, symlinks=True)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    alone = ("--no-deps", "--no-index")
    build = [*pip, "wheel", *alone, "--no-build-isolation", "-w", str(folder), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    install = [*pip, "--python", str(python), "install", *alone, str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    yield python


def answer(
    command: list[str | Path], cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=clean | environment,
        capture_output=True,
        text=True,
    )


TELL = """
import importlib.metadata, json
found = importlib.metadata.distribution("segment-studio")
print(json.dumps({
    "files": [str(path).replace("\\\\", "/") for path in found.files],
    "requires": found.requires,
    "extras": found.metadata.get_all("Provides-Extra"),
    "commands": {each.name: each.value for each in found.entry_points},
    "version": found.version,
}))
"""


def test_the_wheel(installed: Path, tmp_path: Path, project: dict[str, Any]) -> None:
    told = json.loads(answer([installed, "-c", TELL], tmp_path).stdout)
    assert told["commands"] == COMMANDS
    assert set(told["extras"]) == EXTRAS
    plain = {
        canonical(Requirement(line).name) for line in told["requires"] if "extra ==" not in line
    }
    assert plain == set(required(project))
    code = {path.partition("/")[0] for path in told["files"] if path.endswith(".py")}
    assert code == {*PACKAGES, "segment_studio.py"}
    for name in ("sam/py.typed", "server/openapi.json", "sam/cli/everything.py"):
        assert name in told["files"]


def test_commands_say_what_is_missing(installed: Path, tmp_path: Path) -> None:
    """Nothing but the wheel is there, as after `pip install --no-deps`."""
    for command, words, package, wanted in (
        ("segment-sam", ["segment", "photo.jpg"], "numpy", "segment-studio"),
        ("segment-studio", [], "flask", "segment-studio[server]"),
    ):
        ended = answer([installed.with_name(command), *words], tmp_path)
        assert ended.returncode == 2
        assert ended.stderr == (
            f"{command} needs the package {package}, which is not installed; "
            f"expected it from pip install '{wanted}'.\n"
        )


def test_commands_run(installed: Path, tmp_path: Path, repo_root: Path) -> None:
    """With the packages of this environment after the wheel's own."""
    packages = sysconfig.get_path("purelib")
    ended = answer([installed.with_name("segment-sam"), "--help"], tmp_path, PYTHONPATH=packages)
    assert ended.returncode == 0
    assert "segment" in ended.stdout and "everything" in ended.stdout
    photo = repo_root / "docs" / "img" / "start.webp"
    command = [installed.with_name("segment-sam"), "segment", photo, "--point", "9,9"]
    ended = answer([*command, "--out", "mask.png"], tmp_path, PYTHONPATH=packages)
    assert ended.returncode == 2
    assert ended.stderr.startswith("sam: No mobile_sam.pt or ")
    assert "name a checkpoint file with --checkpoint FILE" in ended.stderr
    served = installed.with_name("segment-studio")
    ended = answer([served], tmp_path, PYTHONPATH=packages)
    assert (ended.returncode, ended.stderr) == (
        2,
        f"segment-studio: {tmp_path} holds no page; expected to be started in a copy of the "
        "project in which `make setup` was run.\n",
    )
    ended = answer([served, "--help"], repo_root, PYTHONPATH=packages)
    assert ended.returncode == 0
    assert "--max-image-bytes" in ended.stdout


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A folder with a package sam that is another project's."""
    package = tmp_path / "first" / "sam"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text('"""Another one."""\nclass SamPredictor: ...\n')
    return package.parent


@pytest.mark.parametrize("room", ["server", "studio", "dataengine", "export", "sam"])
def test_another_package_of_the_name_is_refused(
    room: str, foreign: Path, tmp_path: Path, repo_root: Path
) -> None:
    path = os.pathsep.join([str(foreign), str(repo_root)])
    sentence = (
        f"The package sam in {foreign / 'sam' / '__init__.py'} is another project's; expected "
        "Segment Studio's: `pip uninstall sam`, then install segment-studio again."
    )
    if room == "sam":  # its commands alone can say so: here theirs would run
        script = "import sys, segment_studio; sys.exit(segment_studio.sam())"
        ended = answer([sys.executable, "-c", script], tmp_path, PYTHONPATH=path)
        assert (ended.returncode, ended.stderr) == (2, f"segment-sam: {sentence}\n")
        return
    ended = answer([sys.executable, "-m", room], tmp_path, PYTHONPATH=path)
    assert (ended.returncode, ended.stderr) == (1, f"{sentence}\n")
    ended = answer([sys.executable, "-c", f"import {room}"], tmp_path, PYTHONPATH=path)
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1] == f"ImportError: {sentence}"


def test_our_own_command_refuses_overwritten_files(tmp_path: Path, repo_root: Path) -> None:
    """Installed over ours, the other one leaves the files that it has none of."""
    ours = tmp_path / "site"
    shutil.copytree(repo_root / "sam", ours / "sam", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(repo_root / "segment_studio.py", ours)
    (ours / "sam" / "__init__.py").write_text('"""Another one."""\n')
    packages = os.pathsep.join([str(ours), sysconfig.get_path("purelib")])
    ended = answer([sys.executable, "-m", "sam", "--help"], tmp_path, PYTHONPATH=packages)
    assert ended.returncode == 2
    assert ended.stderr.startswith("sam: The package sam in ")
    assert ended.stderr.count("\n") == 1
