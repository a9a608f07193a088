"""`make bundle ARGS=--check`: prove that a bundle needs nothing but Python.

The archive is unpacked, set up and served in an empty folder, as a user without rights where this
is root, and in a network namespace without a network where the system can make one; then a
picture is put in and its embedding fetched (`bootstrap.trial_inside`).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bootstrap import trial_inside, venv
from bootstrap.errors import BootstrapError, CommandFailed
from bootstrap.offline import VERSION

NOBODY = "nobody"


def trial(archive: Path) -> list[str]:
    """Try the archive out and return what happened, in lines for people.

    Raises BootstrapError if it does not set itself up, or does not serve.
    """
    user = _nobody()
    python = _python(user)
    isolated = _isolated()
    source = Path(trial_inside.__file__).read_text(encoding="utf-8")
    folder = Path(tempfile.mkdtemp(prefix="segment-studio-trial-"))
    try:
        if user is not None:
            os.chown(folder, *user)
        words = [str(folder), *(map(str, user) if user else ())]
        with archive.open("rb") as file:
            process = subprocess.run(
                # As text: the one who runs it may not be allowed to read this folder.
                [*isolated, python, "-I", "-c", source, *words],
                stdin=file,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if process.returncode:
        lines = (process.stdout + process.stderr).splitlines()
        raise CommandFailed("The bundle failed its trial, as the lines above say.", lines)
    facts = json.loads(process.stdout.splitlines()[-1])
    network = "without a network" if isolated else "with the network left on (no unshare here)"
    return [
        f"{archive.name}: {archive.stat().st_size / 1e6:.1f} MB",
        f"tried with {python}, as user {facts['user']}, {network}",
        *(f"{name:34} {value}" for name, value in facts["did"].items()),
    ]


def _nobody() -> tuple[int, int] | None:
    """The user and group to become; None where this is not root, or there are none."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    entry = pwd.getpwnam(NOBODY)
    return entry.pw_uid, entry.pw_gid


def _python(user: tuple[int, int] | None) -> str:
    """A Python of this version that the user may run: root's own may lie where nobody gets to."""
    places = (venv.base_python(), shutil.which(f"python{VERSION}"), f"/usr/bin/python{VERSION}")
    for place in places:
        if place is not None and _runs(str(place), user):
            return str(place)
    raise BootstrapError(f"No Python {VERSION} was found that the user {NOBODY} may run.")


def _runs(python: str, user: tuple[int, int] | None) -> bool:
    number, group = user or (None, None)
    others: list[int] | None = None if user is None else []
    ask = f"import sys, venv; sys.exit('%d.%d' % sys.version_info[:2] != '{VERSION}')"
    try:
        return 0 == subprocess.call(
            [python, "-I", "-c", ask], cwd="/", user=number, group=group, extra_groups=others
        )
    except OSError:
        return False


def _isolated() -> list[str]:
    """The words that start a program without a network; none where the system has no such thing."""
    unshare = shutil.which("unshare")
    if sys.platform != "linux" or unshare is None:
        return []
    words = [unshare, "--net"] if os.geteuid() == 0 else [unshare, "--map-root-user", "--net"]
    return words if subprocess.call([*words, "true"], stderr=subprocess.DEVNULL) == 0 else []
