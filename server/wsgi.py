"""The application for servers that are not ours, such as gunicorn: ``server.wsgi:create()``.

Settings come from environment variables alone.
"""

from __future__ import annotations

import os
import sys

import torch
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from dataengine.errors import OpeningError
from sam import SamError
from server import idle, request_log
from server.app import create_app
from server.settings import parse_settings
from studio.errors import StartupError
from studio.memory import IdleMemory, leave_lasting_alone, share_arenas


def create() -> Flask:
    """Build the application of one process.

    Raises:
        SystemExit: it cannot start; the sentence is on stderr.
    """
    settings = parse_settings([], os.environ)
    request_log.configure(settings.log_format)
    share_arenas()
    if settings.torch_threads:
        torch.set_num_threads(settings.torch_threads)
    try:
        app = create_app(settings)
    except (SamError, StartupError, OpeningError) as error:
        print(f"Segment Studio cannot start. {error}", file=sys.stderr)
        raise SystemExit(1) from None
    idle.register(app, IdleMemory())
    leave_lasting_alone()
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
    return app
