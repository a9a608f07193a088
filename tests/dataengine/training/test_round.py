"""A round on a tiny model: what it writes, that it is the same again, and that it goes on."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import torch

from dataengine.beating import Cancelled
from dataengine.training.errors import NothingToLearnError
from dataengine.training.fit import Fit
from dataengine.training.gate import Change, Verdict
from dataengine.training.progress import Progress
from dataengine.training.recipe import Recipe
from dataengine.training.round import General
from dataengine.training.rounds import train
from dataengine.training.rounds_folder import RoundsFolder
from dataengine.training.states import keep_state, take_up
from dataengine.training.stopping import Best
from dataengine.training.views import Views
from sam.build import build_sam
from sam.config import TINY, TINY_T, SamConfig
from sam.modeling import Sam
from tests.dataengine.training.made import example, tiny_model

RECIPE = Recipe(steps=6, free_steps=3, evaluate_every=3, prompts=2, distil_prompts=2)
EXAMPLES = [example(index) for index in range(8)]
GENERAL = General([example(100)], [example(101), example(102)])


def _exported(model: Sam) -> str:
    return "f" * 64


def _offered(own: dict[str, Change], general: dict[str, Change]) -> Verdict:
    return Verdict("safe", own, general)


@dataclass
class _Whole:
    """A round that nothing interrupted."""

    place: RoundsFolder
    written: dict[str, Any]
    phases: list[str]
    early: list[tuple[int, dict[str, Any]]]
    model: Sam
    before: dict[str, torch.Tensor]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> _Whole:
    place, phases, model = RoundsFolder(tmp_path_factory.mktemp("whole")), [], tiny_model()
    early: list[tuple[int, dict[str, Any]]] = []
    before = {name: value.clone() for name, value in model.state_dict().items()}
    written = train(
        place,
        "one",
        "Discs",
        model,
        EXAMPLES,
        GENERAL,
        RECIPE,
        _exported,
        notes=["scan.png: its mask is empty; it was left out."],
        report=lambda progress: phases.append(progress.phase),
        found=lambda so_far: early.append((phases.count("training"), so_far)),
    )
    return _Whole(place, written, phases, early, model, before)


def test_a_round_writes_report_scores_and_figures(whole: _Whole) -> None:
    written, phases, place = whole.written, whole.phases, whole.place
    folder = place.round("one")
    assert json.loads((folder / "round.json").read_text()) == written
    assert list(dict.fromkeys(phases)) == ["embedding", "training", "judging", "exporting"]
    assert written["pictures"] == {"train": 5, "stop": 1, "gate": 2}
    steps = {name: [step for step, _ in curve] for name, curve in written["curves"].items()}
    assert steps == {"free": [3], "held": [3, 6]}
    report = (folder / "report.md").read_text()
    assert report.startswith("# A decoder for Discs\n")
    assert "scan.png: its mask is empty" in report
    assert f"| one click | {written['safe']['own']['one_click']['before']:.3f} |" in report
    with (folder / "scores.csv").open() as file:
        rows = list(csv.DictReader(file))
    published = [float(r["one_click"]) for r in rows if r["of"] == "own, published"]
    mean = written["safe"]["own"]["one_click"]["before"]
    assert sum(published) / len(published) == pytest.approx(mean, abs=1e-4)
    kinds = {name: written[name]["kind"] for name in ("safe", "specialist")}
    for name, kind in kinds.items():
        assert (folder / f"{name}.pt").exists() == (kind != "refused")
        assert ("decoder_fingerprint" in written[name]) == (kind != "refused")
    assert not (folder / "held.pt").exists() and not (folder / "free.pt").exists()


def test_the_specialist_is_handed_out_before_the_rest_is_done(whole: _Whole) -> None:
    ((steps, so_far),) = whole.early
    assert steps == RECIPE.free_steps
    assert so_far["specialist"] == whole.written["specialist"]
    assert whole.written["first_seconds"] < whole.written["seconds"]


class _Killed(BaseException):
    """As a signal is: nothing that runs catches it."""


def test_a_killed_round_goes_on_as_if_nothing_had_happened(tmp_path: Path, whole: _Whole) -> None:
    def kill(progress: Progress) -> None:
        if progress.phase == "training" and progress.total == 6 and progress.done == 5:
            raise _Killed

    place = RoundsFolder(tmp_path)
    with pytest.raises(_Killed):
        train(place, "r", "D", tiny_model(), EXAMPLES, GENERAL, RECIPE, _exported, report=kill)
    steps: list[int] = []

    def count(progress: Progress) -> None:
        if progress.phase == "training":
            steps.append(progress.done)

    again = train(place, "r", "D", tiny_model(), EXAMPLES, GENERAL, RECIPE, _exported, report=count)
    assert steps == [4, 5, 6], "the steps before were not done again"
    for key in whole.written.keys() - {"id", "title", "notes", "seconds", "first_seconds"}:
        assert again[key] == whole.written[key], key


def test_the_published_model_is_not_changed(whole: _Whole) -> None:
    for name, value in whole.model.state_dict().items():
        assert torch.equal(value, whole.before[name]), name


def test_cancelling_leaves_no_result(tmp_path: Path) -> None:
    def cancel(progress: Progress) -> None:
        if progress.phase == "training":
            raise Cancelled

    with pytest.raises(Cancelled):
        train(
            RoundsFolder(tmp_path),
            "r",
            "D",
            tiny_model(),
            EXAMPLES,
            GENERAL,
            RECIPE,
            _exported,
            report=cancel,
        )
    assert not (RoundsFolder(tmp_path).round("r") / "round.json").exists()


def test_nothing_to_learn_from_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingToLearnError, match="no accepted picture with an object"):
        train(RoundsFolder(tmp_path), "r", "D", tiny_model(), [], GENERAL, RECIPE, _exported)


@pytest.mark.parametrize("content", [b"not a state", b""])
def test_a_damaged_state_begins_anew(tmp_path: Path, content: bytes) -> None:
    state = tmp_path / "held.pt"
    state.write_bytes(content)
    model = tiny_model()
    fit = Fit(model, RECIPE, Views(model, tmp_path, EXAMPLES))
    assert not take_up(state, fit, Best(RECIPE.patience))
    assert fit.done == 0


def test_a_state_of_another_recipe_begins_anew(tmp_path: Path) -> None:
    model, state = tiny_model(), tmp_path / "held.pt"
    views = Views(model, tmp_path, EXAMPLES)
    keep_state(state, Fit(model, RECIPE, views), Best(3))
    other = replace(RECIPE, seed=1)
    assert not take_up(state, Fit(model, other, views), Best(3))
    assert take_up(state, Fit(model, RECIPE, views), Best(3))


@pytest.mark.parametrize("config", [TINY, TINY_T], ids=lambda config: str(config.kind))
def test_any_kind_of_model_is_tuned_and_its_checkpoint_has_the_official_names(
    tmp_path: Path, config: SamConfig
) -> None:
    torch.manual_seed(7)
    model = build_sam(config).eval()
    tuned: list[Sam] = []

    def export(of: Sam) -> str:
        tuned.append(of)
        return "f" * 64

    # Whatever the gate says of two steps with random weights, the files are looked at.
    with mock.patch("dataengine.training.round.verdict", _offered):
        recipe = replace(RECIPE, steps=2, free_steps=2, evaluate_every=2)
        train(RoundsFolder(tmp_path), "r", "D", model, EXAMPLES, GENERAL, recipe, export)
    for name, of in zip(("specialist", "safe"), tuned, strict=True):
        kept = torch.load(RoundsFolder(tmp_path).round("r") / f"{name}.pt", weights_only=True)
        assert list(kept) == list(model.state_dict()), "as a checkpoint that is published has them"
        other = build_sam(config).eval()
        other.load_state_dict(kept, strict=True)
        for key, value in other.state_dict().items():
            assert torch.equal(value, of.state_dict()[key]), key
        assert not torch.equal(
            kept["mask_decoder.iou_token.weight"], model.mask_decoder.iou_token.weight
        )
