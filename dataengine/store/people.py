"""People: a name that somebody picks or makes, a role that a lead gives, and at will a token."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace

import sqlalchemy as sa

from dataengine.errors import AbsentError, NotAllowedError, WrongStateError, shown
from dataengine.queue.rights import require
from dataengine.records import Person, Role
from dataengine.store.database import Row, Transaction
from dataengine.store.tables import person as table
from dataengine.store.texts import name_of, new_id


def every(tx: Transaction) -> list[Person]:
    """All people, by name."""
    return [_person(row) for row in tx.connection.execute(sa.select(table).order_by(table.c.name))]


def get(tx: Transaction, person_id: str) -> Person:
    """A person.

    Raises:
        AbsentError: there is none of this id.
    """
    row = tx.connection.execute(sa.select(table).where(table.c.id == person_id)).one_or_none()
    if row is None:
        raise AbsentError("person_not_found", f"There is no person {shown(person_id)}.")
    return _person(row)


def names(tx: Transaction, ids: Iterable[str]) -> Mapping[str, str]:
    """The names of people by id."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    found = sa.select(table.c.id, table.c.name).where(table.c.id.in_(wanted))
    return {row.id: row.name for row in tx.connection.execute(found)}


def make(tx: Transaction, name: str) -> tuple[Person, bool]:
    """The person of a name, and whether they are new. The first of all is a lead.

    Raises:
        InvalidError: that is no name.
    """
    name = name_of(name, "person")
    row = tx.connection.execute(sa.select(table).where(table.c.name == name)).one_or_none()
    if row is not None:
        return _person(row), False
    is_first = tx.connection.execute(sa.select(table.c.id).limit(1)).scalar() is None
    role: Role = "lead" if is_first else "annotator"
    made = Person(id=new_id(), name=name, role=role, has_token=False, made=tx.now)
    values = {"id": made.id, "name": name, "role": role, "made": tx.now}
    tx.connection.execute(sa.insert(table).values(values))
    return made, True


def give_role(tx: Transaction, person_id: str, role: Role) -> Person:
    """Give somebody a role.

    Raises:
        AbsentError, NotAllowedError: there is no such person; or who does it is no lead.
        WrongStateError: nobody would be a lead any more.
    """
    require(tx.actor, "people")
    return set_role(tx, person_id, role)


def set_role(tx: Transaction, person_id: str, role: Role) -> Person:
    """The same by an operator, who needs no role."""
    found = get(tx, person_id)
    leads = sa.select(sa.func.count()).where(table.c.role == "lead", table.c.id != person_id)
    if role != "lead" and tx.connection.execute(leads).scalar_one() == 0:
        raise WrongStateError(
            "last_lead",
            f"{found.name} is the only lead; make somebody else a lead before this.",
        )
    tx.connection.execute(sa.update(table).where(table.c.id == person_id).values(role=role))
    return replace(found, role=role)


def give_token(tx: Transaction, person_id: str) -> tuple[Person, str]:
    """Make a personal token, in place of one that there was; it is shown this once.

    People give it to themselves, a lead gives it to anybody.

    Raises:
        AbsentError, NotAllowedError: there is no such person, or it is another one.
    """
    found = get(tx, person_id)
    if tx.actor.id != person_id:
        require(tx.actor, "people")
    token = secrets.token_urlsafe(24)
    values = {"token_hash": _hash(token)}
    tx.connection.execute(sa.update(table).where(table.c.id == person_id).values(values))
    return replace(found, has_token=True), token


def drop_token(tx: Transaction, person_id: str) -> Person:
    """Let everybody of the team act under this name again; as ``give_token`` who may."""
    found = get(tx, person_id)
    if tx.actor.id != person_id:
        require(tx.actor, "people")
    tx.connection.execute(sa.update(table).where(table.c.id == person_id).values(token_hash=None))
    return replace(found, has_token=False)


def recognised(tx: Transaction, person_id: str, token: str) -> Person:
    """The person that a request names.

    Args:
        token: personal; empty for none.

    Raises:
        NotAllowedError: there is no such person, or they have a token and this is not it.
    """
    row = tx.connection.execute(sa.select(table).where(table.c.id == person_id)).one_or_none()
    if row is None:
        raise NotAllowedError(
            "person_unknown",
            f"The header Person names {shown(person_id)}, whom nobody knows; expected an id that "
            "POST /api/v1/people answers.",
        )
    if row.token_hash and not hmac.compare_digest(_hash(token), row.token_hash):
        raise NotAllowedError(
            "person_token_required",
            f"{row.name} has a personal token, and the header Person-Token does not have it.",
        )
    return _person(row)


def _hash(token: str) -> str:
    # A token has 192 random bits: nothing is gained by a slow hash.
    return hashlib.sha256(token.encode()).hexdigest()


def _person(row: Row) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        role=row.role,
        has_token=row.token_hash is not None,
        made=row.made,
    )
