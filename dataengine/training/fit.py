"""One round's steps: a decoder, tuned on examples while replayed pictures hold it in place."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from dataengine.training.forward import predict_masks
from dataengine.training.losses import answer_loss, distillation_loss
from dataengine.training.recipe import Recipe
from dataengine.training.simulated import Prompts, corrections, first_prompts
from dataengine.training.views import View, Views
from sam.modeling import MaskDecoder, Sam


@dataclass(frozen=True, slots=True)
class Step:
    """What a step came to."""

    number: int
    loss: float
    distillation: float


class Fit:
    """The state of a round: decoder, average of its weights, optimiser and random numbers.

    Args:
        published: the model to start from; it is not changed.
        recipe: the numbers.
        own: the project's pictures, prepared.
        replayed: general pictures, prepared; without any nothing is distilled.
    """

    def __init__(
        self, published: Sam, recipe: Recipe, own: Views, replayed: Views | None = None
    ) -> None:
        self.recipe = recipe
        self._published = published
        self._prompt_encoder = published.prompt_encoder
        self._own, self._replayed = own, replayed
        self.decoder = copy.deepcopy(published.mask_decoder).train().requires_grad_(True)
        self.average = copy.deepcopy(published.mask_decoder).eval()
        transformer = list(self.decoder.transformer.parameters())
        inside = {id(parameter) for parameter in transformer}
        others = [p for p in self.decoder.parameters() if id(p) not in inside]
        rates = [recipe.rate * recipe.transformer_rate, recipe.rate]
        self._optimiser = torch.optim.AdamW(
            [{"params": transformer}, {"params": others}],
            lr=recipe.rate,
            weight_decay=recipe.weight_decay,
        )
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimiser, max_lr=rates, total_steps=recipe.steps, pct_start=0.1
        )
        self._rng = np.random.default_rng(recipe.seed)
        self._position = published.prompt_encoder.get_dense_pe().detach()
        self.done = 0

    def steps(self) -> Iterator[Step]:
        """Take the remaining steps, one at a time."""
        while self.done < self.recipe.steps:
            yield self._step()

    def state(self) -> dict[str, Any]:
        """All that :meth:`restore` needs to go on as if nothing had happened."""
        return {
            "recipe": asdict(self.recipe),
            "done": self.done,
            "decoder": self.decoder.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "schedule": self._schedule.state_dict(),
            "random": json.dumps(self._rng.bit_generator.state),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state.

        Raises:
            ValueError: it is of another recipe.
        """
        if state["recipe"] != asdict(self.recipe):
            raise ValueError("The state is of another recipe.")
        self.decoder.load_state_dict(state["decoder"])
        self.average.load_state_dict(state["average"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._schedule.load_state_dict(state["schedule"])
        self._rng.bit_generator.state = json.loads(state["random"])
        self.done = state["done"]

    def _step(self) -> Step:
        loss = self._learn()
        distillation = self._hold() if self._replayed is not None else 0.0
        nn.utils.clip_grad_norm_(self.decoder.parameters(), self.recipe.clip)
        self._optimiser.step()
        self._schedule.step()
        self._optimiser.zero_grad(set_to_none=True)
        self.done += 1
        self._average()
        return Step(self.done, loss, distillation)

    def _learn(self) -> float:
        """Prompts of one of the project's pictures, and corrections of the answers."""
        recipe, rng = self.recipe, self._rng
        view = self._view(self._own)
        chosen = rng.integers(len(view.targets), size=recipe.prompts)
        targets = view.targets[torch.from_numpy(chosen)]
        clicks = [view.clicks[each] for each in chosen] if view.clicks else None
        prompts = first_prompts(rng, targets, recipe.points, recipe.jitter, clicks)
        total, rounds = 0.0, int(rng.integers(recipe.corrections + 1)) + 1
        for index in range(rounds):
            logits, predicted = self._answer(self.decoder, view, prompts)
            inside = self._cut(logits, view)
            loss = answer_loss(inside, predicted, self._cut(targets, view), prompts.lone)
            (loss / rounds).backward()  # type: ignore[no-untyped-call]
            total += loss.item() / rounds
            if index + 1 < rounds:
                prompts = self._corrected(prompts, targets, logits.detach(), predicted.detach())
        return total

    def _hold(self) -> float:
        """Prompts of a replayed picture, answered as the published decoder answers them; and up to
        two corrections of its answers, towards another of its masks.
        """
        assert self._replayed is not None
        view = self._view(self._replayed)
        prompts = self._anywhere(view)
        rounds = int(self._rng.integers(3)) + 1
        wished: Tensor | None = None
        total = 0.0
        for index in range(rounds):
            with torch.no_grad():
                taught, sure = self._answer(self._published.mask_decoder, view, prompts)
            logits, predicted = self._answer(self.decoder, view, prompts)
            loss = distillation_loss(
                self._cut(logits, view), predicted, self._cut(taught, view), sure
            )
            (self.recipe.distil * loss / rounds).backward()  # type: ignore[no-untyped-call]
            total += loss.item() / rounds
            if index + 1 < rounds:
                wished = self._wished(taught) if wished is None else wished
                prompts = self._corrected(prompts, wished, taught, sure)
        return total

    def _wished(self, taught: Tensor) -> Tensor:
        """What somebody might have wanted: one of the four masks of each prompt, at random."""
        tokens = torch.from_numpy(self._rng.integers(taught.shape[1], size=len(taught)))
        return (taught[torch.arange(len(taught)), tokens] > 0).float()

    def _anywhere(self, view: View) -> Prompts:
        """Prompts of a replayed picture: of its objects, and points anywhere in it."""
        recipe, rng = self.recipe, self._rng
        height, width = view.inside
        count = recipe.distil_prompts
        xs = rng.uniform(0, 4 * width - 1, count)
        ys = rng.uniform(0, 4 * height - 1, count)
        coords = torch.zeros(count, 2, 2)
        coords[:, 0] = torch.from_numpy(np.stack([xs, ys], axis=1)).float()
        labels = torch.tensor([[1, -1]]).expand(count, 2).int()
        points = Prompts(coords, labels, torch.ones(count, dtype=torch.bool))
        half = count // 2
        if half and len(view.targets):
            chosen = torch.from_numpy(rng.integers(len(view.targets), size=half))
            known = first_prompts(rng, view.targets[chosen], recipe.points, recipe.jitter)
            return Prompts(
                torch.cat([known.coords, points.coords[half:]]),
                torch.cat([known.labels, points.labels[half:]]),
                torch.cat([known.lone, points.lone[half:]]),
            )
        return points

    def _corrected(
        self, prompts: Prompts, targets: Tensor, logits: Tensor, predicted: Tensor
    ) -> Prompts:
        """One more point, where what a person would be shown is wrong."""
        best = predicted[:, 1:].argmax(dim=1) + 1
        shown = torch.where(prompts.lone, best, torch.zeros_like(best))
        kept = logits[torch.arange(len(logits)), shown]
        points = corrections(self._rng, targets, kept > 0)
        return prompts.and_points(points, kept[:, None])

    def _answer(self, decoder: MaskDecoder, view: View, prompts: Prompts) -> tuple[Tensor, Tensor]:
        with torch.no_grad():
            sparse, dense = prompts.embedded(self._prompt_encoder)
        return predict_masks(decoder, view.embedding, self._position, sparse, dense)

    def _view(self, views: Views) -> View:
        index = int(self._rng.integers(len(views.examples)))
        return views.get(index, int(self._rng.integers(views.flips)))

    @staticmethod
    def _cut(masks: Tensor, view: View) -> Tensor:
        """Without the padding that fills the model frame."""
        height, width = view.inside
        return masks[..., :height, :width]

    @torch.no_grad()
    def _average(self) -> None:
        """Move the average of the weights, faster in the beginning."""
        decay = min(self.recipe.ema, (1 + self.done) / (10 + self.done))
        for mean, value in zip(self.average.parameters(), self.decoder.parameters(), strict=True):
            mean.lerp_(value, 1 - decay)
