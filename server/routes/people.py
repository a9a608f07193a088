"""People."""

from __future__ import annotations

from flask import Blueprint, Response, request

from dataengine.store import people
from server.api import people as api
from server.bodies import sent
from server.desk import Desk, Written, answered
from server.project_words import person


def blueprint(desk: Desk) -> Blueprint:
    """Picking or making a name, giving roles and personal tokens."""
    routes = Blueprint("people", __name__)

    @api.LIST_PEOPLE.route(routes)
    def list_people() -> Response:
        with desk.reading() as tx:
            found = people.every(tx)
        return answered(api.People(people=[person(each) for each in found]))

    @api.MAKE_PERSON.route(routes)
    def make_person() -> Response:
        name = sent(api.NewPerson).name
        with desk.engine.writing() as tx:
            made, is_new = people.make(tx, name)
        if is_new:
            request.environ["segment.person"] = made.name
        return answered(person(made), status=201 if is_new else 200)

    @api.CHANGE_PERSON.route(routes)
    def change_person(person_id: str) -> Response:
        return desk.write(
            lambda tx: Written(person(people.give_role(tx, person_id, sent(api.PersonChange).role)))
        )

    # Without an idempotency key: a token is kept nowhere, not even in an answer.
    @api.GIVE_TOKEN.route(routes)
    def give_token(person_id: str) -> Response:
        with desk.engine.writing(desk.person()) as tx:
            found, token = people.give_token(tx, person_id)
        response = answered(api.NewToken(person=person(found), token=token), status=201)
        response.headers["Cache-Control"] = "no-store"
        return response

    @api.DROP_TOKEN.route(routes)
    def drop_token(person_id: str) -> Response:
        with desk.engine.writing(desk.person()) as tx:
            found = people.drop_token(tx, person_id)
        return answered(person(found))

    return routes
