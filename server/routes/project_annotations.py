"""The annotations of a project's pictures."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace

from flask import Blueprint, Response, request

from dataengine.queue.states import STATES
from dataengine.records import Change, Picture
from dataengine.store import pictures, projects
from dataengine.store.annotation_writes import check, write, write_all
from dataengine.store.annotations import get, history, stream, written_of_picture
from dataengine.store.database import Transaction
from server.annotation_words import change as change_in_words
from server.annotation_words import stored as in_words
from server.annotation_words import stored_text
from server.api import project_annotations as api
from server.bodies import sent
from server.desk import (
    PRIVATE,
    Desk,
    Written,
    answered,
    answered_text,
    followed,
    unchanged,
)
from server.errors import ApiError
from server.queries import one_of

_REVISION = re.compile(r"[A-Za-z0-9._:-]{1,100}", re.ASCII)


def blueprint(desk: Desk) -> Blueprint:
    """Reading and writing annotations, one by one and together."""
    routes = Blueprint("project_annotations", __name__)

    def _check(project_id: str, picture_id: str, changes: Sequence[Change]) -> None:
        """What takes long, before a turn among the writers is asked for."""
        desk.person()
        with desk.reading() as tx:
            picture = pictures.must_exist(tx, project_id, picture_id)
        check(picture, changes)

    @api.GET_DOCUMENT.route(routes)
    def get_document(project_id: str, picture_id: str) -> Response:
        with desk.reading() as tx:
            picture = pictures.must_exist(tx, project_id, picture_id)
            # Of a gold picture there is one for each person; their tags look as all do.
            content = f"{picture.id} {picture.number} {picture.contents}"
            tag = hashlib.sha256(content.encode()).hexdigest()[:16]
            if (same := unchanged(tag)) is not None:
                return same
            found = written_of_picture(tx, picture)
        document = api.ProjectDocument(
            picture_id=picture.id,
            file_name=picture.file_name,
            width=picture.width,
            height=picture.height,
            contents=picture.contents,
            annotations=[],
        )
        around = document.model_dump_json(exclude={"annotations"})
        annotations = ",".join(map(stored_text, found))
        return answered_text(f'{around[:-1]},"annotations":[{annotations}]}}', tag)

    @api.SAVE_ANNOTATIONS.route(routes)
    def save_annotations(project_id: str, picture_id: str) -> Response:
        changes = [
            Change(each.annotation_id, each.revision, each.predecessor, each.rank, each.record)
            for each in sent(api.Changes).changes
        ]
        _check(project_id, picture_id, changes)

        def act(tx: Transaction) -> Written:
            outcome = write_all(tx, project_id, picture_id, changes, checked=True)
            conflicts = [
                api.ChangeConflict(
                    sent=change_in_words(change),
                    stored=None if stored is None else in_words(stored),
                )
                for change, stored in outcome.conflicts
            ]
            return Written(
                api.Saved(
                    taken=outcome.taken,
                    conflicts=conflicts,
                    before=outcome.before,
                    contents=outcome.picture.contents,
                    objects=outcome.picture.objects,
                    state=outcome.picture.state,
                )
            )

        return desk.write(act)

    @api.GET_ANNOTATION.route(routes)
    def get_annotation(project_id: str, picture_id: str, annotation_id: str) -> Response:
        with desk.reading() as tx:
            picture = pictures.must_exist(tx, project_id, picture_id)
            found = get(tx, picture, annotation_id)
        return answered(in_words(found), found.revision)

    @api.PUT_ANNOTATION.route(routes)
    def put_annotation(project_id: str, picture_id: str, annotation_id: str) -> Response:
        new = sent(api.NewContent)
        content = Change(annotation_id, new.revision, None, new.rank, new.record)
        _check(project_id, picture_id, [content])

        def act(tx: Transaction) -> Written:
            change = replace(content, predecessor=followed(optional=True))
            return _written(tx, project_id, picture_id, change)

        return desk.write(act)

    @api.REMOVE_ANNOTATION.route(routes)
    def remove_annotation(project_id: str, picture_id: str, annotation_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            predecessor = followed()
            revision = request.args.get("revision", "")
            if not _REVISION.fullmatch(revision):
                raise ApiError(
                    422,
                    "invalid_request",
                    f"revision is {revision[:40]!r}; expected 1 to 100 letters, digits and . _ : "
                    "-.",
                )
            change = Change(annotation_id, revision, predecessor, 0, None)
            return _written(tx, project_id, picture_id, change)

        return desk.write(act)

    @api.GET_REVISIONS.route(routes)
    def get_revisions(project_id: str, picture_id: str, annotation_id: str) -> Response:
        with desk.reading() as tx:
            picture = pictures.must_exist(tx, project_id, picture_id)
            found = history(tx, picture, annotation_id)
        return answered(api.Revisions(revisions=[in_words(each) for each in found]))

    @api.STREAM_ANNOTATIONS.route(routes)
    def stream_annotations(project_id: str) -> Response:
        state = one_of("state", ("all", *STATES))
        transaction = ExitStack()
        tx = transaction.enter_context(desk.reading())
        try:
            projects.get(tx, project_id)
        except BaseException:
            transaction.close()
            raise

        def lines() -> Iterator[bytes]:
            with transaction:
                chosen = [each for each in STATES if each == state]
                for picture, found in stream(tx, project_id, chosen):
                    records = [each.record for each in found if each.record is not None]
                    yield _line(picture, records)

        response = Response(lines(), mimetype="application/x-ndjson")
        response.call_on_close(transaction.close)  # also where not a line was read
        response.headers["Cache-Control"] = PRIVATE
        return response

    return routes


def _written(tx: Transaction, project_id: str, picture_id: str, change: Change) -> Written:
    stored = write(tx, project_id, picture_id, change, checked=change.record is not None)
    return Written(in_words(stored), 200, {"ETag": f'"{stored.revision}"'})


def _line(picture: Picture, records: Sequence[object]) -> bytes:
    content = {
        "picture_id": picture.id,
        "file_name": picture.file_name,
        "width": picture.width,
        "height": picture.height,
        "group": picture.group,
        "state": picture.state,
        "exhaustive": None if picture.exhaustive is None else list(picture.exhaustive),
        "annotations": list(records),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
