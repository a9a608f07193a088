"""In whose name a command acts that no person sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataengine.engine import DataEngine
    from dataengine.records import Person


def acting_lead(engine: DataEngine, name: str | None) -> Person:
    """The person of a name, else the first lead of all.

    Raises:
        AbsentError: there is no such person.
    """
    from dataengine.errors import AbsentError
    from dataengine.store import people

    with engine.reading() as tx:
        found = [p for p in people.every(tx) if p.name == name or (not name and p.role == "lead")]
    if not found:
        raise AbsentError("person_not_found", f"There is no person {name!r}; give a lead's name.")
    return found[0]
