"""The browser's files out of node_modules, put where the page loads them from.

The runtime is large: it goes into a folder named by its content, so that a browser may keep it for
good, and compressed siblings go beside it. A small module stays at one address, because modules of
the page, in workers too, import it by its relative path; the server compresses it and lets
browsers ask whether it has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from bootstrap import pins
from bootstrap.console import Report
from bootstrap.errors import BootstrapError
from bootstrap.process import run
from bootstrap.project import Project
from bootstrap.steps import Step, Toll


@dataclass(frozen=True)
class Package:
    """What is taken of an npm package.

    name    of the package, and of its folder in static/vendor
    folder  where its files lie in the package
    files   their names; the last one is the entry, which loads the others from its own folder
    heavy   whether they go, compressed, into a folder named by their content
    """

    name: str
    folder: str
    files: tuple[str, ...]
    heavy: bool = False


RUNTIME = Package(
    "onnxruntime-web",
    "dist",
    # The WASM build. The server announces a folder as soon as the entry is there.
    ("ort-wasm-simd-threaded.wasm", "ort-wasm-simd-threaded.mjs", "ort.wasm.min.mjs"),
    heavy=True,
)
ZIP = Package("fflate", "esm", ("browser.d.ts", "browser.js"))
"""Writes ZIP files. Its types come along for the checks of the page's own modules."""

DATABASE = Package(
    "idb",
    "build",
    (
        *("async-iterators.d.ts", "database-extras.d.ts", "entry.d.ts", "util.d.ts"),
        *("wrap-idb-value.d.ts", "index.d.ts", "index.js"),
    ),
)
"""Makes promises of IndexedDB's requests and transactions, which end by events."""

CHARTS = Package("uplot", "dist", ("uPlot.d.ts", "uPlot.min.css", "uPlot.esm.js"))
"""Draws the times of a project; the page fetches it when they are first looked at."""

PACKAGES = (RUNTIME, ZIP, DATABASE, CHARTS)

SUFFIXES = (".br", ".gz")

QUALITY = 10
"""Brotli's effort. The runtime is compressed once per version of it: 10 takes 18 s and gives 2.4 MB
of 14.2, 9 would take 3 s and give 2.7 MB, 11 32 s and 2.3 MB (docs/performance.md)."""


def vendor(project: Project) -> list[Step]:
    """Put everything that the page loads of npm packages into static/vendor."""
    # Those first that the checks of the page's modules wait for.
    return [*modules(project), *(step(project, each) for each in PACKAGES if each.heavy)]


def modules(project: Project) -> list[Step]:
    """Put what the page's own modules import there: the small packages, which come with types."""
    return [step(project, package) for package in PACKAGES if not package.heavy]


def step(project: Project, package: Package) -> Step:
    """Put one package's files into static/vendor; of a heavy one compressed ones too."""
    source = project.node_modules / package.name / package.folder
    home = project.vendor / package.name
    compressor = project.root / "export" / "compress.py"
    recipe: list[Path | str] = [str(QUALITY), compressor] if package.heavy else []

    def target() -> Path:
        content = address(package, source)
        return home / content if package.heavy else home

    def put(report: Report) -> None:
        folder = target()
        folder.mkdir(parents=True, exist_ok=True)
        for name in package.files:
            # Under another name first: a page being served never gets half a file.
            draft = folder / f".{name}.draft"
            shutil.copyfile(source / name, draft)
            os.replace(draft, folder / name)
        if package.heavy:
            compress = [project.python, "-m", "export.compress", "--quality", QUALITY]
            files = [folder / name for name in package.files]
            run([*compress, *files], cwd=project.root, report=report)
        _remove_all_but({folder} if package.heavy else set(outputs()), home)

    def outputs() -> list[Path]:
        suffixes = ("", *SUFFIXES) if package.heavy else ("",)
        return [target() / f"{name}{suffix}" for name in package.files for suffix in suffixes]

    return Step(
        name=f"{package.name} for the page",
        doing=f"{'Compressing' if package.heavy else 'Copying'} {package.name} for the page",
        key=package.name,
        folder=project.vendor,
        inputs=lambda: [*recipe, *(source / name for name in package.files)],
        action=put,
        toll=Toll(seconds=18 if package.heavy else 0),
        needs=("npm", pins.RUNNING[1]) if package.heavy else ("npm",),
        outputs=outputs,
    )


def address(package: Package, source: Path) -> str:
    """12 hex digits that stand for the content of the package's files in ``source``.

    Raises BootstrapError if one of them is missing.
    """
    digest = hashlib.sha256()
    for name in package.files:
        try:
            with (source / name).open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError as error:
            text = f"{package.name} has no file {package.folder}/{name}: its version changed."
            raise BootstrapError(text) from error
        digest.update(f"{name} {sha256}\n".encode())
    return digest.hexdigest()[:12]


def _remove_all_but(kept: set[Path], home: Path) -> None:
    """Remove what versions before left beside the folder or the files that are in use."""
    for path in home.iterdir():
        if path in kept:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
