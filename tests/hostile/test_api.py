"""A few requests made from the API's description; ``python -m tests.hostile`` makes thousands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from docs.api import SOURCE
from tests.hostile.api import trials
from tests.server.conftest import MakeApp

# Schemathesis reads answers and leaves the files open that they came from.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)

OPERATIONS = [
    f"{method.upper()} {path}"
    for path, methods in json.loads(SOURCE.read_text(encoding="utf-8"))["paths"].items()
    if path != "/api/v1/openapi.json"  # which they are made from
    for method in methods  # in the file's order: several processes have to find the same
    if method in {"get", "post", "put", "patch", "delete"}
]


@pytest.fixture(scope="module")
def some_trials(
    make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Callable[[], None]]]:
    data = tmp_path_factory.mktemp("data")
    app = make_app(client_per_minute=10**6, max_points=100, data_dir=data)
    yield trials(app, examples=15, number=1)
    app.extensions["segment.dataengine"].close()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_requests_are_answered_as_described(
    some_trials: dict[str, Callable[[], None]], operation: str
) -> None:
    some_trials[operation]()
