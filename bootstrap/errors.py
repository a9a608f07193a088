"""What can go wrong while setting up, said in a sentence.

BootstrapError          expected: no network, no disk space, a bad setting; shown without traceback
└── CommandFailed       a program that a step started came back with an error
"""

from __future__ import annotations

from collections.abc import Sequence


class BootstrapError(Exception):
    """A failure that the reader can mend: its message says what happened and what to do.

    `output` holds what to show before it: a program's last lines, where one failed.
    """

    def __init__(self, message: str, output: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.output = list(output)


class CommandFailed(BootstrapError):
    """A program ended with an error."""
