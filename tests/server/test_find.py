"""Words over HTTP: what they name is suggested, absence is an answer, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import numpy as np
import pytest
import torch
from flask.testing import FlaskClient
from PIL import Image
from pycocotools import mask as coco

from sam.automatic.decoder import Floats
from sam.errors import TextModelError
from sam.masks import rle
from sam.modeling import Sam
from server import Settings, create_app
from tests.sam.images.pictures import encoded
from tests.sam.text.drawn import TOWERS, scene
from tests.waiting import until

pytest.importorskip("transformers", reason="words need transformers: make text")

DRAWN = scene(0)
FRAME, LOW = 256, 64
"""Of the tiny model."""


class Shapes:
    """A decoder that answers a point on an object with that object, and others with nothing."""

    batch, workers = 64, 1

    def prepare(self, embedding: Floats, rows: int) -> Shapes:
        return self

    def decode(self, points: Floats) -> Any:
        masks = [rle.decode(mask) for _, mask in DRAWN.objects]
        scale = max(DRAWN.image.shape) / FRAME
        limits = np.array(masks[0].shape[::-1]) - 1
        places = np.minimum((points * scale).astype(int), limits)
        hit = [next((i for i, m in enumerate(masks) if m[y, x]), None) for x, y in places]

        class Decoded:
            iou_predictions = np.array([[0.95 if h is not None else 0.1, 0, 0] for h in hit])

            def logits(self, point: int, tokens: Any) -> torch.Tensor:
                rows, columns = (round(length / scale / 4) for length in masks[0].shape)
                grey = Image.fromarray(masks[hit[point]].astype(np.uint8) * 255)
                small = grey.resize((columns, rows), Image.Resampling.BOX)
                logits = np.full((LOW, LOW), -9, np.float32)
                logits[:rows, :columns] = np.asarray(small, np.float32) / 255 * 18 - 9
                return torch.from_numpy(logits[None])

        return Decoded()


@pytest.fixture(scope="module")
def client(models: Any, tiny: Sam) -> Iterator[FlaskClient]:
    settings = Settings(models=models, cache_dir=None, data_dir=None, trainers=0, text=TOWERS)
    app = create_app(settings, tiny, Shapes())
    yield app.test_client()
    app.extensions["segment.studio"].stop()


@pytest.fixture(scope="module")
def address(client: FlaskClient) -> str:
    image = client.post("/api/v1/images", data=encoded(DRAWN.image, "PNG")).json
    assert image is not None
    return f"/api/v1/images/{image['id']}/find"


def state(client: FlaskClient) -> dict[str, Any]:
    found = client.get("/api/v1/text").json
    assert found is not None
    return found


def loaded(client: FlaskClient) -> None:
    """Wait until the text model is."""
    words = client.application.extensions["segment.studio"].words
    until(lambda: words.state().state != "loading", seconds=120)


def test_words_wait_for_nothing_while_the_model_is_loaded_and_are_found_then(
    client: FlaskClient, address: str
) -> None:
    words = DRAWN.objects[1][0]
    first = client.post(address, json={"words": [words]})
    if first.status_code != 200:  # the process needs seconds to begin
        assert (first.status_code, first.json["error"]["code"]) == (503, "text_model_loading")
        assert "CLIP" in first.json["error"]["message"] and first.headers["Retry-After"]
    loaded(client)
    assert state(client) == {
        "state": "ready",
        "message": None,
        "name": "CLIP",
        "ways": ["two_towers"],
    }
    others = [each for each, _ in DRAWN.objects] + ["red star", "cyan cross"]
    response = client.post(address, json={"words": [words], "rivals": others, "preset": "default"})
    assert (response.status_code, response.mimetype) == (200, "application/x-ndjson")
    *events, summary = [json.loads(line) for line in response.data.splitlines()]
    assert summary["way"] == "two_towers"
    above = [e for e in events if e["event"] == "suggestion" and e["score"] >= summary["line"]]
    truths = DRAWN.masks(words)
    ious = coco.iou([each["segmentation"] for each in above], truths, [0] * len(truths))
    assert len(above) == len(truths) and (ious.max(0) > 0.7).all()
    assert {each["words"] for each in above} == {words}
    described = client.get("/api/v1/openapi.json", buffered=True).json
    assert described is not None
    jsonschema.validate(
        {"events": [*events, summary]},
        {
            "properties": {"events": {"items": {"$ref": "#/components/schemas/FindEvent"}}},
            "components": described["components"],
        },
    )
    absent = client.post(address, json={"words": ["cyan star"], "rivals": others})
    *events, summary = [json.loads(line) for line in absent.data.splitlines()]
    assert not [e for e in events if e["event"] == "suggestion" and e["score"] >= summary["line"]]
    told = client.get("/metrics").text
    assert 'segment_finds_total{end="finished",way="two_towers"} 2.0' in told
    assert 'segment_text_seconds_count{step="pictures"} 2.0' in told


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"words": [f"label {n}" for n in range(40)]}, 422, "There are 40 words; expected 32"),
        ({"words": ["x" * 10_000]}, 422, "has 10,000 letters"),
        ({"words": ["a\u0000b"]}, 422, "holds the character U+0000"),
        ({"words": []}, 422, "words"),
        ({"words": ["cup"], "way": "detector"}, 422, "way is 'detector'; expected two_towers"),
        ({"words": ["cup"], "way": "magic"}, 422, "way"),
    ],
)
def test_what_cannot_be_looked_for_is_refused_in_a_sentence(
    client: FlaskClient, address: str, body: dict[str, Any], status: int, said: str
) -> None:
    loaded(client)
    response = client.post(address, json=body)
    assert response.json is not None
    assert (response.status_code, said in response.json["error"]["message"]) == (status, True)


def test_a_server_without_a_text_model_says_what_to_fetch(models: Any, tiny: Sam) -> None:
    own: dict[str, Any] = {"models": models, "cache_dir": None, "data_dir": None, "trainers": 0}
    client = create_app(Settings(**own), tiny).test_client()
    assert state(client)["state"] == "none"
    image = client.post("/api/v1/images", data=encoded(DRAWN.image, "PNG")).json
    assert image is not None
    refused = client.post(f"/api/v1/images/{image['id']}/find", json={"words": ["cup"]})
    assert refused.json is not None
    assert (refused.status_code, refused.json["error"]["code"]) == (404, "no_text_model")
    assert "python -m sam fetch text/clip-vit-b32` (605 MB)" in refused.json["error"]["message"]
    with pytest.raises(TextModelError, match="There is no folder"):
        create_app(Settings(**own, text=TOWERS / "none"), tiny)
