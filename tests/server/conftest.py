"""A server with a tiny model of the real architecture, and a decoder that belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sam.modeling import Sam
from server import Settings, create_app
from tests.studio.conftest import models, tiny

__all__ = ["models", "tiny"]  # fixtures

MakeApp = Callable[..., Flask]


@pytest.fixture(scope="session")
def make_app(models: Path, tiny: Sam) -> MakeApp:
    """Builds an application with the tiny model, and nothing on the disk; settings may be given."""

    def make(**settings: object) -> Flask:
        own = {"models": models, "cache_dir": None, "data_dir": None, "trainers": 0}
        return create_app(Settings(**own | settings), tiny)  # type: ignore[arg-type]

    return make


@pytest.fixture
def client(make_app: MakeApp) -> FlaskClient:
    """Asks a fresh server."""
    return make_app().test_client()
