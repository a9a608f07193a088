"""The scripted annotator does what its rules say, and counts what it did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.annotating.in_project import Worked
from benchmarks.annotating.objects import Sitting, classes_of, draw_sets, read_classes
from benchmarks.annotating.portfolio import portfolio
from benchmarks.annotating.script import MOST_FURTHER, Outcome, annotate
from benchmarks.annotating.tally import Found, demands, summary, table, together
from benchmarks.annotator import chosen, easiest, project_demands, project_line
from benchmarks.browser.hands import around, filled
from benchmarks.dataset import DatasetError, Sample

SIZE = (40, 30)


def box(x0: int, y0: int, x1: int, y1: int) -> np.ndarray:
    mask = np.zeros(SIZE[::-1], dtype=bool)
    mask[y0:y1, x0:x1] = True
    return mask


TRUTH = box(10, 10, 30, 20)


class Page:
    """Answers clicks with what it is given, one after the other, the last one again and again."""

    def __init__(
        self,
        *answers: np.ndarray,
        offered: Sequence[np.ndarray] = (),
        covered: np.ndarray | None = None,
        keeping: int = 1,
    ) -> None:
        self._answers = list(answers)
        self._offered = list(offered)
        self._covered = np.zeros(SIZE[::-1], dtype=bool) if covered is None else covered
        self._keeping = keeping
        self._mask = np.zeros(SIZE[::-1], dtype=bool)
        self.done: list[object] = []

    def blocked(self) -> np.ndarray:
        return self._covered

    def click(self, x: int, y: int, label: int) -> float:
        self.done.append((x, y, label))
        self._mask = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return 100

    def mask(self) -> np.ndarray:
        return self._mask

    def candidates(self) -> Sequence[np.ndarray]:
        return [self._mask, *self._offered]

    def choose(self, rank: int) -> float:
        self.done.append(rank)
        return 10

    def keep(self, label: str) -> Sequence[float]:
        self.done.append(label)
        return [1] * self._keeping

    def drop(self) -> float:
        self.done.append("dropped")
        return 1


def test_a_good_mask_takes_a_click_in_its_middle_and_what_keeps_it() -> None:
    page = Page(TRUTH, keeping=2)
    outcome = annotate(page, TRUTH, "fig")
    assert page.done == [(14, 14, 1), "fig"]
    assert outcome == Outcome(iou=1.0, waits=[100, 1, 1], prompts=1, looks=1)
    assert outcome.reached


def test_a_clearly_better_candidate_is_one_action_and_no_prompt() -> None:
    page = Page(box(10, 10, 15, 20), offered=[box(10, 10, 20, 20), TRUTH])
    outcome = annotate(page, TRUTH, "fig")
    assert page.done == [(14, 14, 1), 2, "fig"]
    assert (len(outcome.waits), outcome.prompts, outcome.reached) == (3, 1, True)


def test_a_candidate_that_is_hardly_better_is_left_and_the_largest_error_clicked() -> None:
    page = Page(box(10, 10, 20, 20), TRUTH, offered=[box(9, 10, 21, 20)])
    annotate(page, TRUTH, "fig")
    assert page.done == [(14, 14, 1), (24, 14, 1), "fig"]
    surplus = Page(box(10, 10, 30, 30), TRUTH)
    annotate(surplus, TRUTH, "fig")
    assert surplus.done[1] == (14, 24, 0), "what is too much is pointed out as background"


def test_after_six_further_actions_the_mask_is_kept_as_it_is() -> None:
    half = box(10, 10, 20, 20)
    page = Page(half)
    outcome = annotate(page, TRUTH, "fig")
    assert (outcome.prompts, len(outcome.waits)) == (1 + MOST_FURTHER, 1 + MOST_FURTHER + 1)
    assert outcome.iou == 0.5 and not outcome.reached
    chose = annotate(Page(box(10, 10, 12, 20), offered=[half]), TRUTH, "fig")
    assert (chose.prompts, len(chose.waits)) == (MOST_FURTHER, 1 + MOST_FURTHER + 1)


def test_clicks_keep_away_from_what_would_not_prompt() -> None:
    left = box(0, 0, 20, 30)
    page = Page(box(10, 10, 12, 20), covered=left)
    annotate(page, TRUTH, "fig")
    clicks = [each for each in page.done if isinstance(each, tuple)]
    assert len(clicks) == 1 + MOST_FURTHER
    assert all(not left[y, x] for x, y, _ in clicks)
    assert annotate(Page(TRUTH, covered=TRUTH), TRUTH, "fig") == Outcome()


def test_a_mask_without_a_pixel_is_no_object() -> None:
    page = Page(np.zeros_like(TRUTH))
    outcome = annotate(page, TRUTH, "fig")
    assert page.done[-1] == "dropped"
    assert outcome.iou == 0 and len(outcome.waits) == 1 + MOST_FURTHER + 1


def test_a_mask_is_read_from_where_it_begins_and_ends() -> None:
    width, height = SIZE
    for mask in (TRUTH, np.zeros_like(TRUTH), ~np.zeros_like(TRUTH), box(0, 0, 3, 2)):
        flat = np.concatenate([[False], mask.ravel()])
        changes = np.flatnonzero(flat[1:] != flat[:-1]).tolist()
        assert np.array_equal(filled(changes, (width, height)), mask)


def test_around_points_are_the_pixels_within_reach() -> None:
    near = around([(5, 6), (20, 20)], SIZE, 2.5)
    assert near.shape == SIZE[::-1]
    assert near[6, 7] and near[8, 6] and near[20, 20]
    assert not near[6, 8] and not near[8, 7]
    assert not around([], SIZE, 5).any()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pictures of three and two instances."""
    (tmp_path / "masks").mkdir()
    for name, count, side in (("many", 3, 4), ("large", 2, 10)):
        ids = np.zeros((20, 40), dtype=np.uint8)
        for i in range(count):
            ids[:side, i * 12 : i * 12 + side] = i + 1
        Image.fromarray(ids).save(tmp_path / "masks" / f"{name}.png")
    (tmp_path / "classes.csv").write_text(
        "name,instance,class\nmany,1,fig\nmany,2,date\nmany,3,date\n"
    )
    return tmp_path


def sample(folder: Path, name: str, instances: int, group: str = "food/core") -> Sample:
    return Sample(name, folder / f"{name}.jpg", folder / "masks" / f"{name}.png", group, instances)


def test_objects_are_drawn_with_a_seed_set_by_set(folder: Path) -> None:
    samples = [
        sample(folder, "many", 3),
        sample(folder, "large", 2),
        sample(folder, "other", 50, "metal/finetune-val"),
        sample(folder, "tuned", 50, "metal/finetune-train"),
    ]
    classes = read_classes(folder)
    sets = draw_sets(samples, classes, 4, seed=1)
    assert list(sets) == ["food/core", "metal/finetune-val"]
    assert {name: sum(len(s.objects) for s in of) for name, of in sets.items()} == dict.fromkeys(
        sets, 4
    )
    assert sets == draw_sets(samples, classes, 4, seed=1)
    assert sets != draw_sets(samples, classes, 4, seed=2)
    everything = draw_sets(samples, classes, 60, seed=1)["food/core"]
    assert sorted(everything[0].objects) == [(1, "fig"), (2, "date"), (3, "date")]
    assert sorted(everything[1].objects) == [(1, "food/core"), (2, "food/core")], (
        "no class is known"
    )
    assert classes_of([everything[0]]) == ["date", "fig"]
    truths = everything[0].truths()
    assert sorted(truths) == [1, 2, 3] and truths[2].sum() == 16 and truths[2][0, 12]
    assert read_classes(folder / "masks") == {}


def test_the_fixed_cost_is_counted_on_a_picture_with_enough_objects(folder: Path) -> None:
    samples = [sample(folder, "large", 2), sample(folder, "many", 3)]
    (sittings,) = draw_sets(samples, {}, 60, seed=0).values()
    assert easiest(sittings).sample.name == "many"


def test_sets_that_are_not_there_are_named() -> None:
    with pytest.raises(DatasetError, match=r"no set 'fruit' to annotate; expected one of a, b"):
        chosen({"a": [], "b": []}, ["fruit"])
    with pytest.raises(DatasetError, match="no picture"):
        chosen({}, None)
    assert list(chosen({"a": [], "b": []}, ["b"])) == ["b"]


def test_the_last_line_sums_up_all_sets() -> None:
    good = Outcome(0.9, [500, 100], 1)
    slow = Outcome(0.86, [500, 100, 200, 200], 3)
    bad = Outcome(0.5, [1000] * 8, 7)
    sets = {
        "a": Found(before=[slow, bad], after=[good, bad], clicks=[[0.9], [0.2] * 20]),
        "b": Found(before=[slow], after=[slow], clicks=[[0.3, 0.86, 0.95]]),
    }
    line = summary(together(sets), 2.0)
    assert line == {
        "objects": 3,
        "reached": 0.6667,
        "reached_before": 0.6667,
        "actions_per_object": 4.667,
        "actions_before": 5.333,
        "prompts_per_object": 3.667,
        "seconds_per_object": 3.2,
        "noc85": 7.667,
        "noc90": 8.0,
        "fixed_actions_per_object": 2.0,
    }
    assert all(demands(line, "89a14a3").values())
    for change in (
        {"reached": 0.66},
        {"actions_per_object": 4.9},
        {"fixed_actions_per_object": 2.5},
    ):
        assert list(demands(line | change, "89a14a3").values()).count(False) == 1
    rows = table(sets, "89a14a3").splitlines()
    assert rows[2] == "| a | 2 | 89a14a3 | 0.500 | 6.00 | 5.00 | 4.50 | 10.50 |"
    assert rows[-1].startswith("| all | 3 | this tree | 0.667 | 4.67 |")


def test_a_project_has_pictures_of_each_set_in_turn_and_work_for_queue_and_review() -> None:
    def sittings(name: str, count: int) -> list[Sitting]:
        objects = tuple((i, "fig") for i in (1, 2, 3, 4, 5))
        folder = Path("pictures")
        return [
            Sitting(sample(folder, f"{name}{i}", 5), objects[: 1 if i == 0 else 5])
            for i in range(count)
        ]

    sets = {"a": sittings("a", 9), "b": sittings("b", 2)}
    plan = portfolio(sets, 8, 3)
    names = [each.sample.name for each in plan.sittings]
    assert names == ["a0", "b0", "a1", "b1", "a2", "a3", "a4", "a5"]
    assert [len(each.objects) for each in plan.sittings] == [1, 1, 3, 3, 3, 3, 3, 3]
    assert plan.overlooked == {"a1.jpg": (3, "fig"), "a4.jpg": (3, "fig")}
    assert plan.passed == {"a1.jpg", "a5.jpg"}
    assert portfolio(sets, 50, 3).sittings[-1].sample.name == "a8", "all that there are"


def test_the_last_line_tells_of_the_project_too() -> None:
    worked = Worked(
        pictures=3,
        accepted=3,
        returned=1,
        outcomes=[Outcome(0.9, [500, 100], 1), Outcome(0.5, [100, 100, 100, 100], 3)],
        first=900.0,
        waits=[100.0, 120.0, 110.0],
        review_waits=[80.0, 90.0],
    )
    line = project_line(worked)
    assert line == {"pictures": 3, "accepted": 3, "next_p50_ms": 110.0, "next_p95_ms": 119.0}
    assert all(project_demands(line).values())
    for change in ({"accepted": 2}, {"next_p95_ms": 301.0}):
        assert list(project_demands(line | change).values()).count(False) == 1
    said = worked.said()
    assert "2 objects, 0.500 of them good enough, 3.00 actions an object" in said
    assert (
        "1 returned and corrected, 3 accepted" in said
        and "after 110 (95th percentile 119, most 120)" in said
    )
