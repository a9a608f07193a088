"""The inner half of a bundle's trial, run where there is no network; standard library only.

It is handed to Python as text, with the archive on standard input and these arguments: an empty
folder, and the numbers of the user and group to become, if any. Its last line is a JSON object.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
import urllib.request
import zlib
from pathlib import Path
from typing import Any

PORT = 8000
"""Of a namespace of our own, where nothing else listens."""

PATIENCE = 600.0
"""Seconds for setting up and starting."""

EMBEDDING_BYTES = 256 * 64 * 64 * 2
"""Of one embedding in float16."""


def main(folder: Path, user: list[int]) -> dict[str, Any]:
    """Unpack, set up, serve, ask; what was done and how long it took."""
    _raise_loopback()
    if user:
        os.setgroups([])
        os.setgid(user[1])
        os.setuid(user[0])
    os.chdir(folder)
    port = PORT if not _routes() else _free_port()
    did = {"routes out of here": str(_routes())}
    begun = time.monotonic()
    subprocess.run(["tar", "xzf", "-"], check=True)
    (root,) = folder.iterdir()
    did["tar xzf"] = f"{time.monotonic() - begun:.1f} s"

    begun = time.monotonic()
    env = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"}
    with (root / "trial.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "bootstrap", "run", "--port", str(port)],
            cwd=root,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        health = _health(server, port)
        did["bootstrap run, until it answers"] = f"{time.monotonic() - begun:.1f} s"
        did["GET /api/v1/health"] = json.dumps(health)
        picture = json.loads(_ask(port, "/api/v1/images", _png(64, 48)))
        did["POST /api/v1/images"] = f"{picture['width']}x{picture['height']} {picture['format']}"
        begun = time.monotonic()
        embedding = _ask(port, f"/api/v1/images/{picture['id']}/embedding")
        if len(embedding) != EMBEDDING_BYTES:
            raise SystemExit(f"The embedding has {len(embedding)} bytes.")
        took = time.monotonic() - begun
        did["GET .../embedding"] = f"{len(embedding)} bytes in {took:.1f} s"
        model = json.loads(_ask(port, "/api/v1/model"))
        graph = _ask(port, model["graph_urls"]["decode"])
        did["GET .../decode.onnx"] = f"{len(graph)} bytes, of {model['kind']}"
        did["GET /"] = f"{len(_ask(port, '/'))} bytes"
    finally:
        server.send_signal(signal.SIGTERM)
        status = server.wait(60)
        print((root / "trial.log").read_text(encoding="utf-8", errors="replace"))
    did["SIGTERM"] = f"ended with status {status}"
    return {"user": os.geteuid() if hasattr(os, "geteuid") else "", "did": did}


def _health(server: subprocess.Popen[bytes], port: int) -> Any:
    """Wait for the server's word that it is well."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit(f"bootstrap ended with status {server.returncode}.")
        try:
            return json.loads(_ask(port, "/api/v1/health"))
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"The server did not answer within {PATIENCE:.0f} s.")


def _ask(port: int, path: str, body: bytes | None = None) -> bytes:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body)
    if body is not None:
        request.add_header("Content-Type", "application/octet-stream")
    with urllib.request.urlopen(request, timeout=120) as answer:
        content: bytes = answer.read()
    return content


def _png(width: int, height: int) -> bytes:
    """A small picture, a slope from dark to light."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    row = b"\0" + bytes(x * 255 // width for x in range(width))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body


def _routes() -> int:
    """How many ways the system knows out of here; none in a namespace without a network."""
    table = Path("/proc/net/route")
    return len(table.read_text(encoding="ascii").splitlines()) - 1 if table.exists() else -1


def _raise_loopback() -> None:
    """Bring up `lo`, which is down in a new namespace."""
    if sys.platform != "linux":
        return
    import fcntl

    get, put, up = 0x8913, 0x8914, 0x1  # SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        answer = fcntl.ioctl(control, get, struct.pack("16sH14x", b"lo", 0))
        flags = struct.unpack("16sH14x", answer)[1]
        if not flags & up:
            fcntl.ioctl(control, put, struct.pack("16sH14x", b"lo", flags | up))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), [int(number) for number in sys.argv[2:]])))
