"""One shape for every error."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.errors import described
from studio.errors import (
    BrokenError,
    BusyError,
    GoneError,
    MissingError,
    RefusedError,
    ShareTakenError,
    StartupError,
    StoppingError,
    StudioError,
)
from tests.server.conftest import MakeApp
from tests.server.test_page import ISOLATION

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def assert_envelope(response: TestResponse, status: int) -> dict[str, object]:
    assert response.status_code == status
    assert response.mimetype == "application/json"
    assert response.json is not None
    assert set(response.json) == {"error"}
    error = response.json["error"]
    assert set(error) == {"code", "message", "status"}
    assert error["status"] == status
    assert error["message"].endswith(".")
    assert ISOLATION.items() <= dict(response.headers).items()
    assert response.headers["Cache-Control"] == "no-store"
    return dict(error)


def test_every_route_refuses_other_methods_in_the_one_shape(make_app: MakeApp) -> None:
    app = make_app()
    client = app.test_client()
    taken: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        url = str(rule).replace("<path:filename>", "js/main.js").replace("<name>", "coffee")
        # One address may have several rules, each with a method.
        taken.setdefault(re.sub("<[a-z_]+>", "0" * 64, url), set()).update(rule.methods or ())
    for url, methods in taken.items():
        for method in set(METHODS) - methods:
            response = client.open(url, method=method)
            assert assert_envelope(response, 405)["code"] == "method_not_allowed"
            assert set(response.headers["Allow"].split(", ")) == methods
    assert len(taken) > 40


@pytest.mark.parametrize(
    "url",
    ["/nothing", "/api", "/api/v1", "/api/v1/", "/api/v2/health", "/api/v1/images/", "/health"],
)
@pytest.mark.parametrize("method", METHODS)
def test_addresses_that_do_not_exist(client: FlaskClient, url: str, method: str) -> None:
    assert assert_envelope(client.open(url, method=method), 404)["code"] == "not_found"


def test_what_nobody_expected_is_logged_and_not_told(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret path /home/someone")

    monkeypatch.setattr("studio.image_store.read_image", fail)
    response = client.post("/api/v1/images", data=b"x")
    error = assert_envelope(response, 500)

    assert error["code"] == "internal_error"
    assert "secret" not in response.text
    number = str(error["message"]).split()[-1].rstrip(".")
    assert number in caplog.text
    assert "secret path" in caplog.text


def test_memory_that_runs_out_is_an_error_like_others(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("studio.image_store.read_image", fail)
    assert_envelope(client.post("/api/v1/images", data=b"x"), 500)


def test_a_range_beyond_the_file(client: FlaskClient) -> None:
    response = client.get("/api/v1/gallery/coffee", headers={"Range": "bytes=99999999-"})
    assert assert_envelope(response, 416)["code"] == "range_not_satisfiable"


def every_error(base: type[StudioError]) -> set[type[StudioError]]:
    return {base}.union(*map(every_error, base.__subclasses__()))


def test_every_error_of_the_core_has_its_status() -> None:
    made: list[tuple[StudioError, int]] = [
        (ShareTakenError("Too many.", 3), 429),
        (BusyError("Too much.", 2), 503),
        (StoppingError("It stops."), 503),
        (MissingError("image_not_found", "It is not here."), 404),
        (GoneError(), 499),
        (RefusedError("too_many_points", "They are too many."), 422),
        (BrokenError("embedding_not_finite", "It is not finite."), 500),
    ]
    unanswered = {StudioError, StartupError}
    assert {type(error) for error, _ in made} == every_error(StudioError) - unanswered
    for error, status in made:
        answer = described(error)
        assert (answer.status, answer.code, answer.message) == (status, error.code, error.message)
        retry = {"Retry-After": str(error.retry_after)} if isinstance(error, BusyError) else {}
        assert answer.headers == retry


def test_the_app_is_a_flask_application(make_app: MakeApp) -> None:
    assert isinstance(make_app(), Flask)
