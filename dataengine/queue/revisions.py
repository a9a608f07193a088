"""Which change of an annotation is taken: one that follows what is kept. Nothing is overwritten.

Mirrored in the page by ``settle`` in ``static/js/document/documents.js``.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from dataengine.records import Change, Stored

Verdict = Literal["new", "repeated", "conflict"]


def judged(change: Change, stored: Stored | None, earlier: Collection[str] = ()) -> Verdict:
    """What becomes of a change.

    Args:
        change: as it was sent.
        stored: the annotation as it is kept.
        earlier: names of the annotation's revisions before that.

    Returns:
        "new" where it is to be taken; "repeated" where it was taken already, be it that others have
        followed since, so that a retry never conflicts with itself; "conflict" where another change
        came first.
    """
    kept = None if stored is None else stored.revision
    if change.revision == kept or change.revision in earlier:
        return "repeated"
    return "new" if change.predecessor == kept else "conflict"
