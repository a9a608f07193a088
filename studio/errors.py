"""What goes wrong in the core, in its own words::

    StudioError
    ├── BusyError           too much is asked for at once; ``retry_after`` seconds may help
    │   └── ShareTakenError     by this one client
    ├── MissingError        what was asked for is not here
    ├── GoneError           the client left; nobody waits for the answer
    ├── RefusedError        what was asked for cannot be done, whoever asks and however often
    ├── BrokenError         the model, or a file of it, does not do what it is for
    ├── StoppingError       the process is being stopped
    └── StartupError        it cannot start; the sentence says what to do about it

Each has a ``code`` for programs, which does not change, and a ``message`` for people. What a
network protocol makes of them is said elsewhere, in one table (``server.errors``).
"""

from __future__ import annotations


class StudioError(Exception):
    """The base of them all.

    Attributes:
        code: for programs, such as "busy".
        message: one sentence for people.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class BusyError(StudioError):
    """Too much is asked for at once.

    Attributes:
        retry_after: seconds after which it is worth another try.
    """

    def __init__(self, message: str, retry_after: int, code: str = "busy") -> None:
        super().__init__(code, message)
        self.retry_after = retry_after


class ShareTakenError(BusyError):
    """One client has as much running as leaves the others their share."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message, retry_after, "too_many_requests")


class MissingError(StudioError):
    """What was asked for is not here, or not any more."""


class GoneError(StudioError):
    """The client left before it was answered."""

    def __init__(self, message: str = "The client went away before it was answered.") -> None:
        super().__init__("client_closed_request", message)


class RefusedError(StudioError):
    """What was asked for cannot be done."""


class BrokenError(StudioError):
    """The model, or a file of it, does not do what it is for."""


class StoppingError(StudioError):
    """The process is being stopped."""

    def __init__(self, message: str) -> None:
        super().__init__("stopping", message)


class StartupError(StudioError):
    """It cannot start; the sentence says what to do about it."""

    def __init__(self, message: str) -> None:
        super().__init__("cannot_start", message)
