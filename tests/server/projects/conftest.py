"""A server that keeps projects, and people who work on them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.server.conftest import MakeApp
from tests.server.workers import Worker


@pytest.fixture(scope="module")
def app(make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A server that keeps projects."""
    made = make_app(data_dir=tmp_path_factory.mktemp("data"), max_listeners=1, client_at_once=100)
    yield made
    made.extensions["segment.dataengine"].close()


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    """Asks it."""
    return app.test_client()


@pytest.fixture(scope="module")
def ada(client: FlaskClient) -> Worker:
    """A lead: the first person."""
    return Worker(client, "Ada")


@pytest.fixture(scope="module")
def ben(client: FlaskClient, ada: Worker) -> Worker:
    """An annotator."""
    return Worker(client, "Ben")
