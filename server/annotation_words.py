"""Annotations as a project keeps them, in the API's words."""

from __future__ import annotations

import json

from dataengine import records
from dataengine.store.annotations import Written
from server.api.project_annotations_types import SentChange, StoredAnnotation
from server.api.project_shared import written


def stored(found: records.Stored) -> StoredAnnotation:
    """A revision of an annotation."""
    return StoredAnnotation(
        annotation_id=found.annotation_id,
        revision=found.revision,
        predecessor=found.predecessor,
        rank=found.rank,
        record=None if found.record is None else dict(found.record),
        person_id=found.person_id,
        at=written(found.at),
    )


def stored_text(found: Written) -> str:
    """The same as JSON, around the record's own text."""
    around = {
        "annotation_id": found.annotation_id,
        "revision": found.revision,
        "predecessor": found.predecessor,
        "rank": found.rank,
        "person_id": found.person_id,
        "at": written(found.at),
    }
    return f'{json.dumps(around, separators=(",", ":"))[:-1]},"record":{found.record or "null"}}}'


def change(found: records.Change) -> SentChange:
    """A change as it was sent."""
    return SentChange(
        annotation_id=found.annotation_id,
        revision=found.revision,
        predecessor=found.predecessor,
        rank=found.rank,
        record=None if found.record is None else dict(found.record),
    )
