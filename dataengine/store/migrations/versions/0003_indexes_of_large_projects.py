"""What large projects are searched by: a person's own pictures, counts, and labels."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

_OWN = "ix_picture_project_id_worker_id_state_key"
_COUNTS = "ix_picture_project_id_state_objects"
_LABELS = "ix_annotation_picture_key_label_removed"


def upgrade() -> None:
    """Three indexes more."""
    op.create_index(_OWN, "picture", ["project_id", "worker_id", "state", "key"])
    op.create_index(_COUNTS, "picture", ["project_id", "state", "objects"])
    op.create_index(_LABELS, "annotation", ["picture_key", "label", "removed"])
