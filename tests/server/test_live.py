"""``python -m server`` as people start it: a process, a port, signals.

The examples of docs/api.md run here too, against that process.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import torch

from docs.api import TARGET
from sam.modeling import Sam
from server.serving import bind
from server.settings import Settings
from server.trusted_network import FALLEN
from studio.errors import StartupError
from studio.settings import ROOT
from tests import notebooks
from tests.sam.images.pictures import encoded, quarters
from tests.waiting import until

READY = re.compile(r"Segment Studio is ready at (http://\S+)")
BLOCKS = re.compile(r"^```(python|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def arguments(models: Path, tiny: Sam, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Flags that serve the tiny model on any free port."""
    checkpoint = tmp_path_factory.mktemp("weights") / "tiny.pt"
    torch.save(tiny.state_dict(), checkpoint)
    flags = ["--checkpoint", str(checkpoint), "--models", str(models), "--port", "0"]
    flags += ["--cache-dir", "none", "--client-at-once", "40"]
    return [*flags, "--max-image-bytes", "10MB", "--torch-threads", "1"]


def start(arguments: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "server", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def running(arguments: list[str]) -> Iterator[tuple[subprocess.Popen[str], str, list[str]]]:
    """A server's process, its address, and the lines it printed until it was ready."""
    process = start(arguments)
    lines: list[str] = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.rstrip())
            ready = READY.search(line)
            if ready:
                yield process, ready[1], lines
                return
        raise AssertionError(f"never ready: {lines} {process.communicate()}")
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def address(arguments: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running server that keeps projects."""
    flags = ["--data-dir", str(tmp_path_factory.mktemp("data"))]
    with running([*arguments, *flags]) as (_, url, _):
        yield url


def test_it_says_what_it_does_and_is_ready_when_it_says_so(arguments: list[str]) -> None:
    with running(arguments) as (process, url, lines):
        with urllib.request.urlopen(f"{url}/api/v1/health") as response:
            assert json.load(response)["status"] == "ok"
        assert re.match(r"Loading .*tiny\.pt …", lines[0])
        assert re.match(r"Loaded tiny on cpu in \d+\.\d s\.", lines[1])
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as left_open:
            left_open.sendall(f"GET /api/v1/health HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            assert left_open.recv(100).startswith(b"HTTP/1.1 200")
            process.send_signal(signal.SIGTERM)
            rest, errors = process.communicate(timeout=20)

    assert (process.returncode, rest.strip(), errors) == (0, "Stopped.", "")


def test_a_made_token_goes_into_no_log(arguments: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "new" / "cache"
    flags = ["--host", "0.0.0.0", "--cache-dir", str(folder)]
    with running([*arguments, *flags]) as (process, url, lines):
        # What the person who starts it is told, and what the documents say.
        assert [line for line in lines if line.startswith("- ")] == [f"- {each}" for each in FALLEN]
        assert url.startswith("http://127.0.0.1:")
        file = folder / f"access-token-{url.rpartition(':')[2]}"
        assert f"The access token is in {file}, which this user alone can read." in lines
        token = file.read_text().strip()
        assert len(token) > 40 and token not in "".join(lines)
        assert file.stat().st_mode & 0o077 == 0
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(f"{url}/api/v1/health")
        asked = urllib.request.Request(f"{url}/api/v1/health")
        asked.add_header("Authorization", f"Bearer {token}")
        with urllib.request.urlopen(asked) as response:
            assert response.status == 200
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=20)

    assert (process.returncode, rest.strip(), errors) == (0, "Stopped.", "")


@pytest.mark.parametrize("folder", ["none", "/dev/null/cache"])
def test_a_made_token_that_nobody_would_see_is_refused(arguments: list[str], folder: str) -> None:
    process = start([*arguments, "--host", "0.0.0.0", "--cache-dir", folder])
    output, errors = process.communicate(timeout=60)

    assert (process.returncode, output) == (1, "")
    assert errors.startswith("Segment Studio cannot start. The access token that was made ")
    assert "give a token with --access-token or SEGMENT_ACCESS_TOKEN" in errors
    assert errors.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="There are no pseudo-terminals on Windows.")
def test_a_made_token_is_shown_on_a_terminal(arguments: list[str]) -> None:
    terminal, end = os.openpty()
    with (
        subprocess.Popen(
            [sys.executable, "-m", "server", *arguments, "--host", "0.0.0.0"],
            cwd=ROOT,
            stdout=end,
            stderr=subprocess.STDOUT,
        ) as process,
        open(terminal, encoding="utf-8", errors="replace") as screen,
    ):
        os.close(end)
        lines = []
        for line in screen:
            lines.append(line.rstrip())
            if READY.search(line):
                break
        process.send_signal(signal.SIGINT)
    url = READY.search(lines[-1])[1]  # type: ignore[index]
    token = re.search(rf"Open {url}/\?token=(\S{{40,}})", "\n".join(lines))
    assert token is not None
    port = url.rpartition(":")[2]
    assert f"From other machines: http://{socket.gethostname()}:{port}/?token={token[1]}" in lines


def test_a_missing_decoder_is_one_sentence(arguments: list[str], tmp_path: Path) -> None:
    process = start([*arguments, "--models", str(tmp_path)])
    output, errors = process.communicate(timeout=60)

    assert (process.returncode, output) == (1, "")
    assert errors.startswith("Segment Studio cannot start. There is no decoder in ")
    assert errors.count("\n") == 1


def test_a_port_in_use_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StartupError) as caught:
            bind(Settings(port=port))

    assert str(caught.value) == (
        f"Cannot listen on 127.0.0.1 port {port} (Address already in use); "
        "stop what uses it, or choose another with --host or --port."
    )


def test_an_address_of_another_machine_is_one_sentence() -> None:
    with pytest.raises(StartupError, match=r"Cannot listen on 192\.0\.2\.1 port 8000 \("):
        bind(Settings(host="192.0.2.1"))


def post(address: str, headers: dict[str, str], body: bytes) -> tuple[int, str]:
    """Send the head of a request and some of its body; the answer must come without the rest."""
    with closing(
        http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
    ) as connection:
        connection.putrequest("POST", "/api/v1/images")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_too_long_a_body_is_refused_before_it_is_sent(address: str) -> None:
    status, words = post(address, {"Content-Length": "50000000"}, b"")
    assert (status, "exceeds max_body" in words) == (413, True)


def test_a_body_of_unknown_length_is_bounded_too(address: str) -> None:
    piece = b"%x\r\n" % 1_000_000 + bytes(1_000_000) + b"\r\n"
    status, words = post(address, {"Transfer-Encoding": "chunked"}, piece * 11)
    assert (status, "exceeds max_body" in words) == (413, True)


def test_a_body_in_chunks_is_a_body(address: str) -> None:
    picture = encoded(quarters(), "PNG")
    request = urllib.request.Request(f"{address}/api/v1/images", data=iter([picture]))
    request.add_header("Content-Type", "image/png")
    with urllib.request.urlopen(request) as response:
        assert json.load(response)["width"] == 48


def test_what_is_not_http_is_refused(address: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.0 400 Bad Request\r\n")


def test_a_client_that_hangs_up_harms_nobody(address: str) -> None:
    picture = encoded(quarters(200, 100), "PNG")
    request = urllib.request.Request(f"{address}/api/v1/images", data=picture)
    with urllib.request.urlopen(request) as response:
        url = json.load(response)["embedding"]
    host, port = address.removeprefix("http://").split(":")
    for _ in range(30):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(f"GET {url} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())

    assert len(patiently(f"{address}{url}")) == 32 * 16 * 16 * 2


def patiently(url: str, seconds: float = 20) -> bytes:
    """The answer, asked for again as long as the server says that it is busy."""

    def answer() -> bytes | None:
        try:
            with urllib.request.urlopen(url, timeout=seconds) as response:
                return bytes(response.read())
        except urllib.error.HTTPError as error:
            if error.code != 503:
                raise
            return None

    return until(answer, seconds) or b""


def examples(language: str, address: str) -> str:
    """The document's examples in one language, one after the other, for the server at hand."""
    blocks = [text for kind, text in BLOCKS.findall(TARGET.read_text("utf-8")) if kind == language]
    assert len(blocks) > 10
    return "\n".join(blocks).replace("http://127.0.0.1:8000", address)


@pytest.fixture
def with_photo(tmp_path: Path) -> Path:
    """A folder with the picture that the examples expect."""
    (tmp_path / "photo.jpg").write_bytes(encoded(quarters(640, 427), "JPEG"))
    return tmp_path


def test_the_python_examples_run(address: str, with_photo: Path) -> None:
    code = examples("python", address) + "\nprint(embedding.shape, embedding.dtype)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=with_photo,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("640 427 ")
    assert done.stdout.endswith("(1, 32, 16, 16) float32\n")
    assert (with_photo / "preview.png").read_bytes().startswith(b"\x89PNG")
    for name in ("prepare", "mask", "decode", "plain"):
        assert (with_photo / f"{name}.onnx").read_bytes().endswith(name.encode())


def test_the_notebook_of_a_project_runs(address: str, tmp_path: Path) -> None:
    notebook = ROOT / "docs" / "notebooks" / "project.ipynb"
    done = notebooks.run(notebook, {"http://127.0.0.1:8000": address}, tmp_path)

    assert done.returncode == 0, done.stderr
    shown = done.stdout.splitlines()
    assert len(shown) == 8
    assert "'accepted': 3" in shown[3] and "'new': 3" in shown[3]
    assert shown[4].endswith("(4, [('disc', 1.0, 0, 0), (None, 1.0, 0, 0)])")
    assert shown[5].count("3.5") == 4  # seconds: the pause was cut
    assert "'picture_added': 6" in shown[6]
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        assert not cell.get("outputs"), "A notebook is kept without outputs."


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed.")
def test_the_shell_examples_run(address: str, with_photo: Path) -> None:
    done = subprocess.run(
        ["bash", "-eu", "-c", examples("sh", address)],
        cwd=with_photo,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert (with_photo / "embedding.bin").stat().st_size == 32 * 16 * 16 * 2
    assert (with_photo / "coffee.png").read_bytes().startswith(b"\x89PNG")
