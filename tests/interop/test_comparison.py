"""The comparison with the published package finds what it looks for; `make interop` runs it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch

from sam.masks.nms import nms
from sam.masks.regions import remove_small_regions
from tests.interop import numbers, stand_ins
from tests.interop.alike import unlike
from tests.interop.names import differences
from tests.interop.published import load, modules


def package(name: str, **contents: Any) -> ModuleType:
    """A module that defines its contents itself."""
    module = ModuleType(name)
    for value in contents.values():
        if hasattr(value, "__module__"):
            value.__module__ = name
    vars(module).update(contents)
    return module


def theirs() -> ModuleType:
    class Network:
        threshold = 0.5

        def __init__(self, depth: int = 3, heads: tuple[int, ...] = (1, 2)) -> None:
            pass

        @property
        def device(self) -> str:
            return "cpu"

        def _inner(self) -> None:
            pass

    def crop(box: object, *, share: float = 0.5) -> None:
        pass

    return package("their", Network=Network, crop=crop, registry={"a": 1}, np=np, _hidden=1)


def ours(**changes: Any) -> ModuleType:
    class Network:
        threshold = 0.5
        device = "cpu"

        def __init__(self, depth: int = 3, heads: object = [1, 2], *, extra: int = 0) -> None:  # noqa: B006
            pass

    def crop(box: object, *, share: float = 0.5) -> None:
        pass

    made = package("our", **{"Network": Network, "crop": crop, "registry": {"a": 2, "b": 3}})
    vars(made).update(changes)
    for name in [name for name, value in changes.items() if value is None]:
        delattr(made, name)
    return made


def found(module: ModuleType) -> list[str]:
    return list(differences(theirs(), module, "their"))


def test_more_than_was_asked_for_is_no_difference() -> None:
    assert found(ours()) == []


class Other:
    threshold = 0.25
    __init__: Callable[..., None] = lambda self, heads=(1, 2), depth=4: None  # noqa: E731


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"crop": None}, ["crop: is missing"]),
        ({"crop": 5}, ["crop: is int, not callable"]),
        ({"crop": lambda box, share=0.5: None}, ["crop: takes share as positional or keyword"]),
        ({"crop": lambda box, *, share=0.4: None}, ["crop: has share=0.4, not share=0.5"]),
        ({"crop": lambda box, *, share: None}, ["crop: has no default for share, not share=0.5"]),
        (
            {"crop": lambda frame, *, share=0.5: None},
            ["crop: takes no box", "crop: asks for frame"],
        ),
        ({"crop": lambda *boxes, **others: None}, ["crop: takes anything"]),
        ({"registry": {"b": 3}}, ["registry: has no 'a'"]),
        ({"Network": len}, ["Network: is builtin_function_or_method, not a class"]),
        (
            {"Network": Other},
            [
                "Network.__init__: takes depth as number 2, not 1",
                "Network.__init__: has depth=4, not depth=3",
                "Network.__init__: takes heads as number 1, not 2",
                "Network.device: is missing",
                "Network.threshold: is 0.25, not 0.5",
            ],
        ),
    ],
)
def test_what_is_missing_or_different_is_told(changes: Any, sentences: list[str]) -> None:
    told = found(ours(**changes))
    assert len(told) == len(sentences)
    for sentence, expected in zip(told, sentences, strict=True):
        assert sentence.startswith(expected), sentence


@pytest.mark.parametrize(
    ("expected", "other"),
    [
        (1.0, 1.5),
        ("a", "b"),
        (None, 0),
        ([1, 2], [1]),
        ({"a": 1}, {"b": 1}),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}),
        (np.zeros(3), np.zeros(4)),
        (np.zeros(3), np.zeros(3, np.float32)),
        (np.zeros(3), [0, 0, 0]),
        (torch.zeros(3), np.zeros(3, np.float32)),
        (torch.zeros(3), torch.tensor([0, 0, 0.2])),
        (np.array([True, False]), np.array([True, True])),
        (np.array([1.0]), np.array([np.nan])),
    ],
)
def test_results_that_differ_do(expected: Any, other: Any) -> None:
    assert unlike(expected, other, 0.1)
    assert unlike(expected, expected, 0) is None


def test_numbers_may_be_apart_by_a_share() -> None:
    assert unlike((100.0, [1]), [104, (1,)], 0.05) is None
    assert unlike(torch.tensor([0.0, 100]), torch.tensor([4.0, 100]), 0.05) is None
    assert "off by 6, more than 5" in str(unlike(np.array([0.0, 100]), np.array([6.0, 100]), 0.05))


def test_stand_ins_do_what_they_stand_in_for() -> None:
    chance = np.random.default_rng(0)
    low = chance.uniform(0, 50, (60, 2))
    boxes = np.concatenate([low, low + chance.uniform(5, 40, (60, 2))], axis=1).astype(np.float32)
    scores = chance.random(60).astype(np.float32)
    kept = stand_ins.batched_nms(
        torch.from_numpy(boxes), torch.from_numpy(scores), torch.zeros(60), 0.4
    )
    assert kept.tolist() == nms(boxes, scores, 0.4).tolist()
    apart = stand_ins.batched_nms(
        torch.from_numpy(boxes), torch.from_numpy(scores), torch.arange(60), 0.4
    )
    assert sorted(apart.tolist()) == list(range(60))
    mask = chance.random((20, 30)) > 0.6
    count, labels, areas, _ = stand_ins.connected_components(mask.astype(np.uint8), 8)
    small = np.isin(labels, [n for n in range(1, count) if areas[n, -1] < 4])
    cleaned, changed = remove_small_regions(mask, 4, "islands")
    assert changed and (cleaned == mask & ~small).all()


def test_a_package_from_elsewhere_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(stand_ins, "install", lambda: None)
    monkeypatch.setitem(sys.modules, "segment_anything", ModuleType("segment_anything"))
    with pytest.raises(ImportError, match="segment_anything comes from"):
        load(tmp_path)


def test_a_module_that_ours_has_not_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    module = ModuleType("segment_anything")
    module.__file__ = str(tmp_path / "__init__.py")
    for name in ("__init__.py", "build_sam.py", "extra.py"):
        (tmp_path / name).touch()
    monkeypatch.setitem(sys.modules, "segment_anything", module)
    with pytest.raises(LookupError, match="modules that ours has not: extra"):
        list(modules())


def test_comparing_ours_with_ours_finds_nothing_and_a_change_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The comparisons of numbers themselves, with our package in the place of theirs."""
    from sam.utils import amg

    real = numbers.part
    monkeypatch.setattr(numbers, "part", lambda package, module="": real(numbers.OURS, module))
    for name in ("helpers", "network"):
        assert list(numbers.COMPARISONS[name]()) == []
    monkeypatch.setattr(
        numbers,
        "part",
        lambda package, module="": (
            package_with_another_grid(amg)
            if (package, module) == (numbers.OURS, "utils.amg")
            else real(numbers.OURS, module)
        ),
    )
    told = list(numbers.COMPARISONS["helpers"]())
    assert len(told) == 1 and told[0].startswith("utils.amg.build_point_grid: is off by")


def package_with_another_grid(amg: ModuleType) -> ModuleType:
    other = ModuleType("other")
    vars(other).update(vars(amg))
    vars(other)["build_point_grid"] = lambda n: amg.build_point_grid(n) + 0.01
    return other
