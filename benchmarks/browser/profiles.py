"""What a page's main thread does meanwhile, as the browser's own profiler sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

INTERVAL = 500
"""Microseconds between two samples."""


@contextmanager
def profiled(page: Page, file: Path | None) -> Iterator[None]:
    """Profile a page until the context is left, into a file that developer tools open.

    Args:
        page: the page; while it reloads it is watched too.
        file: named ``.cpuprofile``; its folder is made. None does not profile.
    """
    if file is None:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    session = page.context.new_cdp_session(page)
    session.send("Profiler.enable")
    session.send("Profiler.setSamplingInterval", {"interval": INTERVAL})
    session.send("Profiler.start")
    yield
    file.write_text(json.dumps(session.send("Profiler.stop")["profile"]), encoding="utf-8")
    session.detach()
