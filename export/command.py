"""What the two commands of this package share: short errors, exit codes, progress."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn

from export.errors import ExportError

Say = Callable[[str], None]


class Parser(argparse.ArgumentParser):
    """An argument parser that answers a mistake with one sentence instead of the whole usage."""

    def error(self, message: str) -> NoReturn:
        """Print the mistake and where to read more, and exit with code 2."""
        self.exit(2, f"{self.prog}: {message} (see --help)\n")


def say(line: str) -> None:
    """Print one line of progress at once, also into a pipe."""
    print(line, flush=True)


def run(action: Callable[[], None]) -> int:
    """Run a command's work.

    Returns:
        The exit code: 0, or 2 after an expected failure, told in one sentence on stderr.
    """
    try:
        action()
    except ExportError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted; nothing half-written is left.", file=sys.stderr)
        return 130
    return 0
