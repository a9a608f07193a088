"""The types of annotations as a project keeps them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from server.api.message import Message
from server.api.project_shared import Time, Uuid

Revision = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:-]{1,100}$")]
Rank = Annotated[float, Field(allow_inf_nan=False)]
Record = dict[str, Any]


class StoredAnnotation(Message):
    """A revision of an annotation as it is kept."""

    annotation_id: Uuid
    """The one in its record."""
    revision: Revision
    """Names this content of it."""
    predecessor: Revision | None
    """The revision that it followed; null for the first."""
    rank: Rank
    """Those of higher rank lie in front."""
    record: Record | None
    """The record, of version 1, as `docs/annotations.md` describes it; null where the annotation
    was removed."""
    person_id: Uuid
    """Who made this revision."""
    at: Time
    """When it was kept."""


class SentChange(Message):
    """A change of an annotation."""

    model_config = ConfigDict(strict=True)

    annotation_id: Uuid
    """A new UUID for a new annotation."""
    revision: Revision
    """A name for this content, which the client makes and never uses for another."""
    predecessor: Revision | None = None
    """The revision that it follows; null for a new annotation."""
    rank: Rank = 0
    """Those of higher rank lie in front."""
    record: Record | None
    """The record; null removes the annotation."""
