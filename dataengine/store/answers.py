"""Answers that were given to requests with an idempotency key: a retry gets the same one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from dataengine.errors import InvalidError
from dataengine.store.database import Transaction
from dataengine.store.tables import answered as table

KEPT_MS = 7 * 24 * 60 * 60 * 1000
"""A page that comes back after a week finds its revisions kept; it does not find these answers."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it was given."""

    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class RequestKey:
    """What names a request.

    Attributes:
        name: the key that the client chose, with the person's id: no two people share one.
        digest: of all that was asked for, so that a key is not used for two things.
    """

    name: str
    digest: str

    @classmethod
    def of(cls, key: str, person_id: str, *parts: bytes) -> RequestKey:
        """Of a client's key, the person, and what was asked for: method, address, body."""
        hashed = hashlib.sha256()
        for part in parts:
            hashed.update(len(part).to_bytes(8, "big") + part)
        return cls(f"{person_id} {key}", hashed.hexdigest())


def find(tx: Transaction, key: RequestKey) -> Answered | None:
    """The answer that was given under a key.

    Raises:
        InvalidError: the key was used for something else.
    """
    row = tx.connection.execute(sa.select(table).where(table.c.key == key.name)).one_or_none()
    if row is None:
        return None
    if row.digest != key.digest:
        raise InvalidError(
            "key_reused",
            "This Idempotency-Key was used for another request; expected a new one for each.",
        )
    return Answered(row.status, row.headers, row.body)


def keep(tx: Transaction, key: RequestKey, answer: Answered) -> None:
    """Keep an answer, and forget those that are a week old."""
    tx.connection.execute(sa.delete(table).where(table.c.at < tx.now - KEPT_MS))
    tx.connection.execute(
        sa.insert(table).values(
            key=key.name,
            digest=key.digest,
            status=answer.status,
            headers=dict(answer.headers),
            body=answer.body,
            at=tx.now,
        )
    )
