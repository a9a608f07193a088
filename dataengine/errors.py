"""What goes wrong with projects, in their own words::

    DataEngineError
    ├── AbsentError      there is no such project, picture, annotation, ...
    ├── NotAllowedError  this person may not do that
    ├── WrongStateError  it cannot be done as things stand
    ├── ConflictError    another change came first; both versions are here
    ├── InvalidError     what was sent cannot be kept, whoever sends it
    ├── StorageError     the database or the disk does not take it
    │   ├── FullError        no space is left; nothing of it was kept
    │   └── LockedError      another process keeps the database to itself; try again
    └── OpeningError     the data cannot be opened; the sentence says what to do

Each has a ``code`` for programs, which does not change, and a ``message`` for people.
"""

from __future__ import annotations

from dataengine.records import Change, Stored


class DataEngineError(Exception):
    """The base of them all.

    Attributes:
        code: for programs, such as "project_not_found".
        message: one sentence for people.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class AbsentError(DataEngineError):
    """What was asked for is not here."""


class NotAllowedError(DataEngineError):
    """The person may not do that."""


class WrongStateError(DataEngineError):
    """It cannot be done as things stand."""


class ConflictError(DataEngineError):
    """A change does not follow what is kept.

    Attributes:
        sent: the change that was not taken.
        stored: what is kept instead; None where nothing is known of the annotation.
    """

    def __init__(self, sent: Change, stored: Stored | None) -> None:
        kept = f"revision {shown(stored.revision)}" if stored else "nothing"
        follows = shown(sent.predecessor) if sent.predecessor else "nothing"
        super().__init__(
            "conflict",
            f"The change of the annotation {sent.annotation_id} follows {follows}, and {kept} is "
            "kept; nothing was overwritten.",
        )
        self.sent = sent
        self.stored = stored


class InvalidError(DataEngineError):
    """What was sent cannot be kept."""


class StorageError(DataEngineError):
    """The database or the disk does not take it."""


class FullError(StorageError):
    """No space is left."""

    def __init__(self) -> None:
        super().__init__(
            "storage_full",
            "The disk of the projects is full; nothing of this was kept. Make room and send it "
            "again.",
        )


class LockedError(StorageError):
    """Another process keeps the database to itself."""

    def __init__(self) -> None:
        super().__init__(
            "storage_busy", "The database of the projects is busy; try again in a moment."
        )


class OpeningError(DataEngineError):
    """The data cannot be opened."""

    def __init__(self, message: str) -> None:
        super().__init__("cannot_open", message)


def shown(text: str, most: int = 60) -> str:
    """A text in a sentence: in quotes, cut where it is long."""
    return repr(text if len(text) <= most else f"{text[:most]}…")
