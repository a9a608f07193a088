"""Several processes behind one port, by the configuration that the project ships."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch

from sam.modeling import Sam
from studio.settings import ROOT
from tests.sam.images.pictures import encoded, quarters
from tests.server.conftest import models, tiny
from tests.waiting import until

__all__ = ["models", "tiny"]  # fixtures

COMMAND = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gunicorn is not for Windows.")


@pytest.fixture(scope="module")
def environment(
    tiny: Sam,  # noqa: F811
    models: Path,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("gunicorn")
    torch.save(tiny.state_dict(), folder / "tiny.pt")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        **os.environ,
        "SEGMENT_PORT": str(port),
        "SEGMENT_CHECKPOINT": str(folder / "tiny.pt"),
        "SEGMENT_MODELS": str(models),
        "SEGMENT_CACHE_DIR": str(folder / "cache"),
        "SEGMENT_LOG_FORMAT": "json",
    }


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        COMMAND,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{environment['SEGMENT_PORT']}"
    try:
        until(lambda: process.poll() is not None or ready(address), 60)
        assert process.poll() is None, process.communicate()
        yield process, address
    finally:
        process.kill()
        process.communicate()


def ready(address: str) -> bool:
    try:
        urllib.request.urlopen(f"{address}/readyz").close()
    except OSError:
        return False
    return True


def get(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        return bytes(answer.read())


def test_processes_share_pictures_embeddings_and_numbers(environment: dict[str, str]) -> None:
    def encodes() -> float:
        text = get(f"{address}/metrics").decode()
        count = re.search(r"^segment_encode_seconds_count (\S+)", text, re.MULTILINE)
        return float(count[1]) if count else 0

    labels = 'method="GET",route="/api/v1/images/<image_id>/embedding",status="200"'
    answered = f"segment_requests_total{{{labels}}} 40.0"
    with serving(environment) as (process, address):
        # Each process has tested itself, and takes requests.
        until(lambda: encodes() >= 2, 60)
        picture = encoded(quarters(), "PNG")
        with urllib.request.urlopen(f"{address}/api/v1/images", data=picture) as answer:
            url = address + json.load(answer)["embedding"]
        # Each asks anew, and whichever process is free answers.
        embeddings = {get(url) for _ in range(40)}
        assert [len(each) for each in embeddings] == [32 * 16 * 16 * 2]
        # A process counts a request a little after its answer is read.
        until(lambda: answered in get(f"{address}/metrics").decode())
        made = encodes() - 2
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=30)

    # Once for all of them; two that start at once may both have found nothing on the disk.
    assert made in (1, 2)
    assert process.returncode == 0
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        # Slow clients of other machines would hold its threads.
        ("SEGMENT_HOST", "0.0.0.0", "put a proxy before it (deploy/nginx.conf)"),
        # Processes share pictures through the disk.
        ("SEGMENT_CACHE_DIR", "none", "give SEGMENT_CACHE_DIR a folder"),
    ],
)
def test_what_several_processes_cannot_do_is_refused(
    environment: dict[str, str], name: str, value: str, words: str
) -> None:
    done = subprocess.run(
        COMMAND,
        cwd=ROOT,
        env={**environment, name: value},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert words in done.stderr
