"""What all routes of projects have in common: who asks, transactions, and how a write is answered.

An answer of these routes is never compressed on its way (``no-transform``): its ETag is strong, and
names these very bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import Response, request
from pydantic import BaseModel

from dataengine.errors import AbsentError, NotAllowedError
from dataengine.records import Person
from dataengine.store import people
from dataengine.store.answers import Answered, RequestKey
from dataengine.store.database import Transaction
from server.bodies import body
from server.errors import ApiError

if TYPE_CHECKING:
    from dataengine.engine import DataEngine

_KEY = re.compile(r"[A-Za-z0-9._:-]{1,100}", re.ASCII)
_TAG = re.compile(r'"([\x21\x23-\x7e]{1,200})"', re.ASCII)

PRIVATE = "private, no-cache, no-transform"
"""Of what changes, and is not everybody's."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a write answers with."""

    message: BaseModel
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Desk:
    """Where requests about projects come in.

    Args:
        engine: the data engine; None where this server keeps no projects.
    """

    def __init__(self, engine: DataEngine | None) -> None:
        self._engine = engine

    @property
    def engine(self) -> DataEngine:
        """The data engine.

        Raises:
            AbsentError: this server keeps no projects.
        """
        if self._engine is None:
            raise AbsentError(
                "no_projects", "This server keeps no projects; start it with --data-dir."
            )
        return self._engine

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that changes nothing, for the person whom the request names.

        Who is not named, or not truly, reads as a guest.
        """
        named = request.headers.get("Person", "")
        with self.engine.reading(guest=True) as transaction:
            if named:
                token = request.headers.get("Person-Token", "")
                with suppress(NotAllowedError):
                    transaction.person = people.recognised(transaction, named, token)
                    transaction.guest = False
            yield transaction

    def person(self) -> Person:
        """Who asks.

        Raises:
            NotAllowedError: the request does not say so, or not truly.
        """
        named = request.headers.get("Person", "")
        if not named:
            raise NotAllowedError(
                "person_required",
                "This changes what is kept; say who you are by the header Person, with the id that "
                "POST /api/v1/people answers.",
            )
        found = self.engine.person(named, request.headers.get("Person-Token", ""))
        request.environ["segment.person"] = found.name
        return found

    def write(self, act: Callable[[Transaction], Written]) -> Response:
        """Do something as the person who asks, and answer once it is on the disk.

        Args:
            act: does it; it may look at the request's preconditions, since a request that was
                answered before does not get there.
        """
        person = self.person()
        key = self._key(person)

        def answered(transaction: Transaction) -> Answered:
            done = act(transaction)
            text = done.message.model_dump_json(exclude_unset=True)
            return Answered(done.status, done.headers, text)

        answer, _ = self.engine.once(person, key, answered)
        response = Response(answer.body, answer.status, mimetype="application/json")
        response.headers.update(answer.headers)
        response.headers["Cache-Control"] = PRIVATE
        return response

    def _key(self, person: Person) -> RequestKey | None:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return None
        if not _KEY.fullmatch(key):
            raise ApiError(
                400,
                "invalid_header",
                f"Idempotency-Key is {key[:40]!r}; expected 1 to 100 letters, digits and . _ : -.",
            )
        asked = f"{request.method} {request.full_path} {request.headers.get('If-Match', '')}"
        return RequestKey.of(key, person.id, asked.encode(), body())


def answered(message: BaseModel, tag: str | None = None, status: int = 200) -> Response:
    """What a read answers with.

    Args:
        tag: names these very bytes; None takes a hash of them where the request has one.
    """
    return answered_text(message.model_dump_json(exclude_unset=True), tag, status)


def answered_text(text: str, tag: str | None = None, status: int = 200) -> Response:
    """The same, of JSON that is written already."""
    response = Response(text, status, mimetype="application/json")
    response.headers["Cache-Control"] = PRIVATE
    if tag is not None:
        response.set_etag(tag)
        response.make_conditional(request)
    return response


def unchanged(tag: str) -> Response | None:
    """The answer to a client that has what the tag names already, before it is read once more; None
    to one that has not.
    """
    response = answered_text("", tag)
    return response if response.status_code == 304 else None


def followed(optional: bool = False) -> str | None:
    """The one ETag in If-Match.

    Args:
        optional: whether ``If-None-Match: *`` may stand for it; that gives None.

    Raises:
        ApiError: 428, there is neither; 400, it is not one strong ETag.
    """
    given = request.headers.get("If-Match")
    if given is None:
        if optional and request.headers.get("If-None-Match", "").strip() == "*":
            return None
        raise ApiError(
            428,
            "precondition_required",
            "The request says nothing of what it follows; expected If-Match with the "
            + ("revision, or If-None-Match: * for what is new." if optional else "ETag."),
        )
    found = _TAG.fullmatch(given.strip())
    if found is None:
        raise ApiError(
            400,
            "invalid_header",
            f'If-Match is {given[:60]!r}; expected one ETag, such as "page.17".',
        )
    return found[1]
