"""The page, packed: its modules and style sheets in a few files, as a first visit loads them.

Each entry and all that it imports becomes one file, with a source map beside it that names the
readable sources. The files go into a folder named by their content, so that a browser may keep
them for good; `page.json` says which folder that is and of which sources it was made. The server
takes it while the sources are still these, and otherwise sends the sources themselves
(`server/packed_page.py`).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bootstrap.console import Report
from bootstrap.node import Node
from bootstrap.process import run
from bootstrap.project import Project
from bootstrap.steps import Step
from bootstrap.vendor import DATABASE, ZIP

ENTRIES = (
    "css/page.css",
    "js/first.js",
    "js/main.js",
    "js/decoder/worker.js",
    "js/formats/writing_worker.js",
    "js/pictures/overview_worker.js",
)
"""What the page and its workers begin with. A worker's address is its name beside the module that
starts it; no two modules have one name, so side by side the files find each other too."""

OPTIONS = (
    "--bundle",
    "--format=esm",
    "--target=es2022",
    "--minify",
    "--sourcemap=linked",
    "--entry-names=[name]",
    "--external:/static/*",
    "--log-level=warning",
)
"""Of esbuild. A map is linked, not inlined: only a debugger ever fetches it."""

INDEX = "page.json"

KEPT = 2
"""Folders that stay: the newest, and the one before, whose workers an open page may yet start."""


def packing(project: Project, node: Node) -> Step:
    """Pack the page's modules and style sheets into static/packed."""
    esbuild = project.node_modules / "esbuild" / "bin" / "esbuild"
    compressor = project.root / "export" / "compress.py"

    def pack(report: Report) -> None:
        draft = project.packed / ".draft"
        shutil.rmtree(draft, ignore_errors=True)
        entries = [project.static / name for name in ENTRIES]
        command = [node.node, esbuild, *entries, *OPTIONS, f"--outdir={draft}"]
        run(command, cwd=project.root, report=report, env=node.environment())
        files = sorted(draft.iterdir())
        compress = [project.python, "-m", "export.compress", *files]
        run(compress, cwd=project.root, report=report)
        folder = project.packed / _address(files)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(draft, folder)
        about = {"folder": folder.name, "sources": dict(_hashes(project))}
        page = project.packed / f".{INDEX}.draft"
        page.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
        os.replace(page, project.packed / INDEX)
        _remove_old(project.packed)

    return Step(
        name="Page, packed",
        doing="Packing the page",
        key="packed",
        folder=project.packed,
        inputs=lambda: [
            *ENTRIES,
            *OPTIONS,
            project.node_modules / "esbuild" / "package.json",
            compressor,
            *sources(project),
        ],
        action=pack,
        outputs=lambda: packed(project),
    )


def packed(project: Project) -> list[Path]:
    """The index and the files that count now; the page must have been packed."""
    index = project.packed / INDEX
    folder = project.packed / json.loads(index.read_text(encoding="utf-8"))["folder"]
    return [index, *sorted(folder.iterdir())]


def sources(project: Project) -> list[Path]:
    """All that is packed, or may be: the page's own files, and the packages' that they import."""
    own = [*(project.static / "js").rglob("*.js"), *(project.static / "css").glob("*.css")]
    packages = [
        project.vendor / package.name / name
        for package in (ZIP, DATABASE)
        for name in package.files
        if name.endswith(".js")
    ]
    return sorted(own) + packages


def _hashes(project: Project) -> Iterator[tuple[str, str]]:
    for path in sources(project):
        name = path.relative_to(project.static).as_posix()
        yield name, hashlib.sha256(path.read_bytes()).hexdigest()


def _address(files: list[Path]) -> str:
    """12 hex digits that stand for the files' names and content."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:12]


def _remove_old(packed: Path) -> None:
    folders = [path for path in packed.iterdir() if path.is_dir() and path.name[0] != "."]
    folders.sort(key=lambda folder: folder.stat().st_mtime_ns, reverse=True)
    for folder in folders[KEPT:]:
        shutil.rmtree(folder)
