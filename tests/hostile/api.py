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
    known = app.test_client().post("/api/v1/images", data=encoded(quarters(), "GIF")).json["id"]
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
            data_dir=None,
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


def _trial(operation: Any, known: str, examples: int, number: int) -> Callable[[], None]:
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
        if is_here and "image_id" in (case.path_parameters or {}):
            case.path_parameters["image_id"] = known  # chance never finds a picture's id
        case.call_and_validate(checks=_CHECKS)

    trial: Callable[[], None] = send
    return trial
