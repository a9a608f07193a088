"""Questions, answers and lines of the benchmark of similar objects, on described masks alone."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.dataset import Sample
from benchmarks.similar import OURS, demands, mean, ours, summary, table, write
from benchmarks.similarity.pictures import Picture, described, found_in
from benchmarks.similarity.questions import (
    EXEMPLARS,
    Question,
    answer,
    cosine,
    lines,
    means,
    questions,
    same_size,
)
from sam.automatic import EverythingSettings
from sam.build import build_sam
from sam.config import TINY_T
from sam.masks import rle
from sam.similar import Likeness, rivals

DRAWS = 2


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Picture]:
    """Two drawn pictures of five tiles and two bars; everything's candidates are the objects, and
    parts of them, as a tiny model finds nothing."""
    folder = tmp_path_factory.mktemp("drawn")
    made = []
    for number in range(2):
        rng = np.random.default_rng(number)
        ids = np.zeros((90, 128), np.uint8)
        for index in range(5):
            ids[8 : 20 + number, 4 + 24 * index : 18 + 24 * index] = index + 1
        ids[50:54, 5:115], ids[70:74, 5:115] = 6, 7
        noise = rng.integers(0, 30, (90, 128, 3))
        colours = np.array([[60, 60, 60], *[[200, 80, 60]] * 5, *[[60, 80, 200]] * 2])
        Image.fromarray((colours[ids] + noise).astype(np.uint8)).save(folder / f"{number}.png")
        Image.fromarray(ids).save(folder / f"{number}-masks.png")
        files = folder / f"{number}.png", folder / f"{number}-masks.png"
        sample = Sample(str(number), *files, "drawn/core", 7)
        model = build_sam(TINY_T).eval()
        settings = EverythingSettings(points_per_side=2)
        found, kept = found_in(sample, model, settings, folder / "work")
        again, kept_then = found_in(sample, model, settings, folder / "work")
        assert (kept, kept_then) == (False, True)
        assert again.records == found.records
        assert np.array_equal(again.embedding, found.embedding)
        truths = [mask for mask in sample.read_instances()]
        parts = [truth & (np.arange(128) % 24 < 12) for truth in truths]
        masks = [(rle.encode(mask), 0.95) for mask in truths]
        masks += [(rle.encode(mask), 0.8) for mask in parts]
        records = [
            {"segmentation": mask, "predicted_iou": iou, "stability_score": 0.9}
            for mask, iou in masks
        ]
        same = rivals([mask for mask, _ in masks])
        found = dataclasses.replace(found, records=records, rivals=same)
        made.append(described(sample, ["tile"] * 5 + ["bar"] * 2, found))
    return made


@pytest.fixture(scope="module")
def asked(pictures: list[Picture]) -> list[Question]:
    return list(questions(pictures, DRAWS))


def test_every_label_with_three_objects_is_asked_for(asked: list[Question]) -> None:
    assert {(each.picture, each.label) for each in asked} == {(0, "tile"), (1, "tile")}
    assert [each.asked for each in asked[:3]] == list(EXEMPLARS)
    for each in asked:
        assert sorted(each.exemplars + each.targets) == [0, 1, 2, 3, 4]
        assert len(each.exemplars) == each.asked
        assert not each.open[each.exemplars].any()
    assert asked[0].exemplars == asked[1].exemplars[:1]


def test_an_answer_pairs_each_object_once(pictures: list[Picture], asked: list[Question]) -> None:
    question = asked[0]
    scores = -np.arange(14.0)
    found = answer(pictures[0], question, scores, question.open)
    assert found.targets == 4
    assert found.right.tolist() == [True] * 4 + [False] * (len(found.right) - 4)
    precision, recall, f1 = found.figures(found.scores[4])
    assert (precision, recall) == (0.8, 1.0)
    assert f1 == pytest.approx(8 / 9)
    assert found.figures(1.0) == (1.0, 0.0, 0.0)


def test_each_line_is_set_on_the_other_pictures(
    pictures: list[Picture], asked: list[Question]
) -> None:
    answers = [
        answer(pictures[each.picture], each, same_size(pictures[each.picture], each), each.open)
        for each in asked
    ]
    found = lines(answers, asked, 1)
    assert set(found) == {0, 1, -1}
    own = [a for a, q in zip(answers, asked, strict=True) if q.picture == 1 and q.asked == 1]
    best = max(
        np.mean([a.f1(line) for a in own]) for line in np.concatenate([a.scores for a in own])
    )
    assert np.mean([a.f1(found[0]) for a in own]) == pytest.approx(best), "of picture 0: by 1 alone"


def test_what_is_printed_and_written(
    pictures: list[Picture], asked: list[Question], tmp_path: Path
) -> None:
    by_rule = {
        "same size": [
            answer(pictures[q.picture], q, same_size(pictures[q.picture], q), q.open) for q in asked
        ],
        "cosine": [
            answer(pictures[q.picture], q, cosine(pictures[q.picture], q), q.open) for q in asked
        ],
        OURS: ours(pictures, asked),
    }
    found = {
        (name, number): means(pictures, answers, asked, number)
        for name, answers in by_rule.items()
        for number in EXEMPLARS
    }
    assert len(table(found).splitlines()) == 2 + 9
    result = summary(found)
    assert result["f1"] == round(mean(found[OURS, 1])[2], 4) == result["f1_by_exemplars"]["1"]
    better = {**result, "f1": 0.9, "f1_same_size": 0.8, "f1_cosine": 0.1}
    better["f1_by_exemplars"] = {"1": 0.9, "2": 0.9, "4": 0.92}
    assert list(demands(better).values()) == [True, False]
    write(tmp_path / "likeness.json", pictures, asked)
    likeness = Likeness.from_json(json.loads((tmp_path / "likeness.json").read_text()))
    assert likeness.lines[2] == pytest.approx((likeness.lines[1] + likeness.lines[3]) / 2)
