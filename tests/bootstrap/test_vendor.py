"""The page's copies of npm packages are whole and follow what is installed."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest

from bootstrap.errors import BootstrapError
from bootstrap.project import Project
from bootstrap.steps import Step
from bootstrap.vendor import PACKAGES, RUNTIME, ZIP, Package, step, vendor

FILES = RUNTIME.files

WHOLE = {name + suffix for name in FILES for suffix in ("", ".br", ".gz")}


@pytest.fixture
def installed(project: Project, program, repo_root: Path) -> Project:
    """A project with the npm packages, and an environment that has this repository's packages."""
    for package in PACKAGES:
        change(project, {name: f"first {name}" for name in package.files}, package)
    program(
        project.python,
        "import os, sys\n"
        f"os.environ['PYTHONPATH'] = {str(repo_root)!r}\n"
        f"os.execv({sys.executable!r}, [{sys.executable!r}, *sys.argv[1:]])",
    )
    return project


def change(project: Project, files: dict[str, str], package: Package = RUNTIME) -> None:
    """Put files into the npm package."""
    folder = project.node_modules / package.name / package.folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)


def runtime(project: Project) -> Step:
    return step(project, RUNTIME)


def folder(project: Project) -> Path:
    """The one folder that is there."""
    (only,) = (project.vendor / "onnxruntime-web").iterdir()
    return only


def do(project: Project) -> Path:
    runtime(project).do(lambda line: None)
    assert runtime(project).is_done()
    return folder(project)


def test_the_three_files_lie_with_their_siblings_in_one_folder(installed: Project) -> None:
    made = do(installed)
    assert {path.name for path in made.iterdir()} == WHOLE
    for name in FILES:
        assert (made / name).read_text() == f"first {name}"
        assert gzip.decompress((made / f"{name}.gz").read_bytes()) == f"first {name}".encode()
    assert len(made.name) == 12 and int(made.name, 16) >= 0


@pytest.mark.parametrize("name", FILES)
def test_another_content_gets_another_folder_and_the_old_one_goes(
    installed: Project, name: str
) -> None:
    before = do(installed)
    change(installed, {name: "second"})
    assert not runtime(installed).is_done()
    after = do(installed)
    assert after.name != before.name
    assert (after / name).read_text() == "second"
    change(installed, {name: f"first {name}"})
    assert do(installed).name == before.name


def test_contents_that_swap_their_names_are_another_content(installed: Project) -> None:
    before = do(installed)
    change(installed, {FILES[0]: f"first {FILES[1]}", FILES[1]: f"first {FILES[0]}"})
    assert do(installed).name != before.name


@pytest.mark.parametrize("suffix", ["", ".br", ".gz"])
def test_a_truncated_or_missing_file_is_made_again(installed: Project, suffix: str) -> None:
    made = do(installed)
    file = made / (FILES[2] + suffix)
    whole = file.read_bytes()
    file.write_bytes(whole[:3])
    assert not runtime(installed).is_done()
    do(installed)
    assert file.read_bytes() == whole
    file.unlink()
    assert not runtime(installed).is_done()


def test_the_layout_before_is_upgraded(installed: Project) -> None:
    """Once the files lay flat; their stamp named other inputs."""
    flat = installed.vendor / "onnxruntime-web"
    flat.mkdir(parents=True)
    for name in FILES:
        (flat / name).write_text(f"first {name}")
    stamp = runtime(installed).stamp
    stamp.parent.mkdir()
    stamp.write_text('{"inputs": "of another recipe", "outputs": {}}')
    assert not runtime(installed).is_done()
    assert {path.name for path in do(installed).iterdir()} == WHOLE


def test_another_way_of_compressing_compresses_again(installed: Project) -> None:
    do(installed)
    recipe = installed.root / "export" / "compress.py"
    recipe.parent.mkdir()
    recipe.write_text("QUALITY = 5\n")
    assert not runtime(installed).is_done()


def test_a_package_without_the_file_is_told(installed: Project) -> None:
    (installed.node_modules / "onnxruntime-web" / "dist" / FILES[0]).unlink()
    with pytest.raises(BootstrapError, match=rf"no file dist/{FILES[0]}"):
        runtime(installed).do(lambda line: None)


def test_a_small_module_keeps_its_address_and_what_an_older_version_left_goes(
    installed: Project,
) -> None:
    home = installed.vendor / "fflate"
    (home / "before").mkdir(parents=True)
    (home / "before.js").write_text("left by an older version")
    for content in ("first browser.js", "second"):
        change(installed, {"browser.js": content}, ZIP)
        assert not step(installed, ZIP).is_done()
        step(installed, ZIP).do(lambda line: None)
        assert step(installed, ZIP).is_done()
        assert sorted(path.name for path in home.iterdir()) == sorted(ZIP.files)
        assert (home / "browser.js").read_text() == content


def test_the_page_gets_every_package(installed: Project) -> None:
    for each in vendor(installed):
        each.do(lambda line: None)
    assert all(each.is_done() for each in vendor(installed))
    assert {path.name for path in installed.vendor.iterdir()} == {
        ".bootstrap",
        "fflate",
        "idb",
        "onnxruntime-web",
        "uplot",
    }
    (installed.node_modules / "fflate" / "esm" / "browser.js").unlink()
    with pytest.raises(BootstrapError, match=r"fflate has no file esm/browser.js"):
        step(installed, ZIP).do(lambda line: None)
