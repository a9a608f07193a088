"""Suggestions by the API: asked for, answered, decided on, and what they are worth."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from dataengine.engine import DataEngine
from dataengine.store import picture_rows, suggestions, tasks
from dataengine.store.suggestions import NewSuggestion
from tests.dataengine.made import record
from tests.server.workers import Worker, picture


@pytest.fixture
def engine(app: Flask) -> DataEngine:
    found: DataEngine = app.extensions["segment.dataengine"]
    return found


def told(response: TestResponse) -> str:
    assert response.json is not None
    return str(response.json["error"]["code"])


def suggest(engine: DataEngine, lead: Worker, of_picture: str, *scores: float) -> None:
    """As the task does it."""
    _, _, project, _, name = of_picture.split("/")
    published = {
        "segmentation": record(str(uuid.uuid4()))["segmentation"],
        "area": 18,
        "bbox": [3, 2, 5, 2],
        "predicted_iou": 0.9,
        "point_coords": [[4.0, 3.0]],
        "stability_score": 0.97,
        "crop_box": [0, 0, 20, 10],
    }
    found = [NewSuggestion(label="cell", score=each, line=0.5, mask=published) for each in scores]
    with engine.writing(engine.person(lead.id)) as tx:
        picture = picture_rows.get(tx, project, name)
        assert suggestions.put(tx, picture, found, ["cell"], "d" * 64)


def test_a_lead_asks_once_people_have_kept_enough(
    ada: Worker, ben: Worker, engine: DataEngine
) -> None:
    project = ada.project()
    ada.done("POST", f"{project}/labels", {"name": "cell"})
    first = ada.add(project, picture(1))
    begun = ada.done("GET", f"{project}/prefill")
    assert (begun["task"], begun["least_kept"]) == (None, 3)
    path, _ = ada.keep(first)
    refused = ada.send("POST", f"{project}/prefill", {})
    assert (refused.status_code, told(refused)) == (409, "too_few_examples")
    assert "kept 3 objects of it; cell has 1" in refused.text
    like = {"picture_id": first.rpartition("/")[2], "annotations": [path.rpartition("/")[2]]}
    assert ben.send("POST", f"{project}/prefill", like).status_code == 403
    asked = ada.send("POST", f"{project}/prefill", like)
    assert asked.status_code == 202 and asked.json is not None
    assert asked.json["task"]["state"] == "waiting"
    assert told(ada.send("POST", f"{project}/prefill", like)) == "prefill_already"
    with engine.writing() as tx:
        tasks.claim_one(tx, asked.json["task"]["id"], "worker")
        learnt = {"line": 0.4, "shown": 5, "right": 4, "scaling": {"slope": 1, "shift": 0}}
        result = {"labels": {"cell": learnt}, "left_out": []}
        tasks.end(tx, asked.json["task"]["id"], "worker", result)
    (label,) = ada.done("DELETE", f"{project}/prefill")["task"]["labels"]
    assert label == {"label": "cell", "line": 0.4, "shown": 5, "right": 4}


def test_suggestions_are_decided_on_and_counted(
    ada: Worker, ben: Worker, engine: DataEngine
) -> None:
    project = ada.project()
    ada.done("POST", f"{project}/labels", {"name": "cell"})
    first = ada.add(project, picture(2))
    suggest(engine, ada, first, 0.9, 0.8, 0.3)
    found = ben.done("GET", f"{first}/suggestions")["suggestions"]
    assert [each["score"] for each in found] == [0.9, 0.8, 0.3]
    accepted = record(found[0]["id"]) | {
        "suggestion": {"by": "prefill", "score": 0.9, "line": 0.5, "overlap": 1}
    }
    change = {"annotation_id": found[0]["id"], "revision": "page.1", "record": accepted}
    ben.done("POST", f"{first}/annotations", {"changes": [change]})
    left = ben.done("POST", f"{first}/suggestions/rejections", {"ids": [found[1]["id"]]})
    assert [each["id"] for each in left["suggestions"]] == [found[2]["id"]]
    unknown = ben.send("POST", f"{first}/suggestions/rejections", {"ids": [str(uuid.uuid4())]})
    assert (unknown.status_code, told(unknown)) == (404, "suggestion_not_found")
    (label,) = ben.done("GET", f"{project}/prefill")["labels"]
    assert (label["good"], label["judged"], label["open"], label["on"]) == (1, 2, 1, True)
    assert ben.send("PUT", f"{project}/prefill", {"label": "cell", "on": False}).status_code == 403
    (label,) = ada.done("PUT", f"{project}/prefill", {"label": "cell", "on": False})["labels"]
    assert not label["on"] and ben.done("GET", f"{first}/suggestions") == {"suggestions": []}
