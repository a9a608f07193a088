"""A step is done when it must be, and only then."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bootstrap import steps
from bootstrap.console import Console, Report
from bootstrap.errors import BootstrapError
from bootstrap.steps import Step, Toll, do_steps, try_steps


class Bakery:
    """A step that turns flour into bread, and counts how often it did."""

    def __init__(self, folder: Path) -> None:
        self.flour = folder / "flour"
        self.bread = folder / "shop" / "bread"
        self.baked = 0
        self.accident: BaseException | None = None
        self.flour.write_text("wheat", encoding="utf-8")
        self.step = Step(
            name="Bread",
            doing="Baking",
            key="bread",
            folder=folder / "shop",
            inputs=lambda: [self.flour, "hot"],
            action=self.bake,
            outputs=lambda: [self.bread],
        )

    def bake(self, report: Report) -> None:
        self.bread.parent.mkdir(exist_ok=True)
        self.bread.write_text("half", encoding="utf-8")
        if self.accident:
            raise self.accident
        self.baked += 1
        self.bread.write_text(f"bread of {self.flour.read_text()}", encoding="utf-8")


@pytest.fixture
def bakery(tmp_path: Path) -> Bakery:
    return Bakery(tmp_path)


def go(*each: Step) -> str:
    """Do the steps and return what was printed."""
    stream = io.StringIO()
    do_steps(each, Console(total=len(each), stream=stream))
    return stream.getvalue()


def test_a_step_that_is_up_to_date_is_skipped(bakery: Bakery) -> None:
    first, second = go(bakery.step), go(bakery.step)
    assert bakery.baked == 1
    assert first.startswith("[1/1] Baking … ")
    assert second == "[1/1] Bread: up to date\n"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda bakery: bakery.flour.write_text("rye"),
        lambda bakery: bakery.flour.unlink() or bakery.flour.write_text("oat"),
        lambda bakery: bakery.bread.unlink(),
        lambda bakery: bakery.bread.write_text("mould"),
        lambda bakery: bakery.step.stamp.unlink(),
        lambda bakery: bakery.step.stamp.write_text('{"inputs": "'),
        lambda bakery: bakery.step.stamp.write_text('["inputs"]'),
        lambda bakery: bakery.step.stamp.write_text("{}"),
    ],
)
def test_a_change_of_input_output_or_stamp_does_it_again(
    bakery: Bakery, spoil: Callable[[Bakery], object]
) -> None:
    go(bakery.step)
    spoil(bakery)
    go(bakery.step)
    assert bakery.baked == 2
    go(bakery.step)
    assert bakery.baked == 2


def test_a_touched_input_with_the_same_content_changes_nothing(bakery: Bakery) -> None:
    go(bakery.step)
    os.utime(bakery.flour, (1, 1))
    go(bakery.step)
    assert bakery.baked == 1


def test_a_changed_setting_does_it_again(bakery: Bakery) -> None:
    go(bakery.step)
    go(replace(bakery.step, inputs=lambda: [bakery.flour, "hotter"]))
    assert bakery.baked == 2


def test_a_step_that_is_no_longer_sound_is_done_again(bakery: Bakery) -> None:
    go(bakery.step)
    go(replace(bakery.step, sound=lambda: False))
    assert bakery.baked == 2


@pytest.mark.parametrize("accident", [KeyboardInterrupt(), BootstrapError("no heat")])
def test_an_interrupted_step_leaves_no_stamp_and_is_done_again(
    bakery: Bakery, accident: BaseException
) -> None:
    bakery.accident = accident
    with pytest.raises(type(accident)):
        go(bakery.step)
    assert bakery.bread.read_text() == "half"
    assert not bakery.step.is_done()
    bakery.accident = None
    go(bakery.step)
    assert bakery.bread.read_text() == "bread of wheat"


def test_an_interruption_while_doing_it_again_forgets_the_old_success(bakery: Bakery) -> None:
    go(bakery.step)
    before = bakery.bread.stat()
    bakery.flour.write_text("rye")
    bakery.accident = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        go(bakery.step)
    # Even if inputs and outputs come to look as they did, the step counts as not done.
    bakery.flour.write_text("wheat")
    bakery.bread.write_text("bread of wheat")
    os.utime(bakery.bread, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not bakery.step.is_done()


def test_what_does_not_need_a_failed_step_is_done_all_the_same(tmp_path: Path) -> None:
    """And what needs it, directly or not, is not begun."""
    did: list[str] = []

    def step(key: str, *needs: str, accident: Exception | None = None) -> Step:
        def work(report: Report) -> None:
            did.append(key)
            if accident:
                raise accident

        return Step(key, f"Doing {key}", key, tmp_path, lambda: [], work, needs)

    stream = io.StringIO()
    steps_to_try = [
        step("flour", accident=BootstrapError("No wheat.", ["the mill stands still"])),
        step("dough", "flour"),
        step("bread", "dough", "salt"),
        step("salt"),
        step("water", accident=OSError(28, "No space left on device", "jug")),
        step("soup", "salt", "water"),
    ]
    failed = try_steps(steps_to_try, Console(total=6, stream=stream))
    assert did == ["flour", "salt", "water"]
    assert set(failed) == {"flour", "dough", "bread", "water", "soup"}
    said = stream.getvalue()
    assert "the mill stands still\nNo wheat.\n" in said
    assert "[3/6] bread: not done, for lack of dough\n" in said
    assert "jug: No space left on device.\n" in said
    assert "[6/6] soup: not done, for lack of water\n" in said


def test_what_a_first_set_up_takes_is_said_before_it_begins(bakery: Bakery) -> None:
    """And no more once it was done."""
    slow = replace(bakery.step, toll=Toll(seconds=100, megabytes=800))
    quick = replace(bakery.step, key="quick", toll=Toll(seconds=1))
    assert go(quick).startswith("[1/1] ")
    assert go(slow).splitlines()[:3] == [
        "1 steps to do: about 3 min on two cores and a line of 100 Mbit/s, with 800 MB to "
        "download.",
        "If it breaks off, run the same command again: it takes up where it stopped.",
        "[1/1] Baking … 0.0 s",
    ]
    assert go(slow) == "[1/1] Bread: up to date\n"


def test_an_action_that_makes_nothing_is_an_error(bakery: Bakery) -> None:
    idle = replace(bakery.step, action=lambda report: None)
    with pytest.raises(BootstrapError, match=r"Baking ended without an error, but .*bread is"):
        go(idle)
    assert not idle.is_done()


def test_a_step_done_again_takes_those_that_build_on_it_along(
    bakery: Bakery, tmp_path: Path
) -> None:
    sold: list[str] = []
    sale = Step(
        name="Sale",
        doing="Selling",
        key="sale",
        folder=tmp_path / "till",
        inputs=lambda: [bakery.step.stamp],
        action=lambda report: sold.append("loaf"),
    )
    go(bakery.step, sale)
    go(bakery.step, sale)
    assert sold == ["loaf"]
    bakery.bread.unlink()
    go(bakery.step, sale)
    assert sold == ["loaf", "loaf"]


def test_removing_the_filled_folder_removes_the_claim(bakery: Bakery) -> None:
    go(bakery.step)
    assert bakery.step.stamp.is_relative_to(bakery.step.folder)


def test_a_large_input_is_recognised_by_size_and_time(
    bakery: Bakery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "HASHED_BYTES", 1)
    go(bakery.step)
    os.utime(bakery.flour, (1, 1))
    go(bakery.step)
    assert bakery.baked == 2
