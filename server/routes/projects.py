"""Projects and their labels."""

from __future__ import annotations

from flask import Blueprint, Response

from dataengine.store import doings, labels, pictures, projects, relabelling, removals
from dataengine.store.database import Transaction
from server.api import projects as api
from server.api.project_shared import written
from server.bodies import sent
from server.desk import Desk, Written, answered, followed
from server.errors import ApiError
from server.project_words import label, project, removal, summary
from server.queries import number, text

_DAY_MS = 24 * 60 * 60 * 1000
_MOST_DAYS = 365


def blueprint(desk: Desk) -> Blueprint:
    """Making, reading and changing projects and labels."""
    routes = Blueprint("projects", __name__)

    @api.LIST_PROJECTS.route(routes)
    def list_projects() -> Response:
        with desk.reading() as tx:
            found = [summary(each, projects.progress(tx, each.id)) for each in projects.every(tx)]
        return answered(api.Projects(projects=found))

    @api.MAKE_PROJECT.route(routes)
    def make_project() -> Response:
        def act(tx: Transaction) -> Written:
            new = sent(api.NewProject)
            made = projects.make(tx, new.name, new.guideline, new.lease_seconds)
            for each in new.labels:
                labels.make(tx, made.id, each.name, each.colour, each.key)
            return _written(tx, made.id, 201)

        return desk.write(act)

    @api.GET_PROJECT.route(routes)
    def get_project(project_id: str) -> Response:
        with desk.reading() as tx:
            found = projects.get(tx, project_id)
            return answered(project(found, labels.every(tx, project_id)), str(found.version))

    @api.GET_PROGRESS.route(routes)
    def get_progress(project_id: str) -> Response:
        with desk.reading() as tx:
            projects.get(tx, project_id)
            progress = projects.progress(tx, project_id)
            held = pictures.at_work(tx, project_id)
        return answered(
            api.Progress(
                pictures=dict(progress.pictures),
                objects=progress.objects,
                at_work=[
                    api.AtWork(
                        person_id=each.lease.person_id,
                        picture_id=each.id,
                        until=written(each.lease.until),
                    )
                    for each in held
                    if each.lease is not None
                ],
            )
        )

    @api.COUNT_LABELS.route(routes)
    def count_labels(project_id: str) -> Response:
        with desk.reading() as tx:
            projects.get(tx, project_id)
            counts = labels.counted(tx, project_id)
            busy = relabelling.under_way(tx, project_id)
        return answered(
            api.LabelCounts(
                counts=[
                    api.LabelCount(name=name, objects=count)
                    for name, count in sorted(counts.items())
                ],
                relabelling=api.Relabelling(old=busy[0], new=busy[1]) if busy else None,
            )
        )

    @api.GET_LATELY.route(routes)
    def get_lately(project_id: str) -> Response:
        days = number("days", 7)
        if not 1 <= days <= _MOST_DAYS:
            raise ApiError(422, "invalid_request", f"days is {days}; expected 1 to {_MOST_DAYS}.")
        with desk.reading() as tx:
            found = doings.since(tx, project_id, tx.now - days * _DAY_MS)
        return answered(
            api.Lately(
                days=days,
                people=[
                    api.Doings(
                        person=person,
                        objects=each.objects,
                        submitted=each.submitted,
                        accepted=each.accepted,
                        returned=each.returned,
                        last=written(each.last),
                    )
                    for person, each in sorted(found.items())
                ],
            )
        )

    @api.CHANGE_PROJECT.route(routes)
    def change_project(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            tag = followed()
            now = projects.get(tx, project_id).version
            if tag != str(now):
                raise ApiError(
                    412,
                    "changed",
                    f'If-Match is "{tag}", and the project is "{now}" by now; read it again and '
                    "decide.",
                )
            new = sent(api.ProjectChange)
            projects.change(tx, project_id, **new.model_dump())
            return _written(tx, project_id)

        return desk.write(act)

    @api.REMOVE_PROJECT.route(routes)
    def remove_project(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            return Written(removal(removals.remove_project(tx, project_id, text("name"))))

        response = desk.write(act)
        desk.engine.remove()
        return response

    @api.LIST_REMOVED.route(routes)
    def list_removed() -> Response:
        with desk.reading() as tx:
            found = [removal(each) for each in removals.every(tx)]
        return answered(api.RemovedProjects(projects=found))

    @api.MAKE_LABEL.route(routes)
    def make_label(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            new = sent(api.NewLabel)
            return Written(label(labels.make(tx, project_id, **new.model_dump())), 201)

        return desk.write(act)

    @api.CHANGE_LABEL.route(routes)
    def change_label(project_id: str, label_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            new = sent(api.LabelChange)
            return Written(label(labels.change(tx, project_id, label_id, **new.model_dump())))

        response = desk.write(act)
        desk.engine.relabel()
        return response

    @api.MERGE_LABEL.route(routes)
    def merge_label(project_id: str, label_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            into = sent(api.LabelMerge).into
            return Written(label(labels.merge(tx, project_id, label_id, into)))

        response = desk.write(act)
        desk.engine.relabel()
        return response

    @api.REMOVE_LABEL.route(routes)
    def remove_label(project_id: str, label_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            labels.remove(tx, project_id, label_id)
            return _written(tx, project_id)

        return desk.write(act)

    return routes


def _written(tx: Transaction, project_id: str, status: int = 200) -> Written:
    found = projects.get(tx, project_id)
    message = project(found, labels.every(tx, project_id))
    return Written(message, status, {"ETag": f'"{found.version}"'})
