"""A PostgreSQL server for tests, as the system has it, run as somebody without rights."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_UNDER = Path("/usr/lib/postgresql")
"""Where Debian keeps its programs."""


def programs() -> Path | None:
    """The folder with initdb and pg_ctl; None where PostgreSQL is not installed."""
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    versions = sorted(_UNDER.glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


@contextmanager
def running(folder_of_programs: Path) -> Iterator[str]:
    """A server of its own; the URL of it, without the name of a database."""
    # Not pytest's folder, which nobody but its user may enter.
    with tempfile.TemporaryDirectory(prefix="segment-postgres-") as name:
        home = Path(name)
        who: dict[str, Any] = {}
        if os.geteuid() == 0:  # PostgreSQL refuses root
            nobody = pwd.getpwnam("nobody")
            who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(home, nobody.pw_uid, nobody.pw_gid)
        data = home / "data"

        def call(program: str, *arguments: str) -> None:
            with (home / "said").open("ab") as said:
                done = subprocess.run(
                    [folder_of_programs / program, *arguments],
                    cwd=home,
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=subprocess.STDOUT,
                    check=False,
                    **who,
                )
            assert done.returncode == 0, (home / "said").read_text()

        call("initdb", "-D", str(data), "-U", "studio", "-A", "trust", "--no-sync", "-E", "UTF8")
        options = f"-c fsync=off -c listen_addresses= -c unix_socket_directories={home}"
        call("pg_ctl", "-D", str(data), "-w", "-l", str(home / "log"), "-o", options, "start")
        try:
            yield f"postgresql+psycopg://studio@/{{name}}?host={home}"
        finally:
            call("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
