"""Why a batch cannot be."""

from __future__ import annotations

from dataengine.errors import DataEngineError


class BatchError(DataEngineError):
    """A batch cannot begin, or cannot go on; what was written stays."""

    def __init__(self, message: str, code: str = "batch_failed") -> None:
        super().__init__(code, message)


class UnreadableError(BatchError):
    """A picture's file cannot be fetched from where it lies, which says nothing of the picture."""
