"""What HTTP servers hold of the server's promises by their own settings."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, fields

from benchmarks import machine
from benchmarks.servers.candidates import CANDIDATES, opened
from benchmarks.servers.trials import Trials, tried


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the measurement's options."""
    parser.add_argument(
        "--only", choices=[each.name for each in CANDIDATES], help="measure this one alone"
    )


def run(options: argparse.Namespace) -> None:
    """Measure each server that is installed, and print what it held, as the last line as JSON."""
    print(f"{machine.describe()}; load {machine.load()}")
    found: dict[str, Trials] = {}
    for candidate in CANDIDATES:
        if options.only in (None, candidate.name):
            version = candidate.version()
            if version is None:
                print(f"{candidate.name} is not installed here.")
                continue
            name = f"{candidate.name} {version}"
            found[name] = tried(lambda: opened(candidate))  # noqa: B023
            print(f"{name}: {found[name]}", flush=True)
    print(_table(found))
    print(json.dumps({name: asdict(trials) for name, trials in found.items()}))


def _table(found: dict[str, Trials]) -> str:
    """A row for each trial, a column for each server."""
    rows = [["trial", *found], ["---"] * (len(found) + 1)]
    for field in fields(Trials):
        values = [getattr(trials, field.name) for trials in found.values()]
        rows.append(
            [field.metadata["says"], *("-" if each is None else str(each) for each in values)]
        )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
