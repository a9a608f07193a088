"""The states of a picture, and what leads from one to another: one table.

::

    new ──edit──> in_progress ──submit──> submitted ──accept──> accepted
     └─prefill─> prefilled ─edit─┘  ^         │  ^                  │
                                    │       return└──────return─────┤
                                   edit       v                     │
                                    └───── returned <───────────────┘

Whatever is not done yet may be skipped and submitted, also untouched: a picture without objects is
an answer too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from dataengine.errors import NotAllowedError, WrongStateError
from dataengine.records import Role, State

Action = Literal["prefill", "edit", "submit", "take_back", "skip", "return", "accept", "reconsider"]

STATES: tuple[State, ...] = get_args(State)
ACTIONS: tuple[Action, ...] = get_args(Action)

_ALL: tuple[Role, ...] = ("annotator", "reviewer", "lead")
_REVIEW: tuple[Role, ...] = ("reviewer", "lead")
_LEAD: tuple[Role, ...] = ("lead",)

_OPEN: tuple[State, ...] = ("new", "prefilled", "in_progress", "returned")

TABLE: Mapping[tuple[State, Action], tuple[State, tuple[Role, ...]]] = MappingProxyType(
    {
        ("new", "prefill"): ("prefilled", _LEAD),
        ("prefilled", "prefill"): ("prefilled", _LEAD),
        ("new", "edit"): ("in_progress", _ALL),
        ("prefilled", "edit"): ("in_progress", _ALL),
        ("in_progress", "edit"): ("in_progress", _ALL),
        ("returned", "edit"): ("returned", _ALL),  # it comes first in its queue until submitted
        ("skipped", "edit"): ("in_progress", _ALL),
        ("submitted", "edit"): ("submitted", _REVIEW),  # who reviews may correct
        **{(state, "submit"): ("submitted", _ALL) for state in _OPEN},
        **{(state, "skip"): ("skipped", _ALL) for state in _OPEN},
        ("submitted", "take_back"): ("in_progress", _ALL),
        ("skipped", "take_back"): ("in_progress", _ALL),
        ("submitted", "return"): ("returned", _REVIEW),
        ("accepted", "return"): ("returned", _REVIEW),
        ("submitted", "accept"): ("accepted", _REVIEW),
        # Who decided by mistake has it before them again, as it was submitted.
        ("accepted", "reconsider"): ("submitted", _REVIEW),
        ("returned", "reconsider"): ("submitted", _REVIEW),
    }
)
"""By state and action: the state that follows, and who may. What is not here cannot be done."""

DONE: frozenset[State] = frozenset({"submitted", "accepted", "skipped"})
"""States in which a picture is in no annotator's queue."""


def follow(state: State, action: Action, role: Role) -> State:
    """The state after an action.

    Raises:
        WrongStateError: the action does not lead on from this state.
        NotAllowedError: others may do this, but not this role.
    """
    found = TABLE.get((state, action))
    if found is None:
        possible = [each for each in ACTIONS if (state, each) in TABLE]
        raise WrongStateError(
            "wrong_state",
            f"A picture that is {words(state)} cannot be given the action {action!r}; expected "
            f"one of {', '.join(possible)}.",
        )
    after, roles = found
    if role not in roles:
        raise NotAllowedError(
            "role_required",
            f"The role {role!r} may not {words(action)} a picture that is {words(state)}; "
            f"expected {' or '.join(roles)}.",
        )
    return after


def words(name: str) -> str:
    """A state or action as it stands in a sentence."""
    return name.replace("_", " ")
