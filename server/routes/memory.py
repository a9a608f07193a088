"""What a project has learnt of which mask comes first after a click."""

from __future__ import annotations

from flask import Blueprint, Response

from dataengine.store import memories
from dataengine.store.database import Transaction
from sam.ranking import Memory
from server.api import memory as api
from server.bodies import sent
from server.desk import Desk, Written, answered


def blueprint(desk: Desk) -> Blueprint:
    """Reading a memory, teaching it and forgetting it."""
    routes = Blueprint("memory", __name__)

    @api.GET_MEMORY.route(routes)
    def get_memory(project_id: str) -> Response:
        with desk.reading() as tx:
            return answered(_in_words(memories.of_project(tx, project_id)))

    @api.TEACH.route(routes)
    def teach_memory(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            lessons = [
                memories.Lesson(each.id, each.label, each.rows, each.overlaps)
                for each in sent(api.Lessons).lessons
            ]
            new, memory = memories.learn(tx, project_id, lessons)
            return Written(api.Learnt(new=new, objects=memory.objects))

        return desk.write(act)

    @api.FORGET.route(routes)
    def forget_memory(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            memories.forget(tx, project_id)
            return Written(_in_words(memories.of_project(tx, project_id)))

        return desk.write(act)

    return routes


def _in_words(memory: Memory) -> api.Memory:
    return api.Memory.model_validate(memory.to_json())
