"""What a command reaches: the packages that its modules import, and theirs, read from the source.

Nothing is imported or started, so that what is installed here cannot hide what a plan lacks.
"""

from __future__ import annotations

import ast
import functools
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import packages_distributions
from pathlib import Path

from bootstrap import pins
from bootstrap.steps import Step

WITH_AN_EXTRA = (
    "dataengine/batch_command.py",
    "dataengine/audit_command.py",
    "benchmarks/batch.py",
    "sam/fetching/text_models.py",
    "sam/text/detectors.py",
    "sam/text/loading.py",
    "sam/text/towers.py",
)
"""Commands and rooms that say in a sentence which extra they need, where it is not installed."""

JS_IMPORT = re.compile(r'^(?:import |\} from |.*\bimport\().*?"([^"\n]+)"', re.MULTILINE)
VENDORED = re.compile(r"(?:\.\./)+vendor/([^/]+)/")


@dataclass
class Needs:
    """What must be there before a command is started.

    Attributes:
        python: distributions, by their names in the locks.
        npm: packages, by their names in package-lock.json.
        steps: keys of steps, where something else than a package is needed.
    """

    python: set[str] = field(default_factory=set)
    npm: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)


def needs(root: Path, command: Sequence[str]) -> Needs:
    """What a command line of the set-up's needs, with the repository at ``root``."""
    found = Needs()
    program = Path(command[0])
    if program.parent.name == ".bin":
        found.npm.add(_owner(root, program.name))
        found.steps |= {"npm"} | _vendored(root, root / "static" / "js", root / "tests" / "static")
    elif program.name == "uv":
        found.steps.add("uv")
    elif program.name in ("node", "npm"):
        found.steps.add("node")
        scripts = [Path(word) for word in command if word.endswith(".js")]
        found.steps |= _vendored(root, *scripts)
        found.npm |= _npm_packages(root, scripts)
    elif command[1:2] == ["-m"]:
        _reach_module(root, command[2], found)
    return found


def provided(root: Path, steps: Iterable[Step]) -> Needs:
    """What is there once the steps are done."""
    there = Needs(steps={step.key for step in steps}, python={"pip"})
    for _, lock in (pins.RUNNING, pins.TESTING, pins.BATCH, pins.TEXT):
        if lock in there.steps:
            there.python |= {pin.name for pin in pins.read(root / lock)}
    if pins.RUNNING[1] in there.steps:
        there.python.add(pins.APART)
    if "npm" in there.steps:
        there.npm = {name.removeprefix("node_modules/") for name in _npm_lock(root)}
    return there


def _reach_module(root: Path, module: str, found: Needs) -> None:
    """Follow the imports of a module; of a whole package, where the package itself is started."""
    files = closure(root, _files(root, module, whole=True))
    for name in {module}.union(*map(imported, files)):
        top = name.split(".")[0]
        ours = (root / top).is_dir() or (root / f"{top}.py").is_file()
        if top not in sys.stdlib_module_names and not ours:
            found.python.add(_distribution(top))
    if "playwright" in found.python:
        found.steps.add("chromium")


def closure(root: Path, starts: Iterable[Path]) -> set[Path]:
    """The repository's own files that are run, or started by name, from some of them on."""
    seen: set[Path] = set()
    waiting = list(starts)
    without = {root / name for name in WITH_AN_EXTRA}
    while waiting:
        file = waiting.pop()
        if file not in seen and file not in without:
            seen.add(file)
            for name in imported(file):
                waiting += _files(root, name)
            for name in _started(file):
                waiting += _files(root, name, whole=True)
    return seen


@functools.cache
def imported(file: Path) -> frozenset[str]:
    """The dotted names that a file imports, those in its functions too."""
    names: set[str] = set()
    for node in _nodes(file):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


@functools.cache
def _started(file: Path) -> frozenset[str]:
    """The modules that a file starts in a process of their own: ``[..., "-m", "server", ...]``."""
    names: set[str] = set()
    for node in _nodes(file):
        if isinstance(node, ast.List | ast.Tuple):
            words = [each.value for each in node.elts if isinstance(each, ast.Constant)]
            if "-m" in words[:-1]:
                names.add(str(words[words.index("-m") + 1]))
    return frozenset(names)


def _nodes(file: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(file.read_text(encoding="utf-8")))


def _files(root: Path, name: str, *, whole: bool = False) -> list[Path]:
    """The files that importing a dotted name runs; of a ``whole`` package, all of its modules."""
    parts = name.split(".")
    files = []
    for end in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:end])
        files += [
            path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file()
        ]
    folder = root.joinpath(*parts)
    if whole and (folder / "__main__.py").is_file():
        files += folder.glob("*.py")
    return files


def _distribution(module: str) -> str:
    """The name in the locks of what a module is installed by."""
    name = _distributions().get(module, [module])[0]
    return re.sub(r"[-_.]+", "-", name).lower()


@functools.cache
def _distributions() -> Mapping[str, list[str]]:
    return packages_distributions()  # which reads what every installed package holds


def _vendored(root: Path, *places: Path) -> set[str]:
    """The packages in static/vendor that files import, or files in these folders."""
    files = _scripts(root, places)
    return {found for file in files for found in VENDORED.findall(file.read_text(encoding="utf-8"))}


def _npm_packages(root: Path, places: Iterable[Path]) -> set[str]:
    """The packages that scripts import by name."""
    names = {
        name
        for file in _scripts(root, places)
        for name in JS_IMPORT.findall(file.read_text(encoding="utf-8"))
        if not name.startswith((".", "/", "node:"))
    }
    return {"/".join(name.split("/")[: 2 if name.startswith("@") else 1]) for name in names}


def _scripts(root: Path, places: Iterable[Path]) -> set[Path]:
    """Scripts, those in the folders among ``places``, and what they import of the page's own."""
    seen: set[Path] = set()
    waiting = [
        file.resolve()
        for place in places
        for file in ((root / place).rglob("*.js") if (root / place).is_dir() else [root / place])
    ]
    while waiting:
        file = waiting.pop()
        if file in seen or not file.is_file() or "vendor" in file.parts:
            continue
        seen.add(file)
        names = JS_IMPORT.findall(file.read_text(encoding="utf-8"))
        waiting += [(file.parent / name).resolve() for name in names if name.startswith(".")]
    return seen


def _npm_lock(root: Path) -> dict[str, dict[str, object]]:
    packages: dict[str, dict[str, object]] = json.loads(
        (root / "package-lock.json").read_text(encoding="utf-8")
    )["packages"]
    return packages


def _owner(root: Path, program: str) -> str:
    """The npm package that brings a program."""
    return next(
        path.removeprefix("node_modules/")
        for path, package in _npm_lock(root).items()
        if program in package.get("bin", {})  # type: ignore[operator]
    )
