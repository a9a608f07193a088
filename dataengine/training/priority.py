"""Work that goes after everybody else's on the same machine."""

from __future__ import annotations

import os

NICENESS = 19
"""Where the system has no class for idle work: the lowest that a process can choose."""


def yield_to_others() -> None:
    """From now on this process computes with what others leave: clicks and encodes go first.

    Linux has a class of scheduling for that, which gives way at once; elsewhere the process becomes
    as nice as can be. Systems that know neither keep their usual order.
    """
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    elif hasattr(os, "nice"):
        os.nice(NICENESS)
