"""Working on a project's pictures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from io import StringIO
from typing import cast

from flask import Blueprint, Response

from dataengine.errors import InvalidError
from dataengine.queue.series import Point
from dataengine.records import Task, Timing
from dataengine.store import comments, ordering, people, pictures, projects, timings, work
from dataengine.store.database import Transaction
from dataengine.store.timings import GROUPS, Group
from server.api import comments as said
from server.api import timings as took
from server.api import work as api
from server.api.project_shared import written
from server.bodies import sent
from server.desk import PRIVATE, Desk, Written, answered
from server.errors import ApiError
from server.project_words import comment as comment_in_words
from server.project_words import picture as in_words
from server.queries import number, one_of, text
from server.training import Training
from studio.encoding_ahead import EncodingAhead

_MOST_POINTS = 1000
_COLUMNS = (
    *("at", "person", "picture_id", "annotation_id", "label", "stage", "decoder"),
    *("active_seconds", "clicks", "corrections"),
)


def blueprint(desk: Desk, ahead: EncodingAhead, training: Training) -> Blueprint:
    """Turns, leases, states, comments and timings."""
    routes = Blueprint("work", __name__)

    @api.NEXT_PICTURE.route(routes)
    def next_picture(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            asked = sent(api.NextRequest)
            turn = work.next_picture(tx, project_id, asked.stage, asked.without, asked.take)
            found = [
                None if each is None else in_words(each, tx.now)
                for each in (turn.picture, turn.following)
            ]
            if turn.following is not None and turn.later is not None:
                ahead.plan(turn.following.id, turn.later.id)
            return Written(api.Turn(picture=found[0], following=found[1]))

        return desk.write(act)

    @api.TAKE_LEASE.route(routes)
    def take_picture(project_id: str, picture_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            take_over = sent(api.LeaseRequest).take_over
            return Written(in_words(work.lease(tx, project_id, picture_id, take_over), tx.now))

        return desk.write(act)

    @api.LEAVE_PICTURE.route(routes)
    def leave_picture(project_id: str, picture_id: str) -> Response:
        return desk.write(
            lambda tx: Written(in_words(work.release(tx, project_id, picture_id), tx.now))
        )

    @api.ACT.route(routes)
    def act_on_picture(project_id: str, picture_id: str) -> Response:
        orders: list[Task | None] = []

        def act(tx: Transaction) -> Written:
            asked = sent(api.PictureAction)
            found = work.act(
                tx, project_id, picture_id, asked.action, asked.exhaustive, asked.contents
            )
            if asked.comment is not None:
                comments.make(tx, project_id, picture_id, asked.comment, action=asked.action)
                found = pictures.get(tx, project_id, picture_id)
            if asked.action == "submit":
                orders.append(ordering.ask_if_due(tx, project_id))
            return Written(in_words(found, tx.now))

        response = desk.write(act)
        if any(orders):
            training.wake()
        return response

    @api.CLAIM.route(routes)
    def claim_exhaustive(project_id: str, picture_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            labels = sent(api.Claim).labels
            return Written(in_words(work.claim(tx, project_id, picture_id, labels), tx.now))

        return desk.write(act)

    @said.LIST_COMMENTS.route(routes)
    def list_comments(project_id: str, picture_id: str) -> Response:
        with desk.reading() as tx:
            found = comments.of_picture(tx, project_id, picture_id)
        return answered(said.PictureComments(comments=[comment_in_words(each) for each in found]))

    @said.MAKE_COMMENT.route(routes)
    def make_comment(project_id: str, picture_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            new = sent(said.NewComment)
            if (new.x is None) != (new.y is None):
                raise InvalidError(
                    "invalid_request", "The comment has one of x and y; expected both, or neither."
                )
            at = None if new.x is None or new.y is None else (new.x, new.y)
            made = comments.make(
                tx, project_id, picture_id, new.text, new.annotation_id, at, new.answers
            )
            return Written(comment_in_words(made), 201)

        return desk.write(act)

    @said.CHANGE_COMMENT.route(routes)
    def change_comment(project_id: str, comment_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            resolved = sent(said.CommentChange).resolved
            return Written(comment_in_words(comments.resolve(tx, project_id, comment_id, resolved)))

        return desk.write(act)

    @took.ADD_TIMINGS.route(routes)
    def add_timings(project_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            new = [_timing(each) for each in sent(took.NewTimings).timings]
            return Written(took.KeptTimings(new=timings.add(tx, project_id, new)))

        return desk.write(act)

    @took.SUM_TIMINGS.route(routes)
    def sum_timings(project_id: str) -> Response:
        by = [each for each in text("by").split(",") if each]
        for each in by:
            if each not in GROUPS or by.count(each) > 1:
                raise ApiError(
                    422,
                    "invalid_request",
                    f"by has {each[:40]!r}; expected {', '.join(GROUPS)}, each once at most.",
                )
        with desk.reading() as tx:
            found = timings.summed(tx, project_id, cast(list[Group], by))
        return answered(took.TimingGroups(groups=[_group(each) for each in found]))

    @took.TIMINGS_OVER_TIME.route(routes)
    def get_timing_series(project_id: str) -> Response:
        points = number("points", 100)
        if not 1 <= points <= _MOST_POINTS:
            raise ApiError(
                422, "invalid_request", f"points is {points}; expected 1 to {_MOST_POINTS}."
            )
        stage = one_of("stage", ("annotate", "review", "all"))
        chosen = text("person"), text("label"), "" if stage == "all" else stage
        with desk.reading() as tx:
            found = timings.over_time(tx, project_id, points, *chosen)
        return answered(
            took.TimingSeries(
                points=[_point(each) for each in found.points],
                retrainings=[
                    took.TimingRetraining(
                        at=written(each.at), decoder=each.decoder, masks_before=each.masks_before
                    )
                    for each in found.retrainings
                ],
            )
        )

    @took.TIMINGS_CSV.route(routes)
    def get_timings_csv(project_id: str) -> Response:
        transaction = ExitStack()
        tx = transaction.enter_context(desk.reading())
        try:
            projects.get(tx, project_id)
            names = {each.id: each.name for each in people.every(tx)}
        except BaseException:
            transaction.close()
            raise

        def lines() -> Iterator[str]:
            with transaction:
                yield _row(_COLUMNS)
                for each in timings.every(tx, project_id):
                    yield _row(
                        (
                            written(each.at),
                            _plain(names[each.person_id]),
                            each.picture_id,
                            each.annotation_id,
                            _plain(each.label),
                            each.stage,
                            each.decoder,
                            f"{each.active_ms / 1000:.3f}",
                            each.clicks,
                            each.corrections,
                        )
                    )

        response = Response(lines(), content_type="text/csv; charset=utf-8")
        response.call_on_close(transaction.close)
        response.headers["Cache-Control"] = PRIVATE
        response.headers["Content-Disposition"] = "attachment; filename=timings.csv"
        return response

    return routes


def _row(cells: tuple[object, ...]) -> str:
    line = StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _plain(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _timing(new: took.NewTiming) -> Timing:
    try:
        at = datetime.fromisoformat(new.at)
    except ValueError:
        raise InvalidError(
            "invalid_request", f"at is {new.at!r}; expected a time such as 2026-11-25T14:43:09Z."
        ) from None
    return Timing(
        id=new.id,
        picture_id=new.picture_id,
        annotation_id=new.annotation_id,
        label=new.label.replace("\x00", ""),
        stage=new.stage,
        decoder=new.decoder,
        active_ms=new.active_ms,
        clicks=new.clicks,
        corrections=new.corrections,
        person_id="",
        at=round(at.timestamp() * 1000),
    )


def _point(found: Point) -> took.TimingPoint:
    return took.TimingPoint(
        begin=written(found.begin),
        end=written(found.end),
        masks=found.masks,
        seconds_a_mask=found.seconds,
        median_seconds=found.median_seconds,
        clicks_a_mask=found.clicks,
        corrections_a_mask=found.corrections,
        decoder=found.decoder,
    )


def _group(found: timings.Summary) -> took.TimingGroup:
    day = found.group.get("day")
    return took.TimingGroup.model_validate(
        {
            "person": found.group.get("person"),
            "label": found.group.get("label"),
            "stage": found.group.get("stage"),
            "decoder": found.group.get("decoder"),
            "day": None if day is None else written(int(day)),
            "masks": found.masks,
            "seconds": found.seconds,
            "seconds_a_mask": found.seconds / found.masks,
            "median_seconds": found.median_seconds,
            "clicks": found.clicks,
            "corrections": found.corrections,
        }
    )
