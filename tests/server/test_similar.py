"""The rest like some objects over HTTP and by the client: suggestions, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import numpy as np
import pytest
import torch
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from dataengine.client import Client, RequestError
from sam.automatic.decoder import Floats
from sam.masks import rle
from sam.masks.rle import CocoRle
from sam.modeling import Sam
from server import Settings, create_app
from tests.sam.images.pictures import encoded

SIDE, LOW = 128, 64
CENTRES = [(24, 24), (64, 28), (104, 24), (24, 90), (64, 96)]
RADIUS = 12


def disc(x: float, y: float, radius: float, side: int = SIDE) -> np.ndarray:
    down, across = np.mgrid[:side, :side] + 0.5
    return (down - y) ** 2 + (across - x) ** 2 < radius**2


def mask(place: int) -> CocoRle:
    return rle.encode(disc(*CENTRES[place], RADIUS))


class Discs:
    """A decoder that answers a point on a disc with that disc, and any other with nothing good."""

    batch, workers = 64, 1
    prepared = 0

    def prepare(self, embedding: Floats, rows: int) -> Discs:
        Discs.prepared += 1
        return self

    def decode(self, points: Floats) -> Any:
        outer = points * (SIDE / 256)  # the tiny model's frame

        class Decoded:
            hit = [
                next(
                    (i for i, (x, y) in enumerate(CENTRES) if np.hypot(*(p - (x, y))) < RADIUS),
                    None,
                )
                for p in outer
            ]
            iou_predictions = np.array([[0.95 if h is not None else 0.1, 0, 0] for h in hit])

            def logits(self, point: int, tokens: Any) -> torch.Tensor:
                x, y = CENTRES[self.hit[point]]
                inside = disc(x * LOW / SIDE, y * LOW / SIDE, RADIUS * LOW / SIDE, LOW)
                return torch.from_numpy(np.where(inside, 9.0, -9.0)[None].astype(np.float32))

        return Decoded()


@pytest.fixture(scope="module")
def client(models: Any, tiny: Sam) -> FlaskClient:
    settings = Settings(models=models, cache_dir=None, data_dir=None, trainers=0)
    return create_app(settings, tiny, Discs()).test_client()


@pytest.fixture(scope="module")
def address(client: FlaskClient) -> str:
    rgb = np.full((SIDE, SIDE, 3), 90, np.uint8)
    for place in range(len(CENTRES)):
        rgb[rle.decode(mask(place))] = (200, 120, 40)
    image = client.post("/api/v1/images", data=encoded(rgb, "PNG")).json
    assert image is not None
    return f"/api/v1/images/{image['id']}"


def asked(client: FlaskClient, address: str, **body: Any) -> list[dict[str, Any]]:
    response = client.post(f"{address}/similar", json=body)
    assert (response.status_code, response.mimetype) == (200, "application/x-ndjson")
    return [json.loads(line) for line in response.data.splitlines()]


def places(events: list[dict[str, Any]]) -> list[int]:
    """Which discs are suggested."""
    found = []
    for event in events:
        if event["event"] == "suggestion":
            bits = rle.decode(event["segmentation"])
            found += [i for i, (x, y) in enumerate(CENTRES) if bits[y, x]]
    return found


def test_the_others_are_suggested_and_candidates_are_found_once(
    client: FlaskClient, address: str
) -> None:
    before = Discs.prepared
    first = asked(client, address, exemplars=[mask(0)])
    assert {event["event"] for event in first} == {"progress", "suggestion", "summary"}
    assert sorted(places(first)) == [1, 2, 3, 4]
    *_, summary = first
    scores = [event["score"] for event in first if event["event"] == "suggestion"]
    assert scores == sorted(scores, reverse=True)
    assert (summary["count"], summary["cached"]) == (4, False)
    assert 0 < summary["line"] < 1
    again = asked(client, address, exemplars=[mask(1), mask(2)], others=[mask(3)])
    assert sorted(places(again)) == [0, 4]
    assert again[-1]["cached"]
    assert again[0]["event"] == "suggestion", "there is nothing left to wait for"
    assert Discs.prepared == before + 1
    described = client.get("/api/v1/openapi.json", buffered=True).json
    assert described is not None
    schemas = described["components"]["schemas"]
    for event in first:
        jsonschema.validate(event, schemas["SimilarEvent"] | {"components": {"schemas": schemas}})


def test_nothing_found_is_an_answer(client: FlaskClient, address: str) -> None:
    known = [mask(place) for place in range(4)]
    found = asked(client, address, exemplars=known, others=[mask(4)])
    assert [event["event"] for event in found] == ["summary"]
    assert found[0]["count"] == 0


@pytest.mark.parametrize(
    ("body", "code", "sentence"),
    [
        ({}, "invalid_request", "exemplars is missing"),
        ({"exemplars": []}, "invalid_request", "exemplars is []"),
        (
            {"exemplars": [{"size": [4, 6], "counts": "0H"}]},
            "invalid_exemplars",
            "Exemplar 1 has the size [4, 6]; expected the picture's [128, 128].",
        ),
        (
            {"exemplars": [{"size": [SIDE, SIDE], "counts": "~"}]},
            "invalid_exemplars",
            "Exemplar 1 has counts '~'",
        ),
        (
            {"exemplars": [rle.encode(np.zeros((SIDE, SIDE), bool))]},
            "invalid_exemplars",
            "Exemplar 1 has no pixel; expected one at least.",
        ),
        (
            {"exemplars": [mask(0)], "others": [{"size": [1, 1], "counts": "01"}]},
            "invalid_exemplars",
            "Other mask 1 has the size [1, 1]",
        ),
        ({"exemplars": [mask(0)], "preset": "slow"}, "invalid_request", 'preset is "slow"'),
    ],
)
def test_what_cannot_be_asked(
    client: FlaskClient, address: str, body: dict[str, Any], code: str, sentence: str
) -> None:
    answer = client.post(f"{address}/similar", json=body)
    assert answer.status_code == 422
    assert answer.json is not None
    error = answer.json["error"]
    assert error["code"] == code
    assert sentence in error["message"]


@pytest.fixture
def scripted(models: Any, tiny: Sam, tmp_path: Any) -> Iterator[Client]:
    """A person's client of a server with projects."""
    import threading

    settings = Settings(models=models, cache_dir=None, data_dir=tmp_path, trainers=0)
    app = create_app(settings, tiny, Discs())
    http = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=http.serve_forever)
    thread.start()
    yield Client(f"http://127.0.0.1:{http.server_port}", "Ada")
    http.shutdown()
    thread.join()
    http.server_close()
    app.extensions["segment.dataengine"].close()


def test_a_script_asks_with_annotations_or_masks(scripted: Client) -> None:
    rgb = np.full((SIDE, SIDE, 3), 90, np.uint8)
    for place in range(len(CENTRES)):
        rgb[rle.decode(mask(place))] = (200, 120, 40)
    project = scripted.make_project("Nuts", ["nut"])
    picture = scripted.add_picture(project["id"], encoded(rgb, "PNG"), "nuts.png")
    found = scripted.similar(picture["id"], [{"segmentation": mask(0)}], [mask(1)])
    assert len(found["suggestions"]) == 3
    assert all(each["score"] <= 1 for each in found["suggestions"])
    assert 0 < found["line"] < 1
    with pytest.raises(RequestError, match="no pixel"):
        scripted.similar(picture["id"], [rle.encode(np.zeros((SIDE, SIDE), bool))])
