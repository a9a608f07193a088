"""What the server survives: being killed at any moment, full and read-only disks, damaged files.

The servers run as an unprivileged user, as root may write where nobody may.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from sam.modeling import Sam
from studio.settings import ROOT
from tests.sam.images.pictures import encoded
from tests.server.conftest import MakeApp
from tests.server.test_live import READY
from tests.studio.models_folder import folder_in_force
from tests.waiting import pause

NOBODY = 65534

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="It needs signals and users.")


@pytest.fixture(scope="module")
def python() -> tuple[list[str], dict[str, Any]]:
    """A Python that may do no more than any user, and what to start it with."""
    if os.geteuid() != 0:
        return [sys.executable], {}
    as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": ()}
    system = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    for executable in (sys.executable, system):
        try:
            subprocess.run(
                [executable, "-c", f"import os; os.listdir({str(ROOT)!r})"],
                check=True,
                capture_output=True,
                cwd="/",
                **as_nobody,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return [executable], as_nobody
    pytest.skip("No Python here can be run by an unprivileged user: install Debian's python3.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the unprivileged user's, which it can reach."""
    own = tmp_path / "own"
    own.mkdir()
    let_everybody_reach(tmp_path)
    if os.geteuid() == 0:
        os.chown(own, NOBODY, NOBODY)
    return own


def let_everybody_reach(path: Path) -> None:
    """pytest makes folders that nobody but the user that runs the tests may enter."""
    everything = Path(tempfile.gettempdir()).resolve()
    for folder in (path.resolve(), *path.resolve().parents):
        if folder == everything:
            return
        folder.chmod(folder.stat().st_mode | 0o055)


@pytest.fixture(scope="module")
def model_files(
    models: Path, tiny: Sam, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """The checkpoint and the exporter's folder, readable by everybody."""
    checkpoint = tmp_path_factory.mktemp("weights") / "tiny.pt"
    torch.save(tiny.state_dict(), checkpoint)
    let_everybody_reach(checkpoint.parent)
    let_everybody_reach(models)
    return checkpoint, models


class Server:
    """A server on any free port, over a cache folder."""

    def __init__(
        self,
        python: tuple[list[str], dict[str, Any]],
        model_files: tuple[Path, Path],
        cache: Path,
        *flags: str,
    ) -> None:
        words, how = python
        checkpoint, models = model_files
        arguments = ["--checkpoint", str(checkpoint), "--models", str(models), "--port", "0"]
        arguments += ["--cache-dir", str(cache), "--data-dir", "none", "--torch-threads", "1"]
        arguments += flags
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        environment["PYTHONPATH"] = sysconfig.get_path("purelib")
        environment["HOME"] = str(cache)
        self.process = subprocess.Popen(
            [*words, "-m", "server", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **how,
        )
        self.lines: list[str] = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if ready := READY.search(line):
                self.address = ready[1]
                return
        raise AssertionError(f"never ready: {self.lines}")

    def embedding(self, picture: bytes) -> bytes:
        with urllib.request.urlopen(f"{self.address}/api/v1/images", data=picture) as answer:
            url = json.load(answer)["embedding"]
        with urllib.request.urlopen(f"{self.address}{url}?dtype=float32") as answer:
            return bytes(answer.read())

    def metric(self, name: str) -> float:
        with urllib.request.urlopen(f"{self.address}/metrics") as answer:
            lines = answer.read().decode().splitlines()
        return next((float(line.split()[-1]) for line in lines if line.startswith(name)), 0.0)

    def end(self, number: int = signal.SIGKILL) -> str:
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=20)
        return "".join(self.lines) + rest


@contextmanager
def serving(*arguments: Any) -> Iterator[Server]:
    server = Server(*arguments)
    try:
        yield server
    finally:
        server.process.kill()
        server.process.wait()
        assert server.process.stdout is not None
        server.process.stdout.close()


def pictures(count: int) -> list[bytes]:
    random = np.random.default_rng(7)
    sides = [(int(random.integers(20, 90)), int(random.integers(20, 90)), 3) for _ in range(count)]
    return [encoded(random.integers(0, 255, side, np.uint8), "PNG") for side in sides]


@pytest.fixture(scope="module")
def true_embeddings(make_app: MakeApp) -> dict[bytes, bytes]:
    """What each picture's embedding is, by a server that nothing happened to."""
    client = make_app().test_client()
    found = {}
    for picture in pictures(24):
        image = client.post("/api/v1/images", data=picture).json
        assert image is not None
        found[picture] = client.get(f"{image['embedding']}?dtype=float32").data
    return found


def near(embedding: bytes, truth: bytes) -> bool:
    """Equal up to the order in which threads add."""
    return np.allclose(np.frombuffer(embedding, "<f4"), np.frombuffer(truth, "<f4"), atol=1e-4)


def test_killed_at_any_moment_it_comes_back_and_serves_nothing_wrong(
    python: tuple[list[str], dict[str, Any]],
    model_files: tuple[Path, Path],
    folder: Path,
    true_embeddings: dict[bytes, bytes],
) -> None:
    """During uploads, encodes, writing to the cache and jobs, whatever runs just then."""
    dice = random.Random(1)
    known = list(true_embeddings)
    for _ in range(4):
        with serving(python, model_files, folder) as server:
            stop = threading.Event()
            wrong: list[str] = []

            def ask(
                server: Server = server,
                stop: threading.Event = stop,
                wrong: list[str] = wrong,
            ) -> None:
                order = random.Random(threading.get_ident())
                while not stop.is_set():
                    picture = order.choice(known)
                    try:
                        if not near(server.embedding(picture), true_embeddings[picture]):
                            wrong.append(hashlib.sha256(picture).hexdigest())
                        name = hashlib.sha256(picture).hexdigest()
                        address = f"{server.address}/api/v1/images/{name}/everything"
                        settings = b'{"points_per_side": 8}'
                        with urllib.request.urlopen(address, data=settings, timeout=5) as events:
                            events.read(100)
                    except (OSError, ValueError, http.client.HTTPException):
                        pass  # refused, or cut off by the kill

            threads = [threading.Thread(target=ask) for _ in range(4)]
            for thread in threads:
                thread.start()
            pause(0.1 + dice.random())  # the power goes when it goes
            server.process.kill()
            stop.set()
            for thread in threads:
                thread.join(20)
            assert wrong == []
    kept = list((folder / "embeddings-1").iterdir())
    assert kept, "nothing was cached before the kills: they came too early to show anything"
    with serving(python, model_files, folder) as server:
        assert not list((folder / "embeddings-1").glob(".writing-*"))
        for picture, truth in true_embeddings.items():
            assert near(server.embedding(picture), truth)
        assert server.metric('segment_embeddings_total{source="disk"}') > 0
        assert "Traceback" not in server.end(signal.SIGTERM)


def test_a_full_disk_takes_nothing_but_the_cache(
    python: tuple[list[str], dict[str, Any]],
    model_files: tuple[Path, Path],
    folder: Path,
    true_embeddings: dict[bytes, bytes],
) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", f"size=400k,uid={NOBODY},mode=0700", "tmpfs"]
    if os.geteuid() != 0 or subprocess.run([*mount, folder], capture_output=True).returncode:
        pytest.skip("A small disk cannot be mounted here: run as root, where mounting is allowed.")
    try:
        with serving(python, model_files, folder) as server:
            for picture, truth in true_embeddings.items():
                assert near(server.embedding(picture), truth)
            assert shutil.disk_usage(folder).free < 100_000
            for picture, truth in true_embeddings.items():
                assert near(server.embedding(picture), truth)
            said = server.end(signal.SIGTERM)
        assert said.count("No space left on device") in (1, 2)  # once for each cache
        with serving(python, model_files, folder) as server:
            for picture, truth in true_embeddings.items():
                assert near(server.embedding(picture), truth)
            assert server.metric('segment_embeddings_total{source="disk"}') > 0
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_read_only_cache_is_still_read(
    python: tuple[list[str], dict[str, Any]],
    model_files: tuple[Path, Path],
    folder: Path,
    true_embeddings: dict[bytes, bytes],
) -> None:
    first, *others = true_embeddings
    with serving(python, model_files, folder) as server:
        server.embedding(first)
        server.end(signal.SIGTERM)
    for path in (*folder.iterdir(), folder):
        path.chmod(0o500)
    try:
        with serving(python, model_files, folder) as server:
            for picture in (first, *others[:3]):
                assert near(server.embedding(picture), true_embeddings[picture])
            assert server.metric('segment_embeddings_total{source="disk"}') == 1
            said = server.end(signal.SIGTERM)
        assert "cannot be written (Permission denied); the server goes on without it." in said
    finally:
        for path in (folder, *folder.iterdir()):
            path.chmod(0o700)


def test_two_servers_share_a_cache(
    python: tuple[list[str], dict[str, Any]],
    model_files: tuple[Path, Path],
    folder: Path,
    true_embeddings: dict[bytes, bytes],
) -> None:
    with (
        serving(python, model_files, folder) as one,
        serving(python, model_files, folder) as other,
    ):
        for number, (picture, truth) in enumerate(true_embeddings.items()):
            for server in (one, other) if number % 2 else (other, one):
                assert near(server.embedding(picture), truth)
        for server in (one, other):
            assert server.metric("segment_encode_seconds_count") == 1 + len(true_embeddings) / 2


@pytest.mark.parametrize(
    ("fault", "wanted"),
    [
        ("truncated", "is truncated (its end"),
        ("a flipped bit in the encoder", "restore the checkpoint if it was damaged"),
        ("a flipped bit in the decoder", "decoder.safetensors has SHA-256"),
    ],
)
def test_damaged_weights_are_refused_with_what_to_do(
    python: tuple[list[str], dict[str, Any]],
    model_files: tuple[Path, Path],
    tiny: Sam,
    folder: Path,
    fault: str,
    wanted: str,
) -> None:
    """What is served of the decoder are its rounded weights, in a file of their own."""
    checkpoint, models = model_files
    damaged = folder / "damaged.pt"
    if fault == "truncated":
        damaged.write_bytes(checkpoint.read_bytes()[:-1000])
    elif fault.endswith("encoder"):
        weights = {name: value.clone() for name, value in tiny.state_dict().items()}
        name = next(name for name in weights if name.startswith("image_encoder"))
        weights[name].view(torch.int32).view(-1)[0] ^= 1
        torch.save(weights, damaged)
    else:
        shutil.copy(checkpoint, damaged)
        models = Path(shutil.copytree(models, folder / "models"))
        file = folder_in_force(models) / "decoder.safetensors"
        content = bytearray(file.read_bytes())
        content[-1] ^= 1
        file.write_bytes(content)
    damaged.chmod(0o644)
    words, how = python
    done = subprocess.run(
        [*words, "-m", "server", "--checkpoint", damaged, "--models", models, "--port", "0"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")},
        capture_output=True,
        text=True,
        timeout=60,
        **how,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Segment Studio cannot start. ")
    assert done.stderr.count("\n") == 1
    assert wanted in done.stderr, done.stderr


def test_uploads_that_break_off_leave_nothing_behind(
    python: tuple[list[str], dict[str, Any]],
    model_files: tuple[Path, Path],
    folder: Path,
    true_embeddings: dict[bytes, bytes],
) -> None:
    with serving(python, model_files, folder) as server:
        picture = next(iter(true_embeddings))
        host, port = server.address.removeprefix("http://").split(":")
        for _ in range(20):
            with socket.create_connection((host, int(port))) as connection:
                head = f"POST /api/v1/images HTTP/1.1\r\nHost: {host}\r\nContent-Length: "
                connection.sendall(f"{head}{len(picture)}\r\n\r\n".encode() + picture[:50])
        assert near(server.embedding(picture), true_embeddings[picture])
        assert server.metric("segment_waiting") == 0
