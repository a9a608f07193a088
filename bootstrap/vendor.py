"""The browser's files out of node_modules, put where the page loads them from."""

from __future__ import annotations

import os
import shutil

from bootstrap.console import Report
from bootstrap.errors import BootstrapError
from bootstrap.project import Project
from bootstrap.steps import Step

PACKAGE = "onnxruntime-web"
FILES = ("ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm")
"""The WASM build: its entry, and the two files that the entry loads from its own folder."""


def vendor(project: Project) -> Step:
    """Copy onnxruntime-web's three files to static/vendor."""
    source = project.node_modules / PACKAGE / "dist"
    target = project.vendor / PACKAGE

    def copy(report: Report) -> None:
        target.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            if not (source / name).is_file():
                raise BootstrapError(f"{PACKAGE} has no file dist/{name}: its version changed.")
            # Under another name first: a page being served never gets half a file.
            draft = target / f".{name}.draft"
            shutil.copyfile(source / name, draft)
            os.replace(draft, target / name)
            report(name)

    return Step(
        name="onnxruntime-web for the page",
        doing="Copying onnxruntime-web for the page",
        key="vendor",
        folder=project.vendor,
        inputs=lambda: [source / name for name in FILES],
        action=copy,
        outputs=lambda: [target / name for name in FILES],
    )
