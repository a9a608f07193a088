"""``python -m server``: load the model, open the port, serve until told to stop."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from types import FrameType

from dataengine.errors import OpeningError
from sam.errors import SamError
from server import idle, request_log
from server.made_token import keep_for_user
from server.serving import EVERYWHERE, Server, bind
from server.settings import Settings, parse_settings
from server.trusted_network import warnings
from studio.errors import StartupError
from studio.memory import IdleMemory, leave_lasting_alone, share_arenas

log = logging.getLogger("server")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; returns the process's exit status: 0 after a signal, 1 if it cannot start."""
    given = parse_settings(sys.argv[1:] if arguments is None else arguments, os.environ)
    settings = given.guarded()
    request_log.configure(settings.log_format)
    share_arenas()
    signal.signal(signal.SIGTERM, _leave)
    made = settings.access_token if given.access_token is None else None
    try:
        return _serve(settings, made)
    except (SamError, StartupError, OpeningError) as error:
        print(f"Segment Studio cannot start. {error}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, SystemExit):
        log.info("Stopped.")
        return 0


def _serve(settings: Settings, made_token: str | None) -> int:
    listening = bind(settings)
    try:
        port = listening.getsockname()[1]
        kept = keep_for_user(settings, port) if made_token else None
        # Not before: what is wrong with port and token is said without waiting for torch.
        import torch

        from server.app import create_app

        if settings.torch_threads:
            torch.set_num_threads(settings.torch_threads)
        app = create_app(settings)
        idle.register(app, IdleMemory())
        server = Server(app, settings, listening)
        leave_lasting_alone()
    except BaseException:
        listening.close()
        raise
    stopping = threading.Event()
    engine = app.extensions["segment.dataengine"]

    def stop(signum: int, frame: FrameType | None) -> None:
        """Take nothing new, end the jobs, and let running requests finish; at once if asked
        twice.
        """
        if stopping.is_set():
            raise SystemExit(0)
        app.extensions["segment.studio"].stop()
        if engine is not None:
            engine.stop()
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        for sentence in warnings(settings):
            log.warning(sentence)
        if kept is not None:
            log.info("The access token is in %s, which this user alone can read.", kept)
        elif made_token:
            # On the terminal, for the eyes of whoever starts the server; a log would keep it.
            query = f"/?token={made_token}"
            print(f"Open {server.url}{query}")
            if settings.host in EVERYWHERE:
                print(f"From other machines: http://{socket.gethostname()}:{port}{query}")
            print("Whoever knows this access token can use the server.", flush=True)
        log.info("Segment Studio is ready at %s (stop it with Ctrl+C).", server.url)
        if not server.serve(stopping, settings.shutdown_seconds):
            log.warning("Some requests were still running and have been cut off.")
    finally:
        server.close()
        if engine is not None:
            engine.close()
    log.info("Stopped.")
    return 0


def _leave(signum: int, frame: FrameType | None) -> None:
    """Stop while the model is still being loaded."""
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
