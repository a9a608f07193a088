"""Requests made from the API's own description: each is answered as that promises."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as bounds
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from sam.build import build_sam
from sam.config import TINY
from server import Settings, create_app
from tests.sam.images.pictures import encoded, quarters
from tests.studio.models_folder import write_models

_CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def trials(app: Flask, examples: int, number: int) -> dict[str, Callable[[], None]]:
    """By operation: a function that makes requests of it, and raises where an answer is wrong.

    Args:
        app: is asked.
        examples: requests for each operation.
        number: the same one makes the same requests.
    """
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    known = _known(app)
    operations = [found.ok() for found in schema.get_all_operations()]
    return {each.label: _trial(each, known, examples, number) for each in operations}


def wrong_answers(examples: int, number: int) -> list[str]:
    """What is wrong with the answers of an application with the tiny model."""
    model = build_sam(TINY)
    complaints = []
    with tempfile.TemporaryDirectory() as folder:
        models = write_models(Path(folder), model)
        settings = Settings(
            models=models,
            cache_dir=None,
            data_dir=Path(folder) / "data",
            client_per_minute=10**9,
            client_at_once=40,
            max_points=500,
        )
        for name, trial in trials(create_app(settings, model), examples, number).items():
            try:
                trial()
            except Exception as error:
                complaints.append(f"{name}: {error!r}"[:4000])
            else:
                print(f"{name}: {examples} requests", flush=True)
    return complaints


def _known(app: Flask) -> dict[str, str]:
    """Ids that are there, by the name of the parameter; chance never finds any."""
    client = app.test_client()
    image = client.post("/api/v1/images", data=encoded(quarters(), "GIF")).json["id"]
    person = client.post("/api/v1/people", json={"name": "Ada"}).json["id"]
    headers = {"Person": person}
    new = {"name": "Cells", "labels": [{"name": "cell"}, {"name": "dust"}]}
    project = client.post("/api/v1/projects", json=new, headers=headers).json
    root = f"/api/v1/projects/{project['id']}"
    pictures = {"pictures": [{"id": image, "file_name": "a.gif"}]}
    client.post(f"{root}/known", json=pictures, headers=headers)
    said = client.post(
        f"{root}/pictures/{image}/comments", json={"text": "Here."}, headers=headers
    ).json
    return {
        "image_id": image,
        "picture_id": image,
        "person_id": person,
        "project_id": project["id"],
        "label_id": project["labels"][0]["id"],
        "comment_id": said["id"],
    }


def _trial(operation: Any, known: dict[str, str], examples: int, number: int) -> Callable[[], None]:
    @seed(number)
    @bounds(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), is_here=st.booleans())
    def send(case: Any, is_here: bool) -> None:
        if is_here:
            found = {name: known[name] for name in case.path_parameters or {} if name in known}
            case.path_parameters = (case.path_parameters or {}) | found
            case.headers = {**(case.headers or {}), "Person": known["person_id"]}
        if case.path.endswith("/events"):
            case.query = {**(case.query or {}), "wait": "false"}  # else it stays for an hour
        case.call_and_validate(checks=_CHECKS)

    trial: Callable[[], None] = send
    return trial
