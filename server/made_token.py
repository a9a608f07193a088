"""Hands an access token that was made here to whoever starts the server, and to no log."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from server.settings import Settings
from studio.errors import StartupError


def keep_for_user(settings: Settings, port: int) -> Path | None:
    """Put the made token where the server's user alone can read it.

    Args:
        settings: with the token.
        port: the server's own, which it has taken already: others may share the folder.

    Returns:
        The file in the cache's folder; None where standard output is a terminal, on which the token
        is seen and not kept.

    Raises:
        StartupError: standard output goes into a log, as that of services does, and there is no
            folder, or it takes no file.
    """
    if sys.stdout.isatty():
        return None
    given = "give a token with --access-token or SEGMENT_ACCESS_TOKEN"
    if settings.cache_dir is None:
        raise StartupError(
            "The access token that was made is shown on a terminal, or put into a file in "
            f"--cache-dir; there is neither, and it belongs in no log: {given}."
        )
    path = settings.cache_dir / f"access-token-{port}"
    unfinished = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    try:
        settings.cache_dir.mkdir(parents=True, exist_ok=True)
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{settings.access_token}\n")
        os.replace(unfinished, path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise StartupError(
            f"The access token that was made cannot be put into {path} ({error.strerror}), and it "
            f"belongs in no log: {given}."
        ) from None
    return path
