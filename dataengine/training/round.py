"""One round of fine-tuning, from examples to a verdict: embed, train, judge, and that twice.

The first training is free to forget and ends in a specialist, which is judged and handed out while
the second one begins. That one is held to what the published decoder answers elsewhere, and ends in
the safe decoder.

Everything lies in the round's folder. A round that was killed goes on where it last kept its state;
one that is done is not done again.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from dataengine.training.dial import SHARES, Place, largest_fall, safe_place
from dataengine.training.errors import NothingToLearnError
from dataengine.training.examples import Example
from dataengine.training.fit import Fit
from dataengine.training.gate import Verdict, compare, verdict
from dataengine.training.judging import Row, between, judge, means
from dataengine.training.progress import Phase, Progress, Report
from dataengine.training.recipe import Recipe
from dataengine.training.splits import Split, split
from dataengine.training.states import keep_state, take_up
from dataengine.training.stopping import Best
from dataengine.training.views import Views
from sam.evaluation import MEASURES
from sam.modeling import MaskDecoder, Sam


@dataclass(frozen=True, slots=True)
class General:
    """The general check: pictures of no project, half to replay and half to judge by."""

    replay: Sequence[Example]
    gate: Sequence[Example]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A decoder that a round comes to.

    Attributes:
        share: its place on the line from the published decoder to the one as trained.
        decoder: the weights, in evaluation mode.
        verdict: the gate's.
        own, general: scores on the groups that judge, and on the general check's.
    """

    share: float
    decoder: MaskDecoder
    verdict: Verdict
    own: list[Row]
    general: list[Row]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round came to.

    Attributes:
        safe: the decoder that was held to the published answers, at its place on the dial, with
            what the gate says of it.
        specialist: the one that was free to forget, with the same.
        parts: how the examples were split.
        before_own, before_general: the published decoder's scores, beside the candidates'.
        places: those of the dial that were looked at, the farthest first.
        curves: of both trainings, steps and scores of early stopping; the best step was taken.
        first_seconds: until ``specialist`` was judged.
        seconds: until ``safe`` was judged too.
    """

    safe: Candidate
    specialist: Candidate
    parts: Split
    before_own: list[Row]
    before_general: list[Row]
    places: list[Place]
    curves: dict[str, list[tuple[int, float]]]
    first_seconds: float
    seconds: float


Early = Callable[[Candidate], None]
"""Is given the specialist as soon as it is judged."""


def run_round(
    model: Sam,
    examples: Sequence[Example],
    general: General,
    folder: Path,
    cache: Path,
    recipe: Recipe,
    report: Report = lambda progress: None,
    early: Early = lambda specialist: None,
) -> Outcome:
    """Tune a model's mask decoder on examples, and judge it.

    Args:
        model: published or tuned before; it is not changed.
        examples: of the project.
        general: what must not be forgotten.
        folder: the round's own, for its state.
        cache: where embeddings are kept, of this model's image encoder.
        recipe: the numbers.
        report: is given each moment, and may raise ``Cancelled``.
        early: is given the specialist, minutes before the rest is done.

    Raises:
        NothingToLearnError, TooFewGroupsError: there is nothing to tune or to judge with.
        Cancelled: ``report`` raised it.
        OSError: the disk is full; nothing half-written is taken for whole.
    """
    started = time.perf_counter()
    if not examples:
        raise NothingToLearnError(
            "nothing_to_learn",
            "There is no accepted picture with an object; annotate, submit and accept some first.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    parts = split(examples, recipe.seed)
    _seed(recipe.seed)
    work = _Work(model, parts, general, cache, recipe, report)
    # A first decoder is there before the rest is embedded.
    work.embed(work.few_views, work.stop_views)
    shorter = replace(recipe, steps=recipe.free_steps)
    free = work.train(folder / "free.pt", shorter, work.few_views, None)
    work.embed(work.gate_views, work.general_views)
    specialist = work.judge_free(free)
    first_seconds = time.perf_counter() - started
    early(specialist)
    work.embed(work.train_views, work.replay_views)
    held = work.train(folder / "held.pt", recipe, work.train_views, work.replay_views)
    safe, places = work.judge_held(held)
    return Outcome(
        safe,
        specialist,
        parts,
        work.before_own,
        work.before_general,
        places,
        {"free": free.curve, "held": held.curve},
        first_seconds,
        time.perf_counter() - started,
    )


class _Work:
    """What the phases of a round share."""

    def __init__(
        self,
        model: Sam,
        parts: Split,
        general: General,
        cache: Path,
        recipe: Recipe,
        report: Report,
    ) -> None:
        self.model, self.parts, self.recipe, self.report = model, parts, recipe, report
        self.published = model.mask_decoder
        self.few_views = Views(model, cache, parts.train, flips=1)
        self.train_views = Views(model, cache, parts.train, flips=recipe.flips)
        self.stop_views = Views(model, cache, parts.stop, flips=1)
        self.gate_views = Views(model, cache, parts.gate, flips=1)
        self.replay_views = Views(model, cache, general.replay, flips=2)
        self.general_views = Views(model, cache, general.gate, flips=1)
        self.curve: list[tuple[int, float]] = []
        self.before_own: list[Row] = []
        self.before_general: list[Row] = []

    def embed(self, *every: Views) -> None:
        """Embed what is not embedded yet."""
        wanted = [(views, index) for views in every for index in range(len(views.examples))]
        for done, (views, index) in enumerate(wanted):
            self._say("embedding", done, len(wanted))
            views.prepare(index)
        self._say("embedding", len(wanted), len(wanted))

    def train(self, state: Path, recipe: Recipe, own: Views, replayed: Views | None) -> Best:
        """Take the steps; the weights that were best on the groups for early stopping are kept."""
        fit = Fit(self.model, recipe, own, replayed)
        best = Best(recipe.patience)
        take_up(state, fit, best)
        self.curve = best.curve
        began, first = time.perf_counter(), fit.done
        ended = best.waited >= recipe.patience
        for step in () if ended else fit.steps():
            taken = (time.perf_counter() - began) / (step.number - first)
            self._say("training", step.number, recipe.steps, taken * (recipe.steps - step.number))
            if step.number % recipe.evaluate_every and step.number < recipe.steps:
                continue
            rows = self._judged(fit.average, self.stop_views)
            over = best.look(step.number, means(rows), fit.average)
            keep_state(state, fit, best)
            if over:
                break
        return best

    def judge_free(self, free: Best) -> Candidate:
        """Judge the published decoder, which every other stands beside, and the free one."""
        self._say("judging", 0, 2)
        self.before_own = self._judged(self.published, self.gate_views)
        self.before_general = self._judged(self.published, self.general_views)
        self._say("judging", 1, 2)
        return self._candidate(_trained(free), 1.0)

    def judge_held(self, held: Best) -> tuple[Candidate, list[Place]]:
        """Look at the dial of the held decoder, choose a place on it, and judge that."""
        steps = 4
        self._say("judging", 0, steps)
        replayed = self._judged(self.published, self.replay_views)

        def placed(share: float) -> MaskDecoder:
            return between(self.published, _trained(held), share)

        def fall(share: float) -> float:
            return largest_fall(replayed, self._judged(placed(share), self.replay_views))

        self._say("judging", 1, steps)
        own = {share: _score(self._judged(placed(share), self.stop_views)) for share in SHARES}
        self._say("judging", 2, steps)
        places = safe_place(own, fall)
        self._say("judging", 3, steps)
        near = places[-1].share
        safe = self._candidate(placed(near), near)
        # The replayed half had said that nothing falls; where the other half says that something
        # does, a nearer place may be safe.
        for share in sorted((each for each in SHARES if each < near), reverse=True):
            if safe.verdict.kind != "specialist":
                break
            safe = self._candidate(placed(share), share)
        return safe, places

    def _candidate(self, decoder: MaskDecoder, share: float) -> Candidate:
        own = self._judged(decoder, self.gate_views)
        general = self._judged(decoder, self.general_views)
        said = verdict(compare(self.before_own, own), compare(self.before_general, general))
        return Candidate(share, decoder, said, own, general)

    def _judged(self, decoder: MaskDecoder, views: Views) -> list[Row]:
        return judge(self.model, decoder, views, range(len(views.examples)))

    def _say(self, phase: Phase, done: int, total: int, left: float | None = None) -> None:
        self.report(Progress(phase, done, total, left, self.curve))


def _trained(best: Best) -> MaskDecoder:
    assert best.decoder is not None  # every training looks at its last step
    return best.decoder


def _score(rows: list[Row]) -> float:
    return sum(means(rows).values()) / len(MEASURES)


def _seed(seed: int) -> None:
    """Every source of random numbers; the steps have their own beside."""
    random.seed(seed)
    torch.manual_seed(seed)
