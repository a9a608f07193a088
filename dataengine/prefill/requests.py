"""Asking for suggestions of a project's pictures: what needs neither a model nor torch."""

from __future__ import annotations

from collections.abc import Sequence

from dataengine.errors import InvalidError, WrongStateError, shown
from dataengine.records import Json, Task
from dataengine.store import judged_pictures, labels, prefills, projects, tasks
from dataengine.store.database import Transaction

KIND = "prefill"
"""Of the tasks."""

LEAST_KEPT = 3
"""Objects of a label that people have to keep before others of it are suggested."""

MOST_EXEMPLARS = 4
"""Objects that a task may be given to go by."""


def ask(
    tx: Transaction, project_id: str, picture_id: str = "", annotation_ids: Sequence[str] = ()
) -> Task:
    """Ask for suggestions of all pictures that nobody has begun.

    Args:
        picture_id, annotation_ids: one to four objects of a picture: only what is like them is
            suggested, under the label of the first. Without them all labels are, that people have
            kept three objects of.

    Raises:
        AbsentError: there is no such project, picture or object.
        InvalidError: there are more than four objects, or the first has no label of the project.
        WrongStateError: it is put away, a task of this kind is not over, or no label has examples
            enough.
        NotAllowedError: who asks is no lead.
    """
    projects.open_for_change(tx, project_id)
    parameters: dict[str, object] = {"person_id": tx.actor.id}
    if annotation_ids:
        parameters |= _checked(tx, project_id, picture_id, annotation_ids)
    for each in tasks.of_project(tx, project_id, KIND):
        if each.state in ("waiting", "running"):
            raise WrongStateError(
                "prefill_already",
                "Suggestions are being made in this project; wait for them, or cancel that.",
            )
    made = tasks.make(tx, KIND, parameters, project_id)
    if not annotation_ids:
        usable(tx, project_id)
    return made


def usable(tx: Transaction, project_id: str) -> list[str]:
    """The labels that can be suggested, in their order.

    Raises:
        WrongStateError: there is none, and what is missing.
    """
    kept = judged_pictures.kept_by_label(tx, project_id)
    off = prefills.off(tx, project_id)
    every = [each.name for each in labels.every(tx, project_id)]
    found = [name for name in every if kept.get(name, 0) >= LEAST_KEPT and name not in off]
    if found:
        return found
    if any(kept.get(name, 0) >= LEAST_KEPT for name in every):
        raise WrongStateError(
            "prefill_off",
            "Suggestions are off for every label with objects enough; a lead may switch one on "
            "again.",
        )
    counts = ", ".join(f"{name} has {kept.get(name, 0)}" for name in every[:8])
    raise WrongStateError(
        "too_few_examples",
        f"A label is suggested once people have kept {LEAST_KEPT} objects of it; "
        f"{counts or 'this project has no label'}.",
    )


def _checked(
    tx: Transaction, project_id: str, picture_id: str, annotation_ids: Sequence[str]
) -> Json:
    if len(annotation_ids) > MOST_EXEMPLARS:
        raise InvalidError(
            "invalid_request",
            f"There are {len(annotation_ids)} objects; expected 1 to {MOST_EXEMPLARS}.",
        )
    ids = list(annotation_ids)
    _, label, _ = judged_pictures.exemplars(tx, project_id, picture_id, ids)
    if label not in [each.name for each in labels.every(tx, project_id)]:
        raise InvalidError(
            "invalid_request",
            f"The object has the label {shown(label)}; expected one of the project's.",
        )
    return {"picture_id": picture_id, "annotation_ids": ids}
