"""Rounds by the API: who may ask, what is answered of them, and which decoders can be chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from dataengine.engine import DataEngine
from dataengine.store import tasks
from sam.modeling import Sam
from tests.server.workers import Worker
from tests.studio.models_folder import tuned, write_decoder

CHANGE = {"before": 0.2, "after": 0.5, "lower": 0.1, "upper": 0.4}


def _decoder(kind: str, fingerprint: str | None) -> dict[str, Any]:
    measures = dict.fromkeys(("one_click", "best_of_3", "three_clicks", "box"), CHANGE)
    found = {
        "share": 0.5,
        "kind": kind,
        "reasons": ["A box falls by 0.020."] if kind == "refused" else [],
        "own": measures,
        "general": measures,
    }
    return found if fingerprint is None else found | {"decoder_fingerprint": fingerprint}


def _done(engine: DataEngine, round_id: str, **decoders: Any) -> None:
    """As the process that trains writes it down."""
    result = {
        "pictures": {"train": 5, "stop": 1, "gate": 2},
        "seconds": 12.5,
        "notes": ["a.png: the mask 1 is empty; it was left out."],
        "safe": None,
        "specialist": None,
    } | decoders
    with engine.writing() as tx:
        if tasks.get(tx, round_id).state == "waiting":
            tasks.claim_one(tx, round_id, "worker")
        tasks.end(tx, round_id, "worker", result)


@pytest.fixture
def engine(app: Flask) -> DataEngine:
    found: DataEngine = app.extensions["segment.dataengine"]
    return found


@pytest.fixture
def others(models: Path, tiny: Sam) -> str:
    """The fingerprint of a decoder of the same encoder that is not in force."""
    return write_decoder(models, tuned(tiny))


def _begun(worker: Worker, project: str) -> str:
    response = worker.send("POST", f"{project}/rounds", {"seed": 3})
    assert response.status_code == 202, response.text
    assert response.json is not None
    return str(response.json["id"])


def test_a_lead_asks_and_one_round_at_a_time_is_made(ada: Worker, ben: Worker) -> None:
    project = ada.project()
    assert ada.done("GET", f"{project}/rounds") == {"rounds": []}
    refused = ben.send("POST", f"{project}/rounds", {"seed": 0})
    assert refused.status_code == 403
    begun = _begun(ada, project)
    (listed,) = ada.done("GET", f"{project}/rounds")["rounds"]
    assert (listed["id"], listed["state"], listed["progress"]) == (begun, "waiting", None)
    again = ada.send("POST", f"{project}/rounds", {"seed": 0})
    assert again.status_code == 409 and again.json is not None
    assert again.json["error"]["code"] == "training_already"
    assert ben.send("DELETE", f"{project}/rounds/{begun}").status_code == 403
    assert ada.done("DELETE", f"{project}/rounds/{begun}")["state"] == "cancelled"
    assert _begun(ada, project) != begun


def test_what_came_of_a_round_is_answered(ada: Worker, engine: DataEngine) -> None:
    project = ada.project()
    begun = _begun(ada, project)
    with engine.writing() as tx:
        tasks.claim_one(tx, begun, "worker")
        progress = {"phase": "training", "done": 30, "total": 240, "seconds_left": 90.5}
        tasks.beat(tx, begun, "worker", progress | {"curve": [[30, 0.5]]})
    running = ada.done("GET", f"{project}/rounds/{begun}")
    assert running["state"] == "running"
    assert running["progress"]["curve"] == [[30, 0.5]]
    with engine.writing() as tx:
        tasks.end(tx, begun, "worker", problem="The disk is full.")
    failed = ada.done("GET", f"{project}/rounds/{begun}")
    assert (failed["state"], failed["problem"]) == ("failed", "The disk is full.")

    begun = _begun(ada, project)
    folder = engine.folder / "training" / "rounds" / begun
    (folder / "masks").mkdir(parents=True)
    (folder / "masks" / "01.png").write_bytes(b"\x89PNG")
    (folder / "report.md").write_text("# A decoder for Cells\n")
    _done(engine, begun, safe=_decoder("refused", None))
    done = ada.done("GET", f"{project}/rounds/{begun}")
    assert done["safe"]["own"]["box"] == CHANGE
    assert done["safe"]["decoder_fingerprint"] is None
    assert done["report"].startswith("# A decoder")
    assert done["changed_masks"] == ["data:image/png;base64,iVBORw=="]
    assert "report" not in ada.done("GET", f"{project}/rounds")["rounds"][0]
    assert ada.send("GET", f"{ada.project()}/rounds/{begun}").status_code == 404


def test_a_lead_switches_on_and_back_and_pages_are_given_that_decoder(
    ada: Worker, ben: Worker, engine: DataEngine, others: str
) -> None:
    project = ada.project()
    begun = _begun(ada, project)
    early = ada.send("PUT", f"{project}/decoder", {"round_id": begun})
    assert early.status_code == 409 and "has no decoder that is 'safe'" in early.text
    specialist = _decoder("specialist", others)
    with engine.writing() as tx:
        tasks.claim_one(tx, begun, "worker")
        tasks.beat(tx, begun, "worker", {}, {"specialist": specialist})
    assert ada.done("GET", f"{project}/rounds/{begun}")["specialist"]["kind"] == "specialist"
    wanted = {"round_id": begun, "which": "specialist"}
    # It is there while the other one is still trained.
    assert ada.done("PUT", f"{project}/decoder", wanted)["decoder"] == others
    assert ada.done("PUT", f"{project}/decoder", {"round_id": None})["decoder"] is None
    _done(engine, begun, safe=_decoder("refused", None), specialist=specialist)
    refused = ada.send("PUT", f"{project}/decoder", {"round_id": begun, "which": "safe"})
    assert refused.status_code == 409 and "A box falls by 0.020." in refused.text
    assert ben.send("PUT", f"{project}/decoder", wanted).status_code == 403
    assert ada.done("PUT", f"{project}/decoder", wanted)["decoder"] == others

    model = ben.done("GET", f"/model?decoder={others}")
    assert model["decoder_fingerprint"] == others
    assert all(f"/{others[:16]}/" in url for url in model["graph_urls"].values())
    assert ben.done("GET", "/model")["decoder_fingerprint"] != others, "elsewhere it is the other"
    assert ben.done("GET", ada.project())["decoder"] is None

    assert ada.done("PUT", f"{project}/decoder", {"round_id": None})["decoder"] is None


def test_a_decoder_that_is_gone_cannot_be_chosen_or_fetched(
    ada: Worker, engine: DataEngine
) -> None:
    project = ada.project()
    begun = _begun(ada, project)
    _done(engine, begun, safe=_decoder("safe", "0" * 64))
    gone = ada.send("PUT", f"{project}/decoder", {"round_id": begun})
    assert gone.status_code == 409 and "Do a round anew." in gone.text
    for wanted in ("0" * 64, "../../etc"):
        assert ada.send("GET", f"/model?decoder={wanted}").status_code == 404
