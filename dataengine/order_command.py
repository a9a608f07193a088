"""``python -m dataengine order``: in which order people get a project's pictures."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, get_args

from dataengine.acting_lead import acting_lead
from dataengine.records import QueueOrder
from dataengine.train_command import add_model, model_of, printing
from dataengine.training.priority import yield_to_others
from dataengine.work_command import add_embeddings

if TYPE_CHECKING:
    from dataengine.engine import DataEngine
    from dataengine.records import Project

SHOWN = 10
"""Pictures that are named at the end."""


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    """Declare the command."""
    order = commands.add_parser(
        "order",
        parents=[where],
        help="orders a project's queue: unlike pictures first, or those the model is unsure of",
    )
    order.add_argument("project", metavar="PROJECT", help="its name")
    order.add_argument(
        "--order",
        choices=get_args(QueueOrder),
        help="given, as they were added; diverse, unlike ones first; unsure, what the model is "
        "least sure of first (default: the project's, computed anew)",
    )
    order.add_argument("--person", metavar="NAME", help="who chooses it (default: a lead)")
    add_model(order)
    add_embeddings(order)


def run(given: argparse.Namespace) -> int:
    """Choose, compute here and now, and print which pictures come first and why."""
    from dataengine.engine import DataEngine
    from dataengine.errors import OpeningError
    from dataengine.folders import project_called
    from dataengine.ordering.looker import kept_embeddings
    from dataengine.ordering.worker import Orderer
    from dataengine.store import ordering
    from dataengine.store.database import FILE

    if given.database is None and not (given.data_dir / FILE).is_file():
        raise OpeningError(f"There are no projects in {given.data_dir}: it has no {FILE}.")
    yield_to_others()
    engine = DataEngine(given.data_dir, given.database)
    try:
        project = project_called(engine, given.project)
        with engine.writing(acting_lead(engine, given.person)) as tx:
            task = ordering.choose(tx, project.id, given.order or project.queue_order)
        if task is not None:
            model, _ = model_of(given.checkpoint)
            embeddings = kept_embeddings(given.cache_dir, given.embeddings, model)
            orderer = Orderer(engine, model, given.out, embeddings)
            found = orderer.work(orderer.begin(task), printing())
            unread = f", {found['unread']} unread ones last" if found["unread"] else ""
            print(f"{found['pictures']} pictures are ordered{unread}.")
        _show(engine, project)
    finally:
        engine.close()
    return 0


def _show(engine: DataEngine, project: Project) -> None:
    from dataengine.store import ordering, projects

    with engine.reading() as tx:
        order = projects.get(tx, project.id).queue_order
        waiting, _ = ordering.pictures_of(tx, project.id)
    if order == "given":
        print(f"The pictures of {project.name} are given in the order in which they were added.")
        return
    placed = [each for each in waiting if each.ordinal is not None]
    for each in sorted(placed, key=lambda each: each.ordinal or 0)[:SHOWN]:
        print(f"{each.why or 'unread':<10} {each.file_name}")
