"""Starting other programs quietly: their output is news as it comes, evidence when they fail."""

from __future__ import annotations

import os
import re
import subprocess
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from bootstrap.console import Report
from bootstrap.errors import BootstrapError, CommandFailed

KEPT_LINES = 30

KNOWN_FAILURES = (
    (
        r"No space left on device|ENOSPC|There is not enough space",
        "The disk is full: free some space (a full set-up takes about 3 GB, with CUDA about 9 GB)",
    ),
    (
        r"Name or service not known|Temporary failure in name resolution|getaddrinfo"
        r"|NewConnectionError|Failed to establish a new connection|ConnectTimeout"
        r"|Network is unreachable|Temporary failure resolving|Could not resolve host"
        r"|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH",
        "The network could not be reached: connect it",
    ),
    (
        r"DO NOT MATCH THE HASHES.*\n\s*(?P<package>[^\s;]+)",
        "The {package} that came is not a file that the lock names, as its hash differs: find out "
        "who sent it, or run `make lock` if you changed a version",
    ),
    (
        r"Permission denied|EACCES|EPERM",
        "A file or folder may not be written: check who owns this folder",
    ),
)


def run(
    command: Sequence[object],
    *,
    cwd: Path,
    report: Report = lambda line: None,
    env: Mapping[str, str] | None = None,
) -> str:
    """Run `command` without standard input and return the last lines of what it printed.

    `report` is called with each line as it comes; `env` is added to this process's environment.
    Raises BootstrapError if the program cannot be started, CommandFailed if it ends with an error.
    """
    words = [str(word) for word in command]
    try:
        process = subprocess.Popen(
            words,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise BootstrapError(f"{words[0]} could not be started: {error.strerror}.") from error
    lines: deque[str] = deque(maxlen=KEPT_LINES)
    with process:
        assert process.stdout is not None  # it is a pipe, see above
        try:
            for line in process.stdout:
                lines.append(line.rstrip())
                report(line)
        except BaseException:
            process.terminate()
            raise
    output = "\n".join(lines)
    if process.returncode:
        raise _failure(words, process.returncode, output)
    return output


def _failure(words: Sequence[str], status: int, output: str) -> CommandFailed:
    """The error for a failed command: its cause where that is known, else all that it said last."""
    lines = output.splitlines()
    for pattern, cause in KNOWN_FAILURES:
        if match := re.search(pattern, output):
            remedy = "then run the same command again; it takes up where it stopped."
            return CommandFailed(f"{cause.format(**match.groupdict())}, {remedy}", lines[-1:])
    sentence = f"`{' '.join(words)}` ended with status {status}; its last lines stand above."
    return CommandFailed(sentence, lines)
