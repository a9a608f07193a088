"""The web server: the page, its files, and an API that a script can use as well.

    settings -> create_app -> Flask application -> Server (waitress)

``create_app`` builds the parts, which live in ``studio`` and know nothing of HTTP, and hands them
to one blueprint per file in ``server.routes``. The routes hold no logic.
"""

from __future__ import annotations

from segment_studio import check_sam

check_sam()  # before anything of it is imported

from typing import TYPE_CHECKING  # noqa: E402

from sam.lazy import attach  # noqa: E402

if TYPE_CHECKING:
    from server.app import create_app
    from server.settings import Settings
else:  # torch takes seconds: settings, and what is wrong with them, need none
    __getattr__, __dir__ = attach(
        __name__, {"server.app": ("create_app",), "server.settings": ("Settings",)}
    )

__all__ = ["Settings", "create_app"]
