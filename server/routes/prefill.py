"""Suggestions ahead of people: asking for them, deciding on them, and what they are worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response

from dataengine import records
from dataengine.errors import InvalidError
from dataengine.prefill.requests import KIND, LEAST_KEPT, ask
from dataengine.store import judged_pictures, pictures, prefills, projects, suggestions, tasks
from dataengine.store.database import Transaction
from server.api import prefill as api
from server.api.project_shared import written
from server.bodies import sent
from server.desk import Desk, Written, answered
from server.training import Training


def blueprint(desk: Desk, training: Training) -> Blueprint:
    """A project's suggestions, and those of a picture."""
    routes = Blueprint("prefill", __name__)

    @api.GET_PREFILL.route(routes)
    def get_prefill(project_id: str) -> Response:
        with desk.reading() as tx:
            return answered(_prefill(tx, project_id))

    @api.MAKE_PREFILL.route(routes)
    def make_prefill(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            wanted = sent(api.NewPrefill)
            if wanted.annotations and wanted.picture_id is None:
                raise InvalidError(
                    "invalid_request", "There are annotations without a picture_id; expected it."
                )
            ask(tx, project_id, wanted.picture_id or "", wanted.annotations)
            return Written(_prefill(tx, project_id), 202)

        response = desk.write(act)
        training.wake()
        return response

    @api.CANCEL_PREFILL.route(routes)
    def cancel_prefill(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            projects.get(tx, project_id)
            for each in tasks.of_project(tx, project_id, KIND)[:1]:
                tasks.cancel(tx, each.id)
            return Written(_prefill(tx, project_id))

        return desk.write(act)

    @api.SWITCH_PREFILL.route(routes)
    def switch_prefill(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            wanted = sent(api.PrefillSwitch)
            prefills.switch(tx, project_id, wanted.label, wanted.on)
            return Written(_prefill(tx, project_id))

        return desk.write(act)

    @api.LIST_SUGGESTIONS.route(routes)
    def list_suggestions(project_id: str, picture_id: str) -> Response:
        with desk.reading() as tx:
            picture = pictures.must_exist(tx, project_id, picture_id)
            return answered(_suggestions(suggestions.of_picture(tx, picture)))

    @api.REJECT_SUGGESTIONS.route(routes)
    def reject_suggestions(project_id: str, picture_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            wanted = sent(api.Rejections)
            left = suggestions.decide(tx, project_id, picture_id, wanted.ids, wanted.rejected)
            return Written(_suggestions(left))

        return desk.write(act)

    return routes


def _prefill(tx: Transaction, project_id: str) -> api.Prefill:
    labels = prefills.every(tx, project_id)
    kept = judged_pictures.kept_by_label(tx, project_id)
    last = tasks.of_project(tx, project_id, KIND)[:1]
    return api.Prefill(
        task=_task(last[0]) if last else None,
        least_kept=LEAST_KEPT,
        labels=[_label(each, kept.get(each.label, 0)) for each in labels],
    )


def _task(task: records.Task) -> api.PrefillTask:
    result: Mapping[str, Any] = task.result or {}
    learnt = result.get("labels", {})
    return api.PrefillTask(
        id=task.id,
        state=task.state,
        cancelling=task.cancelling,
        problem=task.problem,
        made=written(task.made),
        progress=_progress(task.progress) if task.progress else None,
        labels=[
            api.LearntLabel(
                label=label, line=each["line"], shown=each["shown"], right=each["right"]
            )
            for label, each in learnt.items()
        ],
        left_out=result.get("left_out", []),
    )


def _progress(said: Mapping[str, Any]) -> api.PrefillProgress:
    return api.PrefillProgress(
        phase=said["phase"],
        done=said["done"],
        total=said["total"],
        seconds_left=said["seconds_left"],
        prefilled=said["prefilled"],
        suggestions=said["suggestions"],
    )


def _label(each: prefills.LabelPrefill, kept: int) -> api.LabelPrefill:
    states = each.states
    return api.LabelPrefill(
        label=each.label,
        kept=kept,
        on=not each.off,
        good=each.good,
        judged=each.judged,
        open=states.get("open", 0),
        accepted=states.get("accepted", 0),
        corrected=states.get("corrected", 0),
        relabelled=states.get("relabelled", 0),
        rejected=states.get("rejected", 0),
        found=states.get("found", 0),
        absent=states.get("absent", 0),
    )


def _suggestions(found: list[records.Suggestion]) -> api.PictureSuggestions:
    return api.PictureSuggestions(
        suggestions=[
            api.PictureSuggestion.model_validate(
                {
                    "id": each.id,
                    "label": each.label,
                    "score": each.score,
                    "line": each.line,
                    "decoder_fingerprint": each.decoder,
                    **each.mask,
                }
            )
            for each in found
        ]
    )
