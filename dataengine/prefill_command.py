"""``python -m dataengine prefill``: suggests masks for pictures that nobody has begun."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from dataengine.acting_lead import acting_lead
from dataengine.train_command import add_model, model_of, printing
from dataengine.training.priority import yield_to_others


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    """Declare the command."""
    prefill = commands.add_parser(
        "prefill",
        parents=[where],
        help="suggests masks for a project's pictures that nobody has begun",
    )
    prefill.add_argument("project", metavar="PROJECT", help="its name")
    prefill.add_argument("--person", metavar="NAME", help="who asks for it (default: a lead)")
    prefill.add_argument(
        "--like",
        nargs="+",
        default=[],
        metavar="ID",
        help="a picture's id and those of one to four of its objects: only the rest like these",
    )
    add_model(prefill)


def run(given: argparse.Namespace) -> int:
    """Suggest here and now, print progress and what came of it."""
    from dataengine.engine import DataEngine
    from dataengine.errors import InvalidError, OpeningError
    from dataengine.folders import project_called
    from dataengine.prefill.worker import Prefiller
    from dataengine.store.database import FILE

    if len(given.like) == 1:
        raise InvalidError(
            "invalid_request", "--like has a picture alone; expected ids of its objects behind it."
        )
    if given.database is None and not (given.data_dir / FILE).is_file():
        raise OpeningError(f"There are no projects in {given.data_dir}: it has no {FILE}.")
    yield_to_others()
    engine = DataEngine(given.data_dir, given.database)
    try:
        project = project_called(engine, given.project)
        person = acting_lead(engine, given.person)
        picture, objects = (given.like or [""])[0], given.like[1:]
        model, _ = model_of(given.checkpoint)
        prefiller = Prefiller(engine, model, given.out)
        task = prefiller.begin(project, person, picture, objects)
        written = prefiller.work(task, printing())
    finally:
        engine.close()
    _say(written)
    return 0


def _say(written: dict[str, Any]) -> None:
    for sentence in written["left_out"]:
        print(sentence, file=sys.stderr)
    for label, learnt in written["labels"].items():
        tried = "it was tried on no picture"
        if learnt["shown"]:
            tried = f"on pictures it had not seen {learnt['right']} of {learnt['shown']} were right"
        print(f"{label}: from a score of {learnt['line']:.2f} on; {tried}.")
    print(
        f"{written['prefilled']} of {written['looked_at']} pictures that nobody has begun have "
        f"suggestions above the line now, {written['suggestions']} in all."
    )
