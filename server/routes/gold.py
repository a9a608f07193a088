"""Gold pictures of a project, and how people did on them."""

from __future__ import annotations

from flask import Blueprint, Response

from dataengine.store import gold
from dataengine.store.database import Transaction
from server.api import gold as api
from server.bodies import sent
from server.desk import Desk, Written, answered


def blueprint(desk: Desk) -> Blueprint:
    """Marking gold pictures, mixing them in, and the report."""
    routes = Blueprint("gold", __name__)

    @api.GET_GOLD.route(routes)
    def get_gold(project_id: str) -> Response:
        with desk.reading() as tx:
            return answered(_gold(gold.of_project(tx, project_id)))

    @api.CHANGE_GOLD.route(routes)
    def change_gold(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            gold.set_rate(tx, project_id, sent(api.GoldChange).rate)
            return Written(_gold(gold.of_project(tx, project_id)))

        return desk.write(act)

    @api.MARK_GOLD.route(routes)
    def mark_gold(project_id: str, picture_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            gold.mark(tx, project_id, picture_id)
            return Written(_gold(gold.of_project(tx, project_id)))

        return desk.write(act)

    @api.UNMARK_GOLD.route(routes)
    def unmark_gold(project_id: str, picture_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            gold.unmark(tx, project_id, picture_id)
            return Written(_gold(gold.of_project(tx, project_id)))

        return desk.write(act)

    @api.GET_GOLD_REPORT.route(routes)
    def get_gold_report(project_id: str) -> Response:
        with desk.reading() as tx:
            found = gold.report(tx, project_id)
        return answered(
            api.GoldReport(
                scores=[_score(each) for each in found.lines],
                begun=found.begun,
                skipped=found.skipped,
            )
        )

    return routes


def _gold(found: gold.Gold) -> api.Gold:
    return api.Gold(
        rate=found.rate,
        pictures=[
            api.GoldPicture(
                id=each.id,
                file_name=each.file_name,
                objects=each.objects,
                exhaustive=list(each.exhaustive or ()),
            )
            for each in found.pictures
        ],
    )


def _score(line: gold.Line) -> api.GoldScore:
    each = line.agreement
    return api.GoldScore(
        person=line.person_id,
        label=line.label,
        pictures=each.pictures,
        expected=each.expected,
        found=each.found,
        matched=each.matched,
        missed=each.missed,
        extra=each.extra,
        iou=each.iou,
        agreement=each.agreement,
    )
