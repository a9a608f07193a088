"""For those who run the server: liveness, readiness, metrics, the log, and a good end."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import torch
from flask.testing import FlaskClient

from studio.cache import ENTRY_BYTES
from studio.encoder import SharedEncoder
from studio.readiness import Readiness
from tests.sam.images.pictures import encoded, quarters
from tests.server.conftest import MakeApp
from tests.server.test_live import arguments, running, start

__all__ = ["arguments"]  # a fixture


def metric(client: FlaskClient, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", client.get("/metrics").text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def put(client: FlaskClient, data: bytes | None = None) -> str:
    body = client.post("/api/v1/images", data=data or encoded(quarters(), "PNG")).json
    assert body is not None
    return str(body["embedding"])


def test_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "alive"}
    assert client.get("/readyz").json == {"status": "ready"}


def test_a_model_that_fails_is_not_ready_until_it_works_again(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine: SharedEncoder = client.application.extensions["segment.studio"].encoder
    address = put(client)
    with monkeypatch.context() as broken:
        broken.setattr(engine, "_encoder", lambda batch: batch * torch.nan)
        assert client.get(address).status_code == 500
    answer = client.get("/readyz")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "values that are not finite" in answer.text
    assert client.get("/healthz").status_code == 200

    assert client.get(address).status_code == 200
    assert client.get("/readyz").status_code == 200


def test_a_model_that_failed_is_tried_again_though_nobody_sends_pictures(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine: SharedEncoder = client.application.extensions["segment.studio"].encoder
    now = [0.0]
    readiness = Readiness(engine, lambda: engine.model, lambda: now[0])
    with monkeypatch.context() as broken:
        broken.setattr(engine, "_encoder", lambda batch: batch * torch.nan)
        client.get(put(client))
        encodes = engine.encodes
        for now[0] in (0, 5, 9.9):
            assert readiness.problem() is not None
        assert engine.encodes == encodes  # left in peace
        for now[0] in (10, 11, 19):
            assert readiness.problem() is not None
        assert engine.encodes == encodes + 1
    now[0] = 20
    assert readiness.problem() is None


def test_metrics_count_what_happened(make_app: MakeApp, tmp_path: Path) -> None:
    client = make_app(cache_dir=tmp_path).test_client()
    address = put(client)
    client.get(address, buffered=True)
    client.get(address, buffered=True)
    client.get("/nothing", buffered=True)

    assert metric(client, "segment_encode_seconds_count") == 1
    assert metric(client, 'segment_embeddings_total{source="encoded"}') == 1
    assert metric(client, 'segment_embeddings_total{source="memory"}') == 1
    assert metric(client, "segment_embedding_cache_bytes") == 32 * 16 * 16 * 4 + ENTRY_BYTES
    assert metric(client, "segment_image_store_bytes") > 0
    assert metric(client, "segment_waiting") == 0
    labels = 'method="GET",route="/api/v1/images/<image_id>/embedding",status="200"'
    assert metric(client, f"segment_requests_total{{{labels}}}") == 2
    assert metric(client, 'segment_requests_total{method="GET",route="none",status="404"}') == 1

    again = make_app(cache_dir=tmp_path).test_client()
    assert again.get(address).status_code == 200
    assert metric(again, 'segment_embeddings_total{source="disk"}') == 1
    assert metric(again, "segment_encode_seconds_count") == 0


def test_jobs_are_counted_by_their_end(client: FlaskClient) -> None:
    address = put(client).replace("embedding", "everything")
    assert client.post(address, json={"points_per_side": 4}).data
    assert metric(client, 'segment_jobs_total{end="finished"}') == 1
    assert metric(client, "segment_job_seconds_count") == 1
    assert metric(client, "segment_jobs_running") == 0


def test_labels_cannot_be_made_up(client: FlaskClient) -> None:
    for number in range(20):
        client.open("/healthz", method=f"NONSENSE{number}")
        client.get(f"/nothing/{number}")
    assert "NONSENSE" not in client.get("/metrics").text
    assert "/nothing" not in client.get("/metrics").text


def test_a_request_has_an_id_which_a_proxy_may_give(client: FlaskClient) -> None:
    made = [client.get("/healthz").headers["X-Request-Id"] for _ in range(2)]
    assert made[0] != made[1] and re.fullmatch("[0-9a-f]{16}", made[0])
    for given, taken in (
        ("from-nginx.1", True),
        ("short", False),
        ("x" * 65, False),
        ("a b", False),
    ):
        answer = client.get("/healthz", headers={"X-Request-Id": given})
        assert (answer.headers["X-Request-Id"] == given) == taken


def test_the_number_of_an_unexpected_error_is_its_requests(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(engine: SharedEncoder, *_: object, **__: object) -> None:
        raise RuntimeError("a secret at 0x7f")

    address = put(client)
    monkeypatch.setattr(SharedEncoder, "embedding", fail)
    answer = client.get(address)
    number = answer.headers["X-Request-Id"]

    assert answer.status_code == 500
    assert number in answer.text
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert f"Unexpected error {number}" in caplog.text


def test_the_json_log_has_a_line_for_each_request_and_no_secret(arguments: list[str]) -> None:  # noqa: F811
    token = "a-token-that-only-tests-know"
    flags = ["--log-format", "json", "--access-token", token]
    with running([*arguments, *flags]) as (process, url, lines):
        headers = {"X-Request-Id": "request-0001", "Authorization": f"Bearer {token}"}
        address = f"{url}/api/v1/health?secret=of-mine"
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            assert answer.status == 200
        headers["X-Request-Id"] = "request-0002"
        script = urllib.request.Request(f"{url}/static/js/main.js", headers=headers)
        with urllib.request.urlopen(script) as answer:  # a file, which ends unheard of
            assert answer.status == 200
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        browser.open(f"{url}/?token={token}").close()
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=20)
    told = [json.loads(line) for line in (*lines, *rest.splitlines())]
    request, file = (
        next(line for line in told if line.get("request_id") == f"request-000{number}")
        for number in (1, 2)
    )

    assert errors == ""
    assert request["message"] == "request" and request["level"] == "INFO"
    assert (request["method"], request["path"], request["status"]) == ("GET", "/api/v1/health", 200)
    assert request["client"] == "127.0.0.1" and request["ms"] >= 0 and request["time"]
    assert (file["message"], file["path"], file["status"]) == ("request", "/static/js/main.js", 200)
    assert token not in rest and "of-mine" not in rest


def test_nobody_writes_lines_of_their_own_into_the_log(
    repo_root: Path,
) -> None:
    forged = r"/x\nOpen http://evil.example/\x1b[2J\u2028"
    code = "import logging; from server import request_log; request_log.configure('text'); "
    code += "log = logging.getLogger('waitress'); log.info('Client disconnected'); "
    code += f"log.warning('left %s', '{forged}')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=repo_root, capture_output=True, text=True, check=True
    )
    assert done.stdout == "left /x\\nOpen http://evil.example/\\x1b[2J\\u2028\n"


def test_a_stopped_server_finishes_what_is_running(arguments: list[str]) -> None:  # noqa: F811
    noise = np.random.default_rng(0).integers(0, 255, (2000, 2500, 3), np.uint8)
    with running(arguments) as (process, url, _):
        with urllib.request.urlopen(f"{url}/api/v1/images", data=encoded(noise, "JPEG")) as put_in:
            address = json.load(put_in)["id"]
        with closing(http.client.HTTPConnection(url.removeprefix("http://"), timeout=20)) as client:
            # Takes most of a second: a PNG of five megapixels is written.
            client.request("GET", f"/api/v1/images/{address}/preview")
            # What came after it is answered, so it has been begun.
            urllib.request.urlopen(f"{url}/healthz").close()
            process.send_signal(signal.SIGTERM)
            answer = client.getresponse().read()
        _, errors = process.communicate(timeout=20)

    assert (process.returncode, errors) == (0, "")
    assert len(answer) > 10**7


def test_a_taken_port_is_told_before_a_model_is_loaded(arguments: list[str]) -> None:  # noqa: F811
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = start([*arguments, "--port", str(taken.getsockname()[1])])
        output, errors = process.communicate(timeout=30)
    assert (process.returncode, output) == (1, "")
    assert errors.startswith("Segment Studio cannot start. Cannot listen on 127.0.0.1 port ")


def test_a_disk_that_fails_takes_nothing_else_along(
    make_app: MakeApp, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("where a folder should be")
    client = make_app(cache_dir=tmp_path / "file").test_client()
    for _ in range(3):
        assert client.get(put(client)).status_code == 200
    assert "the server goes on without it" in caplog.text
    assert len(caplog.records) < 8


def test_pictures_and_embeddings_outlive_the_server(make_app: MakeApp, tmp_path: Path) -> None:
    address = put(make_app(cache_dir=tmp_path).test_client())
    first = make_app(cache_dir=tmp_path).test_client()
    embedding = first.get(address).data
    assert len(embedding) == 32 * 16 * 16 * 2
    again = make_app(cache_dir=tmp_path).test_client()

    assert again.get(address).data == embedding
    assert again.application.extensions["segment.studio"].encoder.encodes == 0
    kept = make_app(cache_dir=tmp_path, disk_image_bytes=0).test_client()
    assert kept.get(address).status_code == 404


def test_a_damaged_embedding_is_made_anew(make_app: MakeApp, tmp_path: Path) -> None:
    client = make_app(cache_dir=tmp_path).test_client()
    address = put(client)
    embedding = client.get(address).data
    (file,) = (tmp_path / "embeddings-1").iterdir()
    content = bytearray(file.read_bytes())
    content[-10] ^= 64
    file.write_bytes(content)
    again = make_app(cache_dir=tmp_path).test_client()

    assert again.get(address).data == embedding
    assert again.application.extensions["segment.studio"].encoder.encodes == 1


def test_help_of_systemd_knows_only_settings_there_are(repo_root: Path) -> None:
    from server.settings import Settings, variable

    known = {variable(name) for name in Settings.__dataclass_fields__}
    named = set()
    for file in (repo_root / "deploy").iterdir():
        named |= set(re.findall(r"\bSEGMENT_[A-Z_]+", file.read_text(encoding="utf-8")))
    assert named and named <= known
