"""The page is packed of its sources as they are, and debuggers find these again."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from bootstrap.node import installed
from bootstrap.packing import ENTRIES, INDEX, packing, sources
from bootstrap.project import Project
from bootstrap.steps import Step

MODULES = {
    "css/page.css": '@import "tokens.css";\nbody { background: url("/static/img/icon.svg"); }\n',
    "css/tokens.css": ":root { --accent: teal; }\n",
    "js/first.js": "document.documentElement.dataset.theme = 'dark';\n",
    "js/main.js": 'import { greet } from "./shell/greeting.js";\ngreet(await "visitor");\n',
    "js/shell/greeting.js": (
        "/** @param {string} name */\n"
        "export const greet = (name) => console.log(`Hello, ${name}`);\n"
        "export const idle = 'nobody asks for this';\n"
    ),
    "js/decoder/worker.js": 'import { greet } from "../shell/greeting.js";\ngreet("page");\n',
    "js/formats/writing_worker.js": "self.onmessage = ({ data }) => self.postMessage(data);\n",
    "js/pictures/overview_worker.js": "self.onmessage = ({ data }) => self.postMessage(data);\n",
}


@pytest.fixture
def own(project: Project, program, repo_root: Path) -> Project:  # type: ignore[no-untyped-def]
    """A project with a small page, and this repository's esbuild and packages."""
    if not (repo_root / "node_modules" / "esbuild").is_dir():
        pytest.skip("esbuild is not installed: `make setup`")
    for name, text in MODULES.items():
        path = project.static / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for name in ("fflate/browser.js", "idb/index.js"):
        path = project.vendor / name
        path.parent.mkdir(parents=True)
        path.write_text("export {};\n")
    (project.root / "export").mkdir()
    (project.root / "export" / "compress.py").touch()
    project.node_modules.symlink_to(repo_root / "node_modules")
    program(
        project.python,
        "import os, sys\n"
        f"os.chdir({str(repo_root)!r})\n"
        f"os.execv({sys.executable!r}, [{sys.executable!r}, *sys.argv[1:]])",
    )
    return project


def step(project: Project) -> Step:
    node = installed(project)
    assert node is not None
    return packing(project, node)


def do(project: Project) -> Path:
    """Pack, and return the folder that counts."""
    step(project).do(lambda line: None)
    assert step(project).is_done()
    index = json.loads((project.packed / INDEX).read_text())
    folder: Path = project.packed / index["folder"]
    return folder


def source_map(file: Path) -> dict[str, Any]:
    """The source map that a packed file names."""
    name = re.findall(r"sourceMappingURL=(\S+)", file.read_text())[-1]
    assert "data:" not in name
    found: dict[str, Any] = json.loads((file.parent / name).read_text())
    return found


def test_each_entry_becomes_one_file_that_imports_nothing(own: Project) -> None:
    folder = do(own)
    for entry in ENTRIES:
        text = (folder / Path(entry).name).read_text()
        assert not re.search(r"\bimport\b", text), entry
    main = (folder / "main.js").read_text()
    assert "Hello, " in main and "nobody asks" not in main
    sheet = (folder / "page.css").read_text()
    assert "teal" in sheet and "/static/img/icon.svg" in sheet


def test_the_maps_lead_to_the_readable_sources(own: Project) -> None:
    folder = do(own)
    for entry in ENTRIES:
        found = source_map(folder / Path(entry).name)
        paths = [(folder / name).resolve() for name in found["sources"]]
        assert (own.static / entry).resolve() in paths or entry.endswith(".css")
        for path, text in zip(paths, found["sourcesContent"], strict=True):
            assert path.is_relative_to(own.static.resolve())
            assert path.read_text() == text


@pytest.mark.parametrize("name", ["css/tokens.css", "js/first.js", "js/shell/greeting.js"])
def test_any_changed_source_is_packed_anew_under_another_address(own: Project, name: str) -> None:
    before = do(own)
    path = own.static / name
    path.write_text(path.read_text().replace("'", '"') + "/*! changed */\n")
    assert not step(own).is_done()
    after = do(own)
    assert after != before
    assert before.is_dir(), "a page that is open may still start a worker of it"


def test_only_the_folder_before_is_kept(own: Project) -> None:
    folders = []
    for number in range(4):
        (own.static / "js" / "first.js").write_text(f"console.log({number});\n")
        folders.append(do(own))
    assert [folder.is_dir() for folder in folders] == [False, False, True, True]


def test_the_index_has_all_sources(own: Project) -> None:
    do(own)
    named = json.loads((own.packed / INDEX).read_text())["sources"]
    assert set(named) == {path.relative_to(own.static).as_posix() for path in sources(own)}


def test_the_entries_are_the_pages_own_and_every_worker(repo_root: Path) -> None:
    static = repo_root / "static"
    workers = set()
    for module in (static / "js").rglob("*.js"):
        for name in re.findall(r'new Worker\(\s*new URL\("([^"]+)"', module.read_text()):
            workers.add((module.parent / name).resolve().relative_to(static).as_posix())
    assert workers and workers < set(ENTRIES)
    assert all((static / name).is_file() for name in ENTRIES)
    sheets = re.findall(r'@import "(.+)";', (static / "css" / "page.css").read_text())
    there = {path.name for path in (static / "css").glob("*.css")} - {"page.css", "login.css"}
    assert set(sheets) == there and len(sheets) == len(there)


def test_the_whole_page_can_be_packed(own: Project, repo_root: Path) -> None:
    for name in ("js", "css", "vendor"):
        shutil.rmtree(own.static / name)
        shutil.copytree(repo_root / "static" / name, own.static / name)
    found = source_map(do(own) / "main.js")
    names = {(own.packed / "folder" / name).resolve() for name in found["sources"]}
    assert len(names) > 100
    assert (own.static / "js" / "shell" / "store.js").resolve() in names
