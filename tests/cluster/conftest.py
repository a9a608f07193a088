"""Clusters are started and killed here, which takes minutes: `make batch-test` runs it."""

from __future__ import annotations

import os

import pytest

from bootstrap.commands import BATCH_TESTS
from tests.dataengine.batch.conftest import checkpoint, loaded, run

__all__ = ["checkpoint", "loaded", "run"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if BATCH_TESTS not in os.environ:
        for item in items:
            if "cluster" in item.path.parts:
                item.add_marker(pytest.mark.skip(reason="takes minutes: run `make batch-test`"))
