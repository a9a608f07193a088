"""Leases: who is at a picture. They keep two people off one, expire, and block nobody."""

from __future__ import annotations

from dataengine.records import Lease

SHORTEST_S, LONGEST_S = 10, 24 * 60 * 60
"""Bounds of a project's ``lease_seconds``."""


def holds(lease: Lease | None, now: int) -> bool:
    """Whether somebody is at the picture at this time."""
    return lease is not None and lease.until > now


def free_for(lease: Lease | None, person_id: str, now: int) -> bool:
    """Whether nobody else is at the picture."""
    return lease is None or lease.person_id == person_id or lease.until <= now


def taken(
    lease: Lease | None, person_id: str, now: int, seconds: int, take_over: bool = False
) -> Lease:
    """The lease after a person asked for one.

    Args:
        take_over: take it from whoever has it.

    Returns:
        Their own, until ``seconds`` from now; or the one that another person has still.
    """
    if lease is not None and not take_over and not free_for(lease, person_id, now):
        return lease
    return Lease(person_id, now + seconds * 1000)
