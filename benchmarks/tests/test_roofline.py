"""What a machine reaches is measured on one product, and what a module needs is counted."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnxruntime
import pytest
import torch
from torch import nn

from benchmarks.browser.decoders import Floats
from benchmarks.roofline import SIDE, gigaflops, operations


class NativeRuntime:
    """Runs the graph that would go to the page, and answers with times of its own."""

    def __init__(self, milliseconds: list[float]) -> None:
        self.milliseconds = milliseconds

    def time_runs(self, graph: bytes, feeds: Mapping[str, Floats], times: int) -> list[float]:
        session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
        (product,) = session.run(None, dict(feeds))
        np.testing.assert_allclose(product, feeds["a"] @ feeds["b"], rtol=1e-4)
        assert times >= 10
        return self.milliseconds


def test_the_rate_is_that_of_the_fastest_run_of_a_real_product() -> None:
    runtime = NativeRuntime([9.0, 2.0, 4.0])
    assert gigaflops(runtime) == pytest.approx(2 * SIDE**3 / 2e-3 / 1e9)


def test_an_addition_and_a_multiplication_are_two_operations() -> None:
    assert operations(nn.Linear(30, 20), (torch.zeros(7, 30),)) == 2 * 7 * 30 * 20


def test_only_products_and_convolutions_count() -> None:
    module = nn.Sequential(nn.Conv2d(3, 4, 2, stride=2), nn.GELU(), nn.BatchNorm2d(4)).eval()
    assert operations(module, (torch.zeros(1, 3, 8, 8),)) == 2 * 3 * 4 * 2 * 2 * 4 * 4
