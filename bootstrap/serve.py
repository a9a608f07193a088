"""The last step of `run`: become the server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from bootstrap.project import Project
from bootstrap.settings import Settings


def command(project: Project, settings: Settings, checkpoint: Path) -> list[str]:
    """The server's command line."""
    words = [str(project.python), "-m", "server"]
    words += ["--host", settings.host, "--port", str(settings.port)]
    words += ["--checkpoint", str(checkpoint), "--models", str(project.models)]
    if settings.model:
        words += ["--model", settings.model]
    if settings.text:
        words += ["--text", str(settings.text)]
    if settings.device:
        words += ["--device", settings.device]
    return words


def serve(project: Project, settings: Settings, checkpoint: Path) -> NoReturn:
    """Replace this process by the server, so that Ctrl-C and signals go straight to it."""
    words = command(project, settings, checkpoint)
    sys.stdout.flush()
    os.chdir(project.root)
    if sys.platform == "win32":  # there, exec would return to the prompt while the server runs on
        sys.exit(subprocess.call(words))
    os.execv(words[0], words)
