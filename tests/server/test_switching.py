"""Another decoder is put in force while servers run and pages are open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from sam.modeling import Sam
from studio.decoders import switch
from tests.sam.images.pictures import encoded, quarters
from tests.server.conftest import MakeApp
from tests.studio.models_folder import tuned, write_decoder, write_models

ANYTHING = {"points_per_side": 4, "pred_iou_thresh": 0, "stability_score_thresh": 0}
IN_FORCE = "/static/models/current.json"


@pytest.fixture
def folder(tiny: Sam, tmp_path: Path) -> Path:
    return write_models(tmp_path / "models", tiny)


@pytest.fixture
def second(folder: Path, tiny: Sam) -> str:
    return write_decoder(folder, tuned(tiny))


def model_of(client: FlaskClient) -> dict[str, Any]:
    return dict(client.get("/api/v1/model").json)  # type: ignore[call-overload]


def everything(client: FlaskClient, image: str) -> tuple[str, list[dict[str, Any]]]:
    """Which decoder found the masks, and the masks."""
    answer = client.post(f"/api/v1/images/{image}/everything", json=ANYTHING)
    events = [json.loads(line) for line in answer.data.splitlines()]
    masks = [event for event in events if event["event"] == "mask"]
    return answer.headers["Decoder-Fingerprint"], masks


def test_two_servers_over_one_folder_change_over_without_encoding_anew(
    make_app: MakeApp, folder: Path, second: str
) -> None:
    one, two = (make_app(models=folder).test_client() for _ in range(2))
    first = model_of(one)
    picture = encoded(quarters(), "PNG")
    images = [client.post("/api/v1/images", data=picture).json for client in (one, two)]
    image = images[0]["id"]  # type: ignore[index]
    embedding = one.get(f"/api/v1/images/{image}/embedding")
    before = everything(one, image)
    assert before[0] == first["decoder_fingerprint"]

    switch(folder, second)  # as any process may
    for client in (one, two):
        model = model_of(client)
        assert model["decoder_fingerprint"] == second
        assert model["encoder_fingerprint"] == first["encoder_fingerprint"]
        assert all(url.split("/")[3] == second[:16] for url in model["graph_urls"].values())
        assert everything(client, image)[0] == second
    assert everything(one, image)[1] == everything(two, image)[1] != before[1]

    again = one.get(
        f"/api/v1/images/{image}/embedding", headers={"If-None-Match": embedding.headers["ETag"]}
    )
    assert again.status_code == 304
    assert one.application.extensions["segment.studio"].encoder.encodes == 1


def test_a_page_with_the_decoder_of_before_can_still_fetch_all_of_it(
    make_app: MakeApp, folder: Path, second: str
) -> None:
    client = make_app(models=folder).test_client()
    old = model_of(client)["graph_urls"]
    switch(folder, second)
    new = model_of(client)["graph_urls"]
    for url in (*old.values(), *new.values()):
        answer = client.get(url, buffered=True)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_decoder_that_comes_while_it_runs_is_served_at_once(
    make_app: MakeApp, folder: Path, tiny: Sam
) -> None:
    client = make_app(models=folder).test_client()
    third = write_decoder(folder, tuned(tiny, 0.5))
    switch(folder, third)
    url = model_of(client)["graph_urls"]["plain"]
    assert client.get(url, buffered=True).status_code == 200


def test_pages_look_for_changes_without_spending_their_share(
    make_app: MakeApp, folder: Path, second: str
) -> None:
    client = make_app(models=folder, client_per_minute=2).test_client()
    first = client.get(IN_FORCE, buffered=True)
    assert first.headers["Cache-Control"] == "no-cache"
    for _ in range(5):
        same = client.get(IN_FORCE, headers={"If-None-Match": first.headers["ETag"]}, buffered=True)
        assert (same.status_code, same.data) == (304, b"")
    switch(folder, second)
    changed = client.get(IN_FORCE, headers={"If-None-Match": first.headers["ETag"]}, buffered=True)
    assert (changed.status_code, changed.json) == (200, {"decoder_fingerprint": second})
    assert client.get("/api/v1/model").status_code == 200


def test_strangers_do_not_see_which_decoder_is_in_force(make_app: MakeApp, folder: Path) -> None:
    client = make_app(models=folder, access_token="sixteen-or-more-signs").test_client()
    assert client.get(IN_FORCE).status_code == 401
