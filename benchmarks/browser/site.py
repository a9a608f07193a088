"""A small server for pages that measure: a folder's files, and bytes put there by either side."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

ISOLATION = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What a page and its workers need for threads. The product's server sends the same."""

BLOBS = "/blobs/"


class Site:
    """A running site.

    Attributes:
        origin: its address, without a slash at the end.
        blobs: bytes by name. A page gets them from ``/blobs/NAME``, and puts its own there.
    """

    def __init__(self, origin: str, blobs: dict[str, bytes]) -> None:
        self.origin = origin
        self.blobs = blobs


@contextmanager
def serve(root: Path) -> Iterator[Site]:
    """Serve a folder on a free port of this machine alone, until the context is left."""
    blobs: dict[str, bytes] = {}
    handler = partial(_Handler, blobs, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Site(f"http://127.0.0.1:{server.server_port}", blobs)
        finally:
            server.shutdown()
            thread.join()


class _Handler(SimpleHTTPRequestHandler):
    """Files below ``directory``, and blobs."""

    protocol_version = "HTTP/1.1"
    # Named here: a system's own tables differ, and a browser is strict about both of these.
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def __init__(
        self, blobs: dict[str, bytes], request: object, address: object, server: object, **rest: str
    ) -> None:
        self._blobs = blobs
        super().__init__(request, address, server, **rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """A blob, or else a file."""
        name = self._blob_name()
        if name is None:
            super().do_GET()
            return
        content = self._blobs.get(name)
        if content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_PUT(self) -> None:
        """Keep the body as a blob."""
        name = self._blob_name()
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if name is None:
            self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)
            return
        self._blobs[name] = content
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def end_headers(self) -> None:
        """Send the headers, those of isolation with them."""
        for name, value in ISOLATION.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to the figures."""

    def _blob_name(self) -> str | None:
        path = urlsplit(self.path).path
        return path.removeprefix(BLOBS) if path.startswith(BLOBS) else None
