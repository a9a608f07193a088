"""Segment everything over HTTP: the events, what they add up to, and what is refused."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sam import SamAutomaticMaskGenerator, load_sam
from sam.automatic import PRESETS, EverythingSettings
from sam.automatic.decoder import Floats, PreparedImage
from sam.automatic.torch_decoder import TorchDecoder
from sam.errors import ImageError
from sam.images import read_image
from sam.modeling import Sam
from sam.rounding import rounded
from server import Settings, create_app
from server.errors import ApiError
from server.routes.everything import settings_of
from studio.encoder import SharedEncoder
from studio.errors import BusyError
from studio.jobs import Jobs
from studio.turns import Rank
from tests.sam.images.pictures import encoded, noise, quarters
from tests.server.conftest import MakeApp
from tests.studio.models_folder import write_models
from tests.waiting import until

ANYTHING = {"points_per_side": 6, "pred_iou_thresh": 0, "stability_score_thresh": 0}
"""The tiny model's weights are random: its masks pass no stricter filter."""

PICTURE = encoded(quarters(96, 64), "PNG")


def put(client: FlaskClient, data: bytes = PICTURE) -> str:
    image = client.post("/api/v1/images", data=data).json
    assert image is not None
    return f"/api/v1/images/{image['id']}/everything"


def events(response: TestResponse) -> list[dict[str, Any]]:
    assert (response.status_code, response.mimetype) == (200, "application/x-ndjson")
    return [json.loads(line) for line in response.data.splitlines()]


def survivors(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records that the events add up to, as a reader works it out."""
    shown: dict[int, dict[str, Any]] = {}
    for event in told:
        rest = dict(event)
        kind = rest.pop("event")
        if kind == "mask":
            identity = rest.pop("id")
            assert identity not in shown
            shown[identity] = rest
        elif kind == "withdraw":
            del shown[rest["id"]]
        elif kind == "progress":
            assert 0 <= rest["done"] <= rest["total"]
        else:
            assert event is told[-1]
            assert kind == "summary"
            assert set(rest["ids"]) == set(shown)
            return [shown[identity] for identity in rest["ids"]]
    raise AssertionError("there is no summary")


def generated(model: Sam, data: bytes, settings: dict[str, Any]) -> list[dict[str, Any]]:
    values = EverythingSettings(**settings)
    generator = SamAutomaticMaskGenerator.from_settings(model, values, output_mode="coco_rle")
    return generator.generate(read_image(data).rgb)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"crop_n_layers": 1, "min_mask_region_area": 30},
        {"suppress": False},
        {"points_per_side": None, "point_grids": [[[0.25, 0.5], [0.5, 0.75]]]},
    ],
    ids=["plain", "crops and clean-up", "candidates", "own points"],
)
@pytest.mark.parametrize(
    "pixels",
    [quarters(96, 64), noise(60, 40, 3), noise(9, 1), noise(1, 1, 3)],
    ids=["landscape", "portrait", "grey sliver", "one pixel"],
)
def test_the_survivors_are_the_unstreamed_result(
    client: FlaskClient, tiny: Sam, pixels: np.ndarray, more: dict[str, Any]
) -> None:
    data = encoded(pixels, "PNG")
    told = events(client.post(put(client, data), json=ANYTHING | more))

    assert told[0]["event"] == "progress"
    assert survivors(told) == generated(rounded(tiny), data, ANYTHING | more)


def test_it_is_told_as_a_stream_that_nobody_keeps_or_holds_up(client: FlaskClient) -> None:
    response = client.post(put(client), json=ANYTHING)
    told = events(response)

    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Accel-Buffering"] == "no"
    assert response.content_length is None
    assert told[0] == {"event": "progress", "done": 0, "total": 36, "seconds": 0.0}
    assert [event["done"] for event in told if event["event"] == "progress"][-1] == 36
    first_mask = next(place for place, event in enumerate(told) if event["event"] == "mask")
    assert any(event["event"] == "progress" for event in told[first_mask:-1])


def test_a_picture_with_nothing_in_it_has_an_empty_summary(client: FlaskClient) -> None:
    told = events(client.post(put(client), json={**ANYTHING, "pred_iou_thresh": 1}))

    assert {event["event"] for event in told} == {"progress", "summary"}
    assert told[-1]["ids"] == []


def test_an_empty_grid_has_an_empty_summary(client: FlaskClient) -> None:
    told = events(client.post(put(client), json={"point_grids": [[]]}))
    assert [event["event"] for event in told] == ["progress", "summary"]


def test_asked_for_again_it_is_not_found_again(client: FlaskClient, decoded: list[int]) -> None:
    url = put(client)
    first = events(client.post(url, json=ANYTHING))
    work = len(decoded)
    second = events(client.post(url, json={**ANYTHING, "points_per_batch": 3}))
    assert len(decoded) == work
    assert second[0]["done"] == second[0]["total"] == 36
    assert survivors(second) == survivors(first)
    assert [first[-1]["cached"], second[-1]["cached"]] == [False, True]

    client.post(url, json={**ANYTHING, "box_nms_thresh": 0.6}).close()
    other = put(client, encoded(quarters(64, 96), "PNG"))
    events(client.post(other, json=ANYTHING))
    assert len(decoded) > work


def test_it_starts_from_the_cached_embedding(client: FlaskClient) -> None:
    engine: SharedEncoder = client.application.extensions["segment.studio"].encoder
    url = put(client)
    client.get(url.replace("everything", "embedding"))
    events(client.post(url, json=ANYTHING))
    assert engine.encodes == 1


def test_crops_are_encoded_and_not_kept(make_app: MakeApp) -> None:
    client = make_app(embedding_cache_bytes=32 * 16 * 16 * 4).test_client()  # room for one
    engine: SharedEncoder = client.application.extensions["segment.studio"].encoder
    url = put(client)
    events(client.post(url, json={**ANYTHING, "crop_n_layers": 1}))
    assert engine.encodes == 5
    client.get(url.replace("everything", "embedding"))
    assert engine.encodes == 5


class Gate:
    """Stands before the decoder: lets so many batches of eight through, one by one, and counts.

    The decoder begins a batch ahead of what it was asked for.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.batches = 0
        self.go = threading.Semaphore(0)
        prepare = TorchDecoder.prepare
        gate = self

        class Image:
            def __init__(self, image: PreparedImage) -> None:
                self._image = image

            def decode(self, points: Floats) -> Any:
                gate.batches += 1
                assert gate.go.acquire(timeout=10)
                return self._image.decode(points)

        monkeypatch.setattr(TorchDecoder, "batch", 8)
        monkeypatch.setattr(TorchDecoder, "workers", 1)
        monkeypatch.setattr(TorchDecoder, "prepare", lambda *arguments: Image(prepare(*arguments)))


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch, gate: Gate) -> Iterator[list[int]]:
    """Grows with each batch; nothing is held up."""

    class Batches(list[int]):
        def __len__(self) -> int:
            return gate.batches

    gate.go.release(10**6)
    yield Batches()


def test_closing_the_stream_cancels(make_app: MakeApp, gate: Gate) -> None:
    client = make_app(max_jobs=1).test_client()
    jobs: Jobs = client.application.extensions["segment.studio"].jobs
    gate.go.release(2)
    response = client.post(put(client), json=ANYTHING)
    lines = iter(response.response)
    while json.loads(next(lines)).get("done") != 8:  # the first batch
        assert jobs.running == 1
    response.close()
    assert jobs.running == 0
    assert gate.batches <= 2  # of five: the one begun ahead ends

    gate.go.release(100)
    told = events(client.post(put(client, encoded(quarters(), "PNG")), json=ANYTHING))
    assert told[-1]["event"] == "summary"


def test_an_encode_goes_between_batches(client: FlaskClient, gate: Gate) -> None:
    engine: SharedEncoder = client.application.extensions["segment.studio"].encoder
    url = put(client)
    client.get(url.replace("everything", "embedding"))
    other = put(client, encoded(quarters(32, 48), "PNG")).replace("everything", "embedding")
    told: list[dict[str, Any]] = []
    asker = client.application.test_client()
    places = client.application.extensions["segment.studio"].jobs._places
    waits = threading.Event()
    wait_until_idle = places._wait_until_idle

    def noted(seconds: float) -> bool:
        if engine.waiting:
            waits.set()
        return bool(wait_until_idle(seconds))

    places._wait_until_idle = noted
    job = threading.Thread(target=lambda: told.extend(events(asker.post(url, json=ANYTHING))))
    job.start()
    until(lambda: gate.batches == 1)  # in the midst of a batch
    assert engine.encodes == 1
    # The encode waits, and the job behind it.
    with engine._turns.turn(lambda: Rank.WHOLE, lambda: True):
        encode = threading.Thread(target=lambda: client.application.test_client().get(other))
        encode.start()
        until(lambda: engine.waiting == 1)
        gate.go.release(100)
        assert waits.wait(10)
        assert gate.batches <= 2  # of five
    encode.join(10)
    job.join(10)

    assert engine.encodes == 2
    assert told[-1]["event"] == "summary"


def test_further_jobs_are_turned_away(
    make_app: MakeApp, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = make_app(max_jobs=1).test_client()
    jobs: Jobs = client.application.extensions["segment.studio"].jobs
    monkeypatch.setattr(jobs._places, "grace_s", 0.05)
    gate.go.release(100)
    url = put(client)
    running = client.post(url, json=ANYTHING)
    next(iter(running.response))
    other = {**ANYTHING, "box_nms_thresh": 0.5}
    greedy = client.post(url, json=other)
    in_line = client.post(url, json=other, environ_overrides={"REMOTE_ADDR": "192.0.2.1"})
    busy = client.post(url, json=other, environ_overrides={"REMOTE_ADDR": "192.0.2.2"})
    running.close()
    assert events(in_line)[-1]["event"] == "summary"

    assert busy.status_code == 503
    assert busy.json is not None
    assert busy.json["error"]["code"] == "busy"
    assert int(busy.headers["Retry-After"]) > 0
    assert greedy.status_code == 429
    assert greedy.json is not None
    assert greedy.json["error"]["code"] == "too_many_requests"
    assert greedy.json["error"]["message"].startswith("This client has 1 request to segment everyt")
    assert int(greedy.headers["Retry-After"]) > 0


def test_a_failure_in_the_midst_is_an_event(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(engine: SharedEncoder, rgb: object, crop_box: object) -> None:
        raise ImageError("The memory is full at 0x7f.")

    monkeypatch.setattr(SharedEncoder, "encode_crop", fail)
    told = events(client.post(put(client), json={**ANYTHING, "crop_n_layers": 1}))

    assert told[-2]["event"] == "progress"
    assert told[-1]["event"] == "error"
    assert told[-1]["error"]["status"] == 500
    assert "0x7f" not in json.dumps(told)
    assert "0x7f" in caplog.text


def test_a_failure_before_is_an_answer(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(engine: SharedEncoder, image_id: str, pixels: object, gone: object) -> None:
        raise BusyError("Too many are waiting.", 2)

    monkeypatch.setattr(SharedEncoder, "embedding", fail)
    response = client.post(put(client), json=ANYTHING)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert client.application.extensions["segment.studio"].jobs.running == 0


@pytest.mark.parametrize(
    ("length", "words"),
    [
        ({"CONTENT_LENGTH": "90000000"}, "90,000,000"),
        ({"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}, "too many"),
    ],
    ids=["told", "in pieces"],
)
def test_a_body_too_long_for_settings_is_not_read(
    client: FlaskClient, length: dict[str, Any], words: str
) -> None:
    class Unread(io.RawIOBase):
        taken = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            self.taken += len(buffer)
            return len(buffer)

    place, body = put(client), Unread()
    response = client.post(place, environ_overrides={"wsgi.input": body, **length})
    assert response.status_code == 413
    assert response.json is not None
    assert response.json["error"]["code"] == "settings_too_large"
    assert f"has {words} bytes" in response.json["error"]["message"]
    assert body.taken <= 4_000_001


def test_unknown_pictures(client: FlaskClient) -> None:
    for name in ("0" * 64, "coffee"):
        response = client.post(f"/api/v1/images/{name}/everything", json={})
        assert response.status_code == 404
        assert response.json is not None
        assert response.json["error"]["code"] == "image_not_found"


@pytest.mark.parametrize(
    ("body", "status", "code", "words"),
    [
        (b"{", 400, "invalid_json", "The request's body is not JSON (Expecting property name"),
        (b"\xff\xff", 400, "invalid_json", "is not JSON"),
        (b"[" * 200_000, 400, "invalid_json", "is not JSON (too deeply nested)"),
        (b"[1, 2]", 400, "invalid_json", "body is [1, 2]; expected an object of settings such"),
        (b'"demo"', 400, "invalid_json", 'body is "demo"; expected'),
        (b" " * 4_000_001, 413, "settings_too_large", "has 4,000,001 bytes; at most 4,000,000"),
        ({"preset": "best"}, 422, "invalid_settings", "no preset 'best'; expected one of default"),
        ({"preset": ["demo"]}, 422, "invalid_settings", "preset is ['demo']; expected a name."),
        ({"candidates": 1}, 422, "invalid_settings", "candidates is 1; expected true or false."),
        ({"colour": "red"}, 422, "invalid_settings", "no setting 'colour'; expected one of preset"),
        ({"points_per_side": 0}, 422, "invalid_settings", "points_per_side is 0; expected a whole"),
        ({"box_nms_thresh": 7}, 422, "invalid_settings", "box_nms_thresh is 7; expected a number"),
        ({"adaptive": "no"}, 422, "invalid_settings", "adaptive is 'no'; expected true or false."),
        ({"point_grids": 5}, 422, "invalid_settings", "point_grids holds something that is no"),
        ({"point_grids": [[[0.5, 0.5]], [[0, 0]]]}, 422, "invalid_settings", "2 grids; expected 1"),
        (b'{"pred_iou_thresh": NaN}', 422, "invalid_settings", "pred_iou_thresh is nan; expected"),
        (
            {"points_per_side": 256, "crop_n_layers": 1},
            422,
            "too_many_points",
            "These settings decode 327,680 points; at most 100,000 are accepted here.",
        ),
    ],
)
def test_what_is_refused_and_how(
    client: FlaskClient, body: bytes | dict[str, Any], status: int, code: str, words: str
) -> None:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = client.post(put(client), data=data)

    assert response.status_code == status
    assert response.json is not None
    assert response.json["error"]["code"] == code
    assert words in response.json["error"]["message"]
    assert client.application.extensions["segment.studio"].jobs.running == 0


def test_a_value_of_any_length_makes_a_sentence() -> None:
    for values in ({"preset": "x" * 10_000}, {"adaptive": "y" * 10_000}, {"z" * 10_000: 1}):
        with pytest.raises(ApiError) as caught:
            settings_of(json.dumps(values).encode())
        assert len(str(caught.value)) < 700


def test_settings_come_by_name() -> None:
    assert settings_of(b"") == settings_of(b"{}") == PRESETS["default"]
    for name, settings in PRESETS.items():
        assert settings_of(json.dumps({"preset": name}).encode()) == settings
    demo = settings_of(b'{"preset": "demo", "points_per_side": 16, "candidates": true}')
    assert demo.points_per_side == 16
    assert demo.crop_n_layers == 1
    assert (demo.pred_iou_thresh, demo.stability_score_thresh, demo.suppress) == (0.7, 0.8, False)


def test_with_the_real_weights_on_a_photograph(mobile_sam: Path, tmp_path: Path) -> None:
    model = load_sam(mobile_sam)
    settings = Settings(data_dir=None, models=write_models(tmp_path, model), precision="float32")
    client = create_app(settings, model).test_client()
    coffee = client.get("/api/v1/gallery/coffee", buffered=True).data
    told = events(client.post(put(client, coffee), json={"points_per_side": 5}))
    found = survivors(told)

    assert found == generated(rounded(model), coffee, {"points_per_side": 5})
    assert len(found) >= 3
    assert all(mask["segmentation"]["size"] == [400, 600] for mask in found)
