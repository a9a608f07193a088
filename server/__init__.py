"""The web server: the page, its files, and an API that a script can use as well.

    settings -> create_app -> Flask application -> Server (waitress)

``create_app`` builds the parts, which live in ``studio`` and know nothing of HTTP, and hands them
to one blueprint per file in ``server.routes``. The routes hold no logic.
"""

from __future__ import annotations

from server.app import create_app
from server.settings import Settings

__all__ = ["Settings", "create_app"]
