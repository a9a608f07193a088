"""nginx with the example site, on ports of this machine's own, before a server given by a test."""

from __future__ import annotations

import http.server
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.waiting import until

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")

MAIN = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr crit;
events {{}}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {site};
}}
"""

Configure = Callable[..., list[str]]
Proxied = Callable[..., AbstractContextManager[str]]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def nginx() -> str:
    """nginx's program file; the set-up does not install it."""
    if NGINX is None:
        pytest.skip("nginx is not installed here (apt install nginx-light)")
    return NGINX


@pytest.fixture
def configure(nginx: str, repo_root: Path, tmp_path: Path) -> Configure:
    """The words that start nginx with the example site, changed by ``edit``."""

    def write(edit: Callable[[str], str] = lambda site: site) -> list[str]:
        site = tmp_path / "site.conf"
        site.write_text(edit((repo_root / "deploy" / "nginx.conf").read_text()))
        main = tmp_path / "nginx.conf"
        main.write_text(MAIN.format(folder=tmp_path, site=site))
        return [nginx, "-e", "stderr", "-p", str(tmp_path), "-c", str(main)]

    return write


@pytest.fixture
def proxied(configure: Configure) -> Proxied:
    """Runs nginx before the server at an address, its site changed by ``edit``; the address of
    nginx.
    """

    @contextmanager
    def run(behind: str, edit: Callable[[str], str] = lambda site: site) -> Iterator[str]:
        front = f"127.0.0.1:{free_port()}"

        def move(site: str) -> str:
            assert site.count("\n    listen 80;\n") == site.count("server 127.0.0.1:8000;") == 1
            site = site.replace("\n    listen 80;\n", f"\n    listen {front};\n")
            return edit(site.replace("server 127.0.0.1:8000;", f"server {behind};"))

        with subprocess.Popen(configure(move), stderr=subprocess.PIPE, text=True) as process:
            try:
                _wait(front, process)
                yield front
            finally:
                process.terminate()
                _, complaints = process.communicate(timeout=20)
        assert complaints == ""

    return run


@contextmanager
def answering(handler: type[http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server of plain Python; its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def _wait(address: str, process: subprocess.Popen[str]) -> None:
    host, port = address.split(":")

    def listens() -> bool:
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            return False
        return True

    until(lambda: process.poll() is not None or listens())
    assert process.poll() is None, f"nginx does not listen: {process.communicate()[1]}"
