"""Asking for a round: what needs neither a model nor torch."""

from __future__ import annotations

from dataclasses import asdict

from dataengine.errors import WrongStateError
from dataengine.records import Task
from dataengine.store import tasks
from dataengine.store.database import Transaction
from dataengine.training.recipe import Recipe

KIND = "train"
"""Of the tasks that are rounds."""


def ask(tx: Transaction, project_id: str, recipe: Recipe) -> Task:
    """Ask for a round.

    Raises:
        WrongStateError: one is waiting or at work in this project.
        NotAllowedError: who does it is no lead.
    """
    for each in tasks.of_project(tx, project_id, KIND):
        if each.state in ("waiting", "running"):
            raise WrongStateError(
                "training_already",
                "This project has a round that is not over; wait for it, or cancel it.",
            )
    return tasks.make(tx, KIND, {"recipe": asdict(recipe)}, project_id)
