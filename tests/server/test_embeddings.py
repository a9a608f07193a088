"""Embeddings: the numbers, what describes them, and how often the model works for them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sam import SamPredictor, load_sam
from sam.images import read_image
from sam.inference import Encoder
from sam.modeling import Sam
from sam.precision import choose_precision
from server import Settings, create_app
from server.errors import ApiError
from server.routes.embeddings import as_bytes
from studio.cache import ENTRY_BYTES
from tests.sam.images.pictures import encoded, exif, quarters
from tests.server.conftest import MakeApp
from tests.studio.models_folder import write_models

JPEG = encoded(quarters(640, 480), "JPEG", exif=exif(6))


def put(client: FlaskClient, data: bytes = JPEG) -> str:
    image = client.post("/api/v1/images", data=data).json
    assert image is not None
    return str(image["embedding"])


def numbers(response: TestResponse) -> np.ndarray:
    dtype = {"float16": "<f2", "float32": "<f4"}[response.headers["Embedding-Dtype"]]
    shape = [int(side) for side in response.headers["Embedding-Shape"].split(",")]
    return np.frombuffer(response.data, dtype).reshape(shape)


def expected(model: Sam, data: bytes, precision: str = "float32") -> np.ndarray:
    predictor = SamPredictor(model, precision)
    predictor.set_image(read_image(data).rgb)
    return predictor.get_image_embedding().numpy()


def test_it_is_the_predictors_embedding(client: FlaskClient, tiny: Sam) -> None:
    url = put(client)
    half, single = client.get(url), client.get(url + "?dtype=float32")
    wanted = expected(tiny, JPEG)

    np.testing.assert_array_equal(numbers(single), wanted)
    np.testing.assert_array_equal(numbers(half), wanted.astype(np.float16))
    assert np.ptp(wanted) > 0.1  # the tiny model does see something
    for response in (half, single):
        assert response.mimetype == "application/octet-stream"
        assert response.headers["Embedding-Shape"] == "1,32,16,16"
        assert response.headers["Image-Size"] == "480x640"
    fingerprint = client.get("/api/v1/model").json
    assert fingerprint is not None
    assert half.headers["Encoder-Fingerprint"] == fingerprint["encoder_fingerprint"]


@pytest.mark.parametrize("wanted", ["float32", "auto"])
def test_with_the_real_weights(mobile_sam: Path, tmp_path: Path, wanted: str) -> None:
    model = load_sam(mobile_sam)
    settings = Settings(data_dir=None, models=write_models(tmp_path, model), precision=wanted)
    client = create_app(settings, model).test_client()
    coffee = client.get("/api/v1/gallery/coffee", buffered=True).data
    response = client.get(put(client, coffee))

    assert response.headers["Embedding-Shape"] == "1,256,64,64"
    precision = choose_precision(wanted, model.kind, model.device)
    embedding = expected(model, coffee, precision)
    assert np.abs(embedding).max() < np.finfo(np.float16).max / 1000  # far from overflowing
    np.testing.assert_array_equal(numbers(response), embedding.astype(np.float16))


def test_an_unknown_type(client: FlaskClient) -> None:
    response = client.get(put(client) + "?dtype=int8")

    assert response.status_code == 400
    assert response.json is not None
    assert response.json["error"]["message"] == "dtype is 'int8'; expected float16 or float32."


def test_a_window_is_the_predictors_embedding_of_that_part(
    client: FlaskClient, tiny: Sam, encoder: Counting
) -> None:
    url = put(client)  # 480x640 upright, and the tiny model sees 256
    predictor = SamPredictor(tiny)
    predictor.set_image(np.ascontiguousarray(read_image(JPEG).rgb[128:384, 224:480]))
    before = encoder.count
    window = client.get(url + "?dtype=float32&window=224,128,256,256")
    again = client.get(url + "?dtype=float32&window=224,128,256,256&ahead=yes")
    whole = client.get(url + "?dtype=float32&window=0,0,480,640")

    wanted = predictor.get_image_embedding().numpy()
    np.testing.assert_array_equal(numbers(window), wanted)
    assert window.headers["Embedding-Window"] == "224,128,256,256"
    assert window.headers["Image-Size"] == "480x640"
    assert again.data == window.data
    assert encoder.count == before + 2  # the window, and all of the picture
    plain = client.get(url + "?dtype=float32")
    assert whole.data == plain.data != window.data
    assert len({each.headers["ETag"] for each in (window, plain)}) == 2


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("1,2,3", "window is '1,2,3'; expected x,y,width,height as whole numbers"),
        ("-1,0,256,256", "window is '-1,0,256,256'; expected x,y"),
        ("200,100,256,256", "of which 224,128,256,256 is nearest"),
        ("0,0,250,250", "of which 0,0,256,256 is nearest"),
        ("9999,9999,256,256", "of which 224,384,256,256 is nearest"),
        ("0,0,0,0", "of which 0,0,256,256 is nearest"),
    ],
)
def test_what_is_no_window_of_the_grid(client: FlaskClient, asked: str, words: str) -> None:
    response = client.get(put(client) + f"?window={asked}")

    assert response.status_code == 422
    assert response.json is not None
    assert response.json["error"]["code"] == "invalid_window"
    assert words in response.json["error"]["message"]


def test_too_large_for_float16() -> None:
    embedding = np.array([1.0, -70000.0], np.float32)
    with pytest.raises(ApiError, match="values up to 70000, more than float16 holds") as caught:
        as_bytes(embedding, "float16")

    assert caught.value.status == 422
    assert as_bytes(embedding, "float32") == embedding.tobytes()
    largest = np.array([65504.0], np.float32)
    assert np.frombuffer(as_bytes(largest, "float16"), "<f2")[0] == 65504


class Counting:
    """Stands before the image encoder: counts, and can be held up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.started = threading.Event()
        self.go = threading.Event()
        self.go.set()
        self.error: Exception | None = None
        encode = Encoder.__call__
        monkeypatch.setattr(
            Encoder, "__call__", lambda *arguments: self._call(lambda: encode(*arguments))
        )

    def _call(self, encode: Callable[[], torch.Tensor]) -> torch.Tensor:
        self.count += 1
        self.started.set()
        assert self.go.wait(10)
        if self.error is not None:
            raise self.error
        return encode()


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Counting:
    return Counting(monkeypatch)


def ask_at_once(
    client: FlaskClient, urls: list[str], encoder: Counting, ready: Callable[[], bool]
) -> list[TestResponse]:
    """Ask for all ``urls`` in threads; the encoder goes on once ``ready``."""
    encoder.go.clear()
    answers: list[TestResponse | None] = [None] * len(urls)

    def ask(place: int) -> None:
        answers[place] = client.application.test_client().get(urls[place])

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(len(urls))]
    for thread in threads:
        thread.start()
    assert encoder.started.wait(10)
    for _ in range(1000):
        if ready():
            break
        threading.Event().wait(0.01)
    assert ready()
    encoder.go.set()
    for thread in threads:
        thread.join(10)
    return [answer for answer in answers if answer is not None]


def waiting(client: FlaskClient) -> int:
    return int(client.application.extensions["segment.studio"].encoder.waiting)


def test_asked_for_again_it_is_not_encoded_again(client: FlaskClient, encoder: Counting) -> None:
    url = put(client)
    first, second = client.get(url), client.get(url + "?dtype=float32")

    assert encoder.count == 1
    np.testing.assert_array_equal(numbers(first), numbers(second).astype(np.float16))


def test_asked_for_six_times_at_once_it_is_encoded_once(
    client: FlaskClient, encoder: Counting
) -> None:
    url = put(client)
    answers = ask_at_once(client, [url] * 6, encoder, lambda: waiting(client) == 6)

    assert encoder.count == 1
    assert [answer.status_code for answer in answers] == [200] * 6
    assert len({answer.data for answer in answers}) == 1
    assert waiting(client) == 0


def test_an_error_reaches_all_who_wait_and_is_not_kept(
    client: FlaskClient, encoder: Counting, caplog: pytest.LogCaptureFixture
) -> None:
    url = put(client)
    encoder.error = RuntimeError("out of memory at 0x7f0000000000")
    answers = ask_at_once(client, [url] * 3, encoder, lambda: waiting(client) == 3)

    assert [answer.status_code for answer in answers] == [500] * 3
    assert all(b"0x7f" not in answer.data for answer in answers)
    assert "out of memory" in caplog.text
    encoder.error = None
    assert client.get(url).status_code == 200
    assert encoder.count == 2


def test_too_many_waiting_are_turned_away(make_app: MakeApp, encoder: Counting) -> None:
    client = make_app(max_waiting=2).test_client()
    urls = [put(client, encoded(quarters(48 + 2 * n), "PNG")) for n in range(3)]
    cached = put(client)
    client.get(cached)
    encoder.started.clear()
    late: list[TestResponse] = []

    def ready() -> bool:
        if waiting(client) == 2 and not late:
            late.append(client.application.test_client().get(urls[2]))
            late.append(client.application.test_client().get(cached))
        return bool(late)

    answers = ask_at_once(client, urls[:2], encoder, ready)
    assert [answer.status_code for answer in answers] == [200, 200]
    busy, known = late
    assert busy.status_code == 503
    assert busy.headers["Retry-After"] == "2"
    assert busy.json is not None
    assert busy.json["error"]["code"] == "busy"
    assert known.status_code == 200  # what is cached needs no model
    assert client.get(urls[2]).status_code == 200


def test_the_cache_is_bounded_in_bytes(make_app: MakeApp, encoder: Counting) -> None:
    one = 32 * 16 * 16 * 4
    client = make_app(embedding_cache_bytes=2 * (one + ENTRY_BYTES)).test_client()
    urls = [put(client, encoded(quarters(48 + 2 * n), "PNG")) for n in range(3)]
    for url in (urls[0], urls[1], urls[0], urls[2]):  # the last one drops urls[1]
        client.get(url)
    assert encoder.count == 3

    client.get(urls[0])
    assert encoder.count == 3
    client.get(urls[1])
    assert encoder.count == 4


def test_an_unchanged_embedding_is_neither_sent_nor_made(
    client: FlaskClient, make_app: MakeApp, encoder: Counting
) -> None:
    url = put(client)
    first = client.get(url)
    single = client.get(url + "?dtype=float32")
    fresh = make_app().test_client()  # a server that was started anew: nothing encoded yet
    put(fresh)
    again = fresh.get(url, headers={"If-None-Match": first.headers["ETag"]})

    assert encoder.count == 1
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"] != single.headers["ETag"]
    assert "no-cache" in first.headers["Cache-Control"]
    other = fresh.get(url, headers={"If-None-Match": single.headers["ETag"]})
    assert other.status_code == 200


def test_numbers_that_are_not_finite_are_not_served(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = torch.full((1, 32, 16, 16), torch.nan)
    monkeypatch.setattr(Encoder, "__call__", lambda encoder, batch: broken)
    response = client.get(put(client))

    assert response.status_code == 500
    assert response.json is not None
    assert response.json["error"]["code"] == "embedding_not_finite"
