"""A scripted annotator and a scripted reviewer work through a project, each on a page of their own.

::

    lead: makes the project, adds the pictures
    annotator: queue ─> objects ─> Ctrl+Enter, or N ─> … ─> "there is no other picture"
    reviewer: looks ─> A, or a comment on the place that lacks an object and R
    annotator: what was returned ─> the missing object ─> Ctrl+Enter; reviewer: A

What the server has at the end is held against what the annotator saw: an object that is lost, a
mask that is another, or a time that did not arrive ends the measurement.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory

import numpy as np
from playwright.sync_api import Browser

from benchmarks.annotating.objects import Sitting, classes_of
from benchmarks.annotating.portfolio import Portfolio
from benchmarks.annotating.script import Outcome, annotate
from benchmarks.browser.decoder_watch import SCRIPT
from benchmarks.browser.driver import Driver
from benchmarks.browser.driving import driving
from benchmarks.browser.project_hands import (
    AnnotatorHand,
    ReviewerHand,
    add_pictures,
    enter,
    make_project,
)
from benchmarks.browser.server import server_process
from benchmarks.browser.visitor import WINDOW
from benchmarks.errors import MeasurementError
from dataengine import Client
from sam.evaluation import deepest_pixel, iou
from sam.masks.rle import decode

LEAD, ANNOTATOR, REVIEWER = "Ada", "Ben", "Cleo"

LOOK_MS = 1_000
"""A person looks at a picture before they touch it. It is waited for, and not counted."""

TOUCHED = 0.1
"""An object that no mask overlaps by this IoU is missing."""


def alike(pixels: int) -> float:
    """By how much the IoU of a mask as it is kept may differ from that of the mask as it was seen.

    A mask is read from the stage, which has pixels of its own: at its edge, which is as long as the
    root of its area, one in a few is read otherwise.

    Args:
        pixels: of the object.
    """
    return 0.02 + 1 / math.sqrt(pixels)


@dataclass
class Worked:
    """What became of a project.

    Attributes:
        pictures: how many were worked through.
        accepted: how many were accepted at the end.
        returned: how many were returned first.
        outcomes: of each object that was annotated.
        first: milliseconds until the first picture could be clicked, which none was before.
        again: the same of the first that was returned and of the first that was submitted anew: the
            queue was empty before, and nothing could be prepared.
        waits: milliseconds from asking for another picture until it could be clicked, each time.
        review_waits: the same of the reviewer.
    """

    pictures: int = 0
    accepted: int = 0
    returned: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    first: float = 0.0
    again: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    review_waits: list[float] = field(default_factory=list)

    def next_ms(self, percentile: float) -> float:
        """A percentile of the annotator's waits for the next picture."""
        return float(np.percentile(self.waits, percentile))

    def said(self) -> str:
        """In a sentence or two."""
        count = len(self.outcomes)
        reached = sum(each.reached for each in self.outcomes) / max(count, 1)
        actions = sum(len(each.waits) for each in self.outcomes) / max(count, 1)
        return (
            f"A project of {self.pictures} pictures: {count} objects, {reached:.3f} of them good "
            f"enough, {actions:.2f} actions an object; {self.returned} returned and corrected, "
            f"{self.accepted} accepted. The first picture could be clicked after "
            f"{self.first:.0f} ms, the next one after {self.next_ms(50):.0f} (95th percentile "
            f"{self.next_ms(95):.0f}, most {max(self.waits):.0f}) in {len(self.waits)} changes; "
            f"in review after {np.median(self.review_waits):.0f} (most "
            f"{max(self.review_waits):.0f}), and after the queue had been empty after "
            f"{', '.join(f'{each:.0f}' for each in self.again) or 'none'}."
        )


def work(browser: Browser, plan: Portfolio) -> Worked:
    """Let them work through a project on a server of its own.

    Raises:
        MeasurementError: the server has at the end what was not made, or lacks what was.
    """
    with (
        TemporaryDirectory() as data,
        server_process("--data-dir", data, "--cache-dir", "none") as server,
    ):
        labels = classes_of(plan.sittings)
        with _person(browser, server.address) as driver:
            project = make_project(driver, LEAD, "Shared pictures", labels)
            add_pictures(driver, [each.sample.image for each in plan.sittings])
        lead = Client(server.address, person=LEAD)
        reviewer = Client(server.address, person=REVIEWER).person["id"]
        lead.send("PATCH", f"/people/{reviewer}", {"role": "reviewer"})
        with (
            _person(browser, server.address) as annotating,
            _person(browser, server.address) as reviewing,
        ):
            enter(annotating, project, ANNOTATOR)
            enter(reviewing, project, REVIEWER)
            team = _Team(
                plan,
                AnnotatorHand(annotating, labels),
                ReviewerHand(reviewing, labels),
                lead,
                project,
            )
            return team.work()


@contextmanager
def _person(browser: Browser, origin: str) -> Iterator[Driver]:
    context = browser.new_context(viewport=WINDOW)
    context.add_init_script(SCRIPT)
    with driving(context, origin) as driver:
        yield driver


class _Team:
    """An annotator and a reviewer of one project."""

    def __init__(
        self,
        plan: Portfolio,
        annotator: AnnotatorHand,
        reviewer: ReviewerHand,
        lead: Client,
        project: str,
    ) -> None:
        self._plan = plan
        self._sittings = {each.sample.image.name: each for each in plan.sittings}
        self._annotator, self._reviewer = annotator, reviewer
        self._lead, self._project = lead, project
        self._worked = Worked()
        self._counts: dict[str, int] = {}
        self._seen: dict[str, list[tuple[int, Outcome]]] = {name: [] for name in self._sittings}

    def work(self) -> Worked:
        """Annotate, review, correct, review."""
        worked = self._worked
        worked.first = self._opened(self._annotator.begin(), "annotate")
        self._annotate()
        self._opened(self._reviewer.begin(), "review")
        returned = self._review(may_return=True)
        worked.returned = len(returned)
        if returned:
            worked.again.append(self._opened(self._annotator.go_on(), "correct"))
            self._correct(returned)
            worked.again.append(self._opened(self._reviewer.go_on(), "review again"))
            self._review(may_return=False)
        worked.pictures = len(self._counts)
        self._check()
        return worked

    @staticmethod
    def _opened(waited: float | None, what: str) -> float:
        if waited is None:
            raise MeasurementError(f"There is no picture to {what}; expected the project's.")
        return waited

    def _look(self) -> None:
        self._annotator.page.wait_for_timeout(LOOK_MS)

    def _annotate(self) -> None:
        """Each picture of the queue: its objects, and submitted; some are passed over first."""
        hand, plan = self._annotator, self._plan
        passed: set[str] = set()
        while True:
            name = hand.picture()
            self._look()
            if name in plan.passed and name not in passed:
                passed.add(name)
                waited = hand.go_on()
                if waited is not None:
                    self._worked.waits.append(waited)
                    continue
            if name in self._counts:
                raise MeasurementError(f"{name} was given once more after it was submitted.")
            overlooked = plan.overlooked.get(name)
            self._mark(name, [each for each in self._sittings[name].objects if each != overlooked])
            self._counts[name] = hand.count()
            waited = hand.submit()
            if waited is None:
                break
            self._worked.waits.append(waited)
        if missing := sorted(set(self._sittings) - set(self._counts)):
            raise MeasurementError(f"The queue never gave {', '.join(missing)}.")

    def _mark(self, name: str, objects: Sequence[tuple[int, str]]) -> None:
        hand = self._annotator
        truths = self._sittings[name].truths()
        for place, (instance, label) in enumerate(objects):
            following = objects[place + 1][1] if place + 1 < len(objects) else None
            # Of several of one class in a row the class is chosen once.
            chose = hand.choose_class(label) if following == label else None
            outcome = annotate(hand, truths[instance], label)
            if chose is not None:
                outcome.waits.insert(0, chose)
            self._worked.outcomes.append(outcome)
            self._seen[name].append((instance, outcome))

    def _review(self, may_return: bool) -> dict[str, list[tuple[int, str]]]:
        """Accept what is submitted, and return what lacks an object.

        Returns:
            By picture that was returned, the objects that it lacks.
        """
        hand = self._reviewer
        returned: dict[str, list[tuple[int, str]]] = {}
        while True:
            name = hand.picture()
            hand.page.wait_for_timeout(LOOK_MS)
            if (count := hand.count()) != self._counts[name]:
                raise MeasurementError(
                    f"The reviewer sees {count} objects in {name}; expected the "
                    f"{self._counts[name]} that were submitted."
                )
            missing = self._missing(self._sittings[name]) if may_return else []
            if missing:
                returned[name] = missing
                instance, label = missing[0]
                place = deepest_pixel(self._sittings[name].truths()[instance])
                waited = hand.give_back(*place, f"There is a {label} here.")
            else:
                waited = hand.accept()
            if waited is None:
                return returned
            self._worked.review_waits.append(waited)

    def _missing(self, sitting: Sitting) -> list[tuple[int, str]]:
        """The objects of a picture that no mask touches. What a reviewer sees on the stage is read
        from the server here."""
        masks = self._kept()[sitting.sample.image.name]
        truths = sitting.truths()
        return [
            (instance, label)
            for instance, label in sitting.objects
            if all(iou(mask, truths[instance]) < TOUCHED for mask in masks)
        ]

    def _correct(self, returned: dict[str, list[tuple[int, str]]]) -> None:
        """Mark what was missing in each picture that was returned, and submit it again."""
        hand = self._annotator
        left = dict(returned)
        while left:
            name = hand.picture()
            if name not in left:
                raise MeasurementError(
                    f"The queue gives {name}; expected what was returned: {', '.join(left)}."
                )
            if REVIEWER not in (why := hand.returned()):
                raise MeasurementError(
                    f"{name} says {why!r} of why it was returned; expected {REVIEWER}'s name."
                )
            self._look()
            self._mark(name, left.pop(name))
            self._counts[name] = hand.count()
            waited = hand.submit()
            if waited is not None:
                self._worked.waits.append(waited)
            elif left:
                raise MeasurementError(f"The queue does not give {', '.join(left)} again.")

    def _kept(self) -> dict[str, list[np.ndarray]]:
        """The masks of each picture, as the server has them."""
        return {
            each["file_name"]: [decode(record["segmentation"]) for record in each["annotations"]]
            for each in self._lead.annotations(self._project)
        }

    def _check(self) -> None:
        """Hold what the server has against what was seen.

        Raises:
            MeasurementError: they differ.
        """
        lead, project = self._lead, self._project
        states = {each["file_name"]: each["state"] for each in lead.pictures(project)}
        self._worked.accepted = sum(state == "accepted" for state in states.values())
        if self._worked.accepted != len(self._sittings):
            raise MeasurementError(f"Not all pictures are accepted: {states}.")
        kept = self._kept()
        for name, masks in kept.items():
            if len(masks) != self._counts[name]:
                raise MeasurementError(
                    f"The server has {len(masks)} objects of {name}; "
                    f"expected the {self._counts[name]} that were on the page."
                )
            truths = self._sittings[name].truths()
            for instance, outcome in self._seen[name]:
                best = max((iou(mask, truths[instance]) for mask in masks), default=0.0)
                if best < outcome.iou - alike(int(truths[instance].sum())):
                    raise MeasurementError(
                        f"The best mask of object {instance} of {name} has an IoU of {best:.3f} at "
                        f"the server; {outcome.iou:.3f} was seen."
                    )
        timed = lead.send("GET", f"/projects/{project}/timings")["groups"]
        masks_timed = sum(each["masks"] for each in timed)
        made = sum(self._counts.values())
        if masks_timed != made:
            raise MeasurementError(
                f"The server has the times of {masks_timed} masks; expected those of {made}."
            )
