"""``python -m tests.hostile``: thousands of hostile files, sent to a real server."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.hostile import kinds
from tests.hostile.api import wrong_answers
from tests.hostile.campaign import Tally, send_kind, warm_up
from tests.hostile.hunt import hunt
from tests.hostile.readers import READERS
from tests.hostile.service import Service, running

_GROWTH = 25_000_000
"""Bytes by which the server's memory may have grown in the end: the cache of pictures may not have
been full before, and freed memory leaves holes. A leak of 20 kB an input is twice as much.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Send everything and print what became of it; 1 where an answer was wrong."""
    flags = _parser().parse_args(arguments)
    wanted = [flags.only] if flags.only else list(kinds.KINDS)
    with running() as service:
        print(f"seed {flags.seed}, {flags.count} inputs of each kind", flush=True)
        complaints = warm_up(service, flags.seed, flags.failed)
        before = service.settled_memory()
        tallies = []
        for kind in wanted:
            if flags.number is None:
                inputs = kinds.distinct(kind, flags.seed, flags.count)
            else:
                inputs = iter([(flags.number, kinds.make(kind, flags.seed, flags.number))])
            tallies.append(send_kind(service, kind, flags.seed, inputs, flags.failed))
            print(row(tallies[-1], service), flush=True)
        complaints += [each for tally in tallies for each in tally.violations]
        complaints += _in_the_end(service, before)
    if not flags.only:
        complaints += hunts(flags.hunt, flags.seed, flags.failed)
        complaints += wrong_answers(flags.requests, flags.seed) if flags.requests else []
    print(f"{sum(tally.inputs for tally in tallies)} inputs, {len(complaints)} wrong answers")
    for each in complaints:
        print(each, file=sys.stderr)
    if complaints:
        print(f"Inputs with a wrong answer are in {flags.failed}.", file=sys.stderr)
    return 1 if complaints else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="makes the same inputs again")
    parser.add_argument("--count", type=int, default=120, help="inputs of each kind")
    parser.add_argument(
        "--hunt", type=int, default=20, help="seconds for each reader; 0 leaves out"
    )
    parser.add_argument(
        "--requests", type=int, default=100, help="for each operation of the API; 0 leaves out"
    )
    parser.add_argument("--only", choices=kinds.KINDS, help="one kind")
    parser.add_argument("--number", type=int, help="with --only: one input, by its number")
    parser.add_argument(
        "--failed", type=Path, default=Path("hostile-failed"), help="folder for what went wrong"
    )
    return parser


def hunts(seconds: int, seed: int, failed: Path) -> list[str]:
    """What is wrong with the readers, one after the other."""
    if not importlib.util.find_spec("atheris"):
        print("atheris is not installed: no hunt for inputs that a reader fails on.")
        return []
    found = (hunt(reader, seconds, seed, failed) for reader in READERS if seconds)
    return [each for each in found if each is not None]


def row(tally: Tally, service: Service) -> str:
    """A line of the table."""
    seconds, number = tally.slowest
    refusals = ", ".join(f"{code} {count}" for code, count in tally.refused.most_common())
    return (
        f"{tally.kind:12} {tally.inputs:5} inputs {tally.accepted:5} accepted, slowest "
        f"{seconds:5.2f} s (number {number}), {service.memory / 1e6:5.0f} MB; {refusals}"
    )


def _in_the_end(service: Service, before: int) -> list[str]:
    """What is wrong with the server after all of it."""
    complaints = []
    health = service.ask("GET", "/api/v1/health")
    if health.status != 200:
        complaints.append(f"health is {health.status} in the end: {health.body[:200]!r}")
    after = service.settled_memory()
    print(f"memory: {before / 1e6:.0f} MB after the warm-up, {after / 1e6:.0f} MB in the end")
    if after > before + _GROWTH:
        complaints.append(f"memory grew by {(after - before) / 1e6:.0f} MB")
    if any("Traceback" in line for line in service.log):
        complaints.append("the server wrote a traceback: " + "".join(service.log))
    return complaints


if __name__ == "__main__":
    sys.exit(main())
