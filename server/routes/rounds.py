"""Rounds of fine-tuning, and which decoder a project's pages use."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response

from dataengine import records
from dataengine.errors import AbsentError, WrongStateError, shown
from dataengine.store import labels, projects, tasks
from dataengine.store.database import Transaction
from dataengine.training.recipe import Recipe
from dataengine.training.requests import KIND, ask
from dataengine.training.rounds_folder import MASKS, REPORT, RoundsFolder
from server.api import rounds as api
from server.api.project_shared import written
from server.bodies import sent
from server.desk import Desk, Written, answered
from server.project_words import project as in_words
from server.training import Training
from studio.errors import MissingError
from studio.models import Models


def blueprint(desk: Desk, models: Models, training: Training) -> Blueprint:
    """Asking for rounds, reading what came of them, and choosing a decoder."""
    routes = Blueprint("rounds", __name__)

    @api.LIST_ROUNDS.route(routes)
    def list_rounds(project_id: str) -> Response:
        with desk.reading() as tx:
            projects.get(tx, project_id)
            found = tasks.of_project(tx, project_id, KIND)
        return answered(api.Rounds(rounds=[_round(each) for each in found]))

    @api.MAKE_ROUND.route(routes)
    def make_round(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            projects.open_for_change(tx, project_id)
            made = ask(tx, project_id, Recipe(seed=sent(api.NewRound).seed))
            return Written(_round(made), 202)

        response = desk.write(act)
        training.wake()
        return response

    @api.GET_ROUND.route(routes)
    def get_round(project_id: str, round_id: str) -> Response:
        with desk.reading() as tx:
            found = _of(tx, project_id, round_id)
        return answered(_whole(found, RoundsFolder(desk.engine.folder)))

    @api.CANCEL_ROUND.route(routes)
    def cancel_round(project_id: str, round_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            _of(tx, project_id, round_id)
            return Written(_round(tasks.cancel(tx, round_id)))

        return desk.write(act)

    @api.CHOOSE_DECODER.route(routes)
    def choose_decoder(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            choice = sent(api.DecoderChoice)
            fingerprint = None
            if choice.round_id is not None:
                fingerprint = _offered(_of(tx, project_id, choice.round_id), choice.which)
                _check_there(models, fingerprint)
            changed = projects.set_decoder(tx, project_id, fingerprint)
            return Written(in_words(changed, labels.every(tx, project_id)))

        return desk.write(act)

    return routes


def _of(tx: Transaction, project_id: str, round_id: str) -> records.Task:
    found = tasks.get(tx, round_id)
    if found.project_id != project_id or found.kind != KIND:
        raise AbsentError("task_not_found", f"The project has no round {shown(round_id)}.")
    return found


def _offered(task: records.Task, which: api.Which) -> str:
    """The fingerprint of a round's decoder.

    Raises:
        WrongStateError: the round has none, or the gate refused it.
    """
    decoder = (task.result or {}).get(which)
    if decoder is None:
        raise WrongStateError(
            "no_decoder", f"The round is {task.state} and has no decoder that is {which!r}."
        )
    fingerprint = decoder.get("decoder_fingerprint")
    if fingerprint is None:
        reasons = " ".join(decoder["reasons"])
        raise WrongStateError("decoder_refused", f"The gate refused this decoder: {reasons}")
    return str(fingerprint)


def _check_there(models: Models, fingerprint: str) -> None:
    """Refuse a decoder whose files are gone or damaged, or that reads other embeddings."""
    try:
        models.of(fingerprint)
    except MissingError as error:
        raise WrongStateError("no_decoder", f"{error.message} Do a round anew.") from None


def _whole(task: records.Task, folder: RoundsFolder) -> api.Round:
    """With what only one round's answer has."""
    told = _round(task)
    if task.state == "done":
        place = folder.round(task.id)
        report = place / REPORT
        told.report = report.read_text(encoding="utf-8") if report.is_file() else None
        told.changed_masks = [
            "data:image/png;base64," + base64.b64encode(image.read_bytes()).decode()
            for image in sorted((place / MASKS).glob("*.png"))
        ]
    return told


def _round(task: records.Task) -> api.Round:
    result: Mapping[str, Any] = task.result or {}
    return api.Round(
        id=task.id,
        state=task.state,
        cancelling=task.cancelling,
        problem=task.problem,
        made=written(task.made),
        progress=api.RoundProgress.model_validate(task.progress) if task.progress else None,
        safe=_decoder(result.get("safe")),
        specialist=_decoder(result.get("specialist")),
        pictures=result.get("pictures", {}),
        seconds=result.get("seconds"),
        notes=result.get("notes", []),
    )


def _decoder(found: Mapping[str, Any] | None) -> api.RoundDecoder | None:
    return (
        None
        if found is None
        else api.RoundDecoder.model_validate({"decoder_fingerprint": None, **found})
    )
