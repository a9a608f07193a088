"""A hand on the page of any commit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext

from benchmarks.browser.driver import Driver
from benchmarks.browser.panel_driver import PanelDriver
from benchmarks.browser.visitor import NOTE, Visitor
from benchmarks.browser.waits import SCRIPT


@contextmanager
def driving(context: BrowserContext, origin: str) -> Iterator[Driver]:
    """Come to a server's page for the first time, and take the hand that knows its parts.

    Args:
        context: new, with a window of the size ``WINDOW``; it ends with this one.
        origin: of the server.
    """
    with context:
        page = context.new_page()
        page.add_init_script(NOTE)
        page.add_init_script(SCRIPT)
        visitor = Visitor(page)
        visitor.visit(origin)
        chips = page.locator("[data-testid=chips]").count() > 0
        yield (PanelDriver if chips else Driver)(visitor)
