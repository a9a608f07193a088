"""The page's copy of onnxruntime-web is whole, and follows the installed package."""

from __future__ import annotations

import pytest

from bootstrap.errors import BootstrapError
from bootstrap.project import Project
from bootstrap.vendor import FILES, vendor


@pytest.fixture
def installed(project: Project) -> Project:
    """A project with the npm package in it."""
    dist = project.node_modules / "onnxruntime-web" / "dist"
    dist.mkdir(parents=True)
    for name in FILES:
        (dist / name).write_text(f"first {name}")
    return project


def test_the_three_files_are_copied_and_nothing_else(installed: Project) -> None:
    vendor(installed).do(lambda line: None)
    folder = installed.vendor / "onnxruntime-web"
    assert {path.name: path.read_text() for path in folder.iterdir()} == {
        name: f"first {name}" for name in FILES
    }
    assert vendor(installed).is_done()


def test_a_new_version_is_copied_again(installed: Project) -> None:
    vendor(installed).do(lambda line: None)
    (installed.node_modules / "onnxruntime-web" / "dist" / FILES[1]).write_text("second")
    assert not vendor(installed).is_done()
    vendor(installed).do(lambda line: None)
    assert (installed.vendor / "onnxruntime-web" / FILES[1]).read_text() == "second"


def test_a_truncated_copy_is_made_again(installed: Project) -> None:
    vendor(installed).do(lambda line: None)
    (installed.vendor / "onnxruntime-web" / FILES[2]).write_text("fir")
    assert not vendor(installed).is_done()


def test_a_package_without_the_file_is_told(installed: Project) -> None:
    (installed.node_modules / "onnxruntime-web" / "dist" / FILES[0]).unlink()
    with pytest.raises(BootstrapError, match=r"no file dist/ort\.wasm\.min\.mjs"):
        vendor(installed).do(lambda line: None)
