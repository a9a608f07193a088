"""Who may do what in a project, apart from pictures' states (``states.py``): one table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from dataengine.errors import NotAllowedError
from dataengine.records import Person, Role

Right = Literal["projects", "labels", "people", "pictures", "removals", "tasks", "gold", "memory"]

RIGHTS: Mapping[Right, tuple[Role, ...]] = MappingProxyType(
    {
        "projects": ("lead",),
        "labels": ("reviewer", "lead"),
        "people": ("lead",),
        "pictures": ("annotator", "reviewer", "lead"),
        "removals": ("lead",),
        "tasks": ("lead",),
        "gold": ("lead",),
        "memory": ("reviewer", "lead"),
    }
)
"""By what is made or changed: the roles that may."""

_DOING: Mapping[Right, str] = MappingProxyType(
    {each: f"change {each}" for each in RIGHTS} | {"removals": "remove pictures"}
)


def require(person: Person, right: Right) -> None:
    """Go on where the person may.

    Raises:
        NotAllowedError: they may not.
    """
    if person.role not in RIGHTS[right]:
        raise NotAllowedError(
            "role_required",
            f"{person.name} has the role {person.role!r}, which may not {_DOING[right]}; expected "
            f"{' or '.join(RIGHTS[right])}.",
        )
