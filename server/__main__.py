"""``python -m server``: load the model, open the port, serve until told to stop."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

import torch

from sam import SamError
from server.app import create_app
from server.errors import StartupError
from server.serving import close, is_loopback, listen
from server.settings import Settings, parse_settings

log = logging.getLogger("server")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; returns the process's exit status: 0 after a signal, 1 if it cannot start."""
    settings = parse_settings(sys.argv[1:] if arguments is None else arguments, os.environ)
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(message)s")
    logging.captureWarnings(True)
    signal.signal(signal.SIGTERM, _stop)
    try:
        return _serve(settings)
    except (SamError, StartupError) as error:
        print(f"Segment Studio cannot start. {error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, SystemExit):
        log.info("Stopped.")
        return 0


def _serve(settings: Settings) -> int:
    if settings.torch_threads:
        torch.set_num_threads(settings.torch_threads)
    app = create_app(settings)
    jobs = app.extensions["segment.jobs"]

    def stop(signum: int, frame: FrameType | None) -> None:
        """Leave the server's loop, which then waits for the requests that are being answered."""
        jobs.stop()
        raise SystemExit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    server, url = listen(app, settings)
    try:
        if not is_loopback(settings.host):
            log.warning(
                "Warning: listening on %s. Anyone who can reach this port can use the server; "
                "there is no password.",
                settings.host,
            )
        log.info("Segment Studio is ready at %s (stop it with Ctrl+C).", url)
        server.run()  # returns after KeyboardInterrupt or SystemExit
    finally:
        close(server)
    log.info("Stopped.")
    return 0


def _stop(signum: int, frame: FrameType | None) -> None:
    """Leave the server's loop on SIGTERM the way Ctrl+C does."""
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
