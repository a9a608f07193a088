"""One headless Chromium, and how much memory its pages have taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, sync_playwright

from benchmarks.errors import MeasurementError
from bootstrap import chromium
from bootstrap.errors import BootstrapError

FLAGS = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class BrowserError(MeasurementError):
    """There is no Chromium to measure in, or a page in it could not do its part."""


@contextmanager
def launch() -> Iterator[Browser]:
    """Start the Chromium that the browser tests would use.

    Raises:
        BrowserError: there is none that starts, or a page in it fails.
    """
    try:
        path = chromium.installed()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
            yield browser
            browser.close()
    except BootstrapError as error:
        raise BrowserError(str(error)) from error
    except Error as error:
        raise BrowserError(f"Chromium failed: {error.message}") from error


@contextmanager
def launch_profiles(**options: Any) -> Iterator[Callable[[], BrowserContext]]:
    """Starts Chromiums that have a profile in a folder, as a person's has: what they have
    downloaded and compiled is there at the next visit, which an incognito window forgets.

    Args:
        options: of each one's context, such as its ``viewport``.

    Raises:
        BrowserError: there is none that starts, or a page in one fails.
    """
    try:
        path = chromium.installed()
        with sync_playwright() as playwright, ExitStack() as stack:

            def start() -> BrowserContext:
                folder = stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
                context = playwright.chromium.launch_persistent_context(
                    folder, executable_path=path, args=list(FLAGS), **options
                )
                return stack.enter_context(context)

            yield start
    except BootstrapError as error:
        raise BrowserError(str(error)) from error
    except Error as error:
        raise BrowserError(f"Chromium failed: {error.message}") from error


def peak_megabytes(browser: Browser) -> float | None:
    """The most memory that any page's process has held so far (Linux only; elsewhere None).

    Processes of closed pages do not count. It is what the system calls the high-water mark of the
    resident set: code, pictures, WASM and all.
    """
    return _largest(browser, "VmHWM")


def resident_megabytes(browser: Browser) -> float | None:
    """The memory that the largest page's process holds now, told as by :func:`peak_megabytes`."""
    return _largest(browser, "VmRSS")


def _largest(browser: Browser, quantity: str) -> float | None:
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    found = [_megabytes(row["id"], quantity) for row in processes if row["type"] == "renderer"]
    return max((size for size in found if size is not None), default=None)


def _megabytes(process: int, quantity: str) -> float | None:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    found = re.search(rf"^{quantity}:\s*(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else None
