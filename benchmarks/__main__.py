"""``python -m benchmarks NAME``: run one measurement. The last line printed is one JSON object."""

from __future__ import annotations

import argparse
import ast
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.errors import MeasurementError
from benchmarks.verdict import Missed
from sam.errors import SamError

NAMES = (
    "accuracy",
    "annotator",
    "batch",
    "beside",
    "decoder",
    "doors",
    "encoder",
    "everything",
    "first-visit",
    "general",
    "large",
    "learning",
    "load",
    "memory",
    "page",
    "passes",
    "project",
    "queue",
    "similar",
    "soak",
    "text",
    "workbench",
)
"""The measurements, each a module of this package ("-" is "_" there). Only the one that is wanted
is imported: each needs packages that another does not."""


def main(arguments: list[str] | None = None) -> int:
    """Parse and run. An expected failure becomes one sentence and exit code 2, and exit code 1 if
    all was measured but something that must hold did not.
    """
    words = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="name", required=True)
    for name in NAMES:
        about = _docstring(name)
        command = commands.add_parser(name, help=about, description=about)
        if name in words[:1]:
            module = import_module(f"benchmarks.{_module(name)}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    options = parser.parse_args(words)
    try:
        options.run(options)
    except Missed as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    except (MeasurementError, SamError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 2
    return 0


def _docstring(name: str) -> str | None:
    """What a module of this package says of itself, read without importing it."""
    source = Path(__file__).with_name(f"{_module(name)}.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(source))


def _module(name: str) -> str:
    return name.replace("-", "_")


if __name__ == "__main__":
    sys.exit(main())
