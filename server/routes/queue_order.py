"""In which order people are given a project's pictures."""

from __future__ import annotations

from flask import Blueprint, Response

from dataengine import records
from dataengine.store import ordering
from dataengine.store.database import Transaction
from server.api import queue_order as api
from server.api.project_shared import written
from server.bodies import sent
from server.desk import Desk, Written, answered
from server.training import Training


def blueprint(desk: Desk, training: Training) -> Blueprint:
    """Reading and choosing the order."""
    routes = Blueprint("queue_order", __name__)

    @api.GET_ORDER.route(routes)
    def get_queue_order(project_id: str) -> Response:
        with desk.reading() as tx:
            return answered(_state(ordering.of_project(tx, project_id)))

    @api.CHOOSE_ORDER.route(routes)
    def choose_queue_order(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            ordering.choose(tx, project_id, sent(api.OrderChoice).order)
            return Written(_state(ordering.of_project(tx, project_id)))

        response = desk.write(act)
        training.wake()
        return response

    return routes


def _state(found: ordering.Ordered) -> api.QueueState:
    return api.QueueState(
        order=found.order,
        task=None if found.task is None else _task(found.task),
        waiting=found.waiting,
        without=found.without,
    )


def _task(found: records.Task) -> api.OrderingTask:
    return api.OrderingTask(
        state=found.state,
        problem=found.problem,
        made=written(found.made),
        done=found.progress.get("done", 0),
        total=found.progress.get("total", 0),
        seconds_left=found.progress.get("seconds_left"),
    )
