"""The browser's files out of node_modules, put where the page loads them from.

They go into a folder named by their content, so that a browser may keep them for good, and
compressed siblings go beside them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from bootstrap.console import Report
from bootstrap.errors import BootstrapError
from bootstrap.process import run
from bootstrap.project import Project
from bootstrap.steps import Step

PACKAGE = "onnxruntime-web"
FILES = ("ort-wasm-simd-threaded.wasm", "ort-wasm-simd-threaded.mjs", "ort.wasm.min.mjs")
"""The WASM build. The last one is the entry, which loads the other two from its own folder: the
server announces a folder as soon as it is there."""

SUFFIXES = (".br", ".gz")

QUALITY = 10
"""Brotli's effort. The runtime is compressed once per version of it: 10 takes 18 s and gives 2.4 MB
of 14.2, 9 would take 3 s and give 2.7 MB, 11 32 s and 2.3 MB (docs/performance.md)."""


def vendor(project: Project) -> Step:
    """Put onnxruntime-web's three files, plain and compressed, into static/vendor."""
    source = project.node_modules / PACKAGE / "dist"
    home = project.vendor / PACKAGE
    compressor = project.root / "export" / "compress.py"

    def put(report: Report) -> None:
        target = home / address(source)
        target.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            # Under another name first: a page being served never gets half a file.
            draft = target / f".{name}.draft"
            shutil.copyfile(source / name, draft)
            os.replace(draft, target / name)
        files = [target / name for name in FILES]
        compress = [project.python, "-m", "export.compress", "--quality", QUALITY]
        run([*compress, *files], cwd=project.root, report=report)
        _remove_all_but(target)

    return Step(
        name="onnxruntime-web for the page",
        doing="Compressing onnxruntime-web for the page",
        key="vendor",
        folder=project.vendor,
        inputs=lambda: [str(QUALITY), compressor, *(source / name for name in FILES)],
        action=put,
        outputs=lambda: [
            home / address(source) / f"{name}{suffix}"
            for name in FILES
            for suffix in ("", *SUFFIXES)
        ],
    )


def address(source: Path) -> str:
    """12 hex digits that stand for the content of the three files in ``source``.

    Raises BootstrapError if one of them is missing.
    """
    digest = hashlib.sha256()
    for name in FILES:
        try:
            with (source / name).open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError as error:
            text = f"{PACKAGE} has no file dist/{name}: its version changed."
            raise BootstrapError(text) from error
        digest.update(f"{name} {sha256}\n".encode())
    return digest.hexdigest()[:12]


def _remove_all_but(kept: Path) -> None:
    """Remove what versions before left beside the folder that is in use."""
    for path in kept.parent.iterdir():
        if path == kept:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
