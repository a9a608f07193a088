"""Every number that a round of fine-tuning goes by, in one frozen place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a decoder is tuned. Rates and weights were measured, see docs/learning.md.

    Attributes:
        seed: of every random choice; the same examples, seed and machine give the same decoder.
        steps: at most so many of the *held* training, which replays general pictures and ends in
            the safe decoder; early stopping may end before.
        free_steps: the same of the *free* training before it, which replays nothing and ends in the
            specialist.
        flips: ways in which the held training sees a picture: as it is, and mirrored. The free one
            sees it as it is, so that it begins sooner.
        prompts: simulated prompts of one picture in a step, which share one pass.
        corrections: clicks that follow the first prompt in a step, each with the previous logits.
        rate: the highest learning rate of AdamW, on a one-cycle schedule.
        transformer_rate: the share of it that the two-way transformer has.
        weight_decay: of AdamW.
        clip: the largest norm of a step's gradient.
        ema: the decay of the average of weights over steps, warmed up.
        points: the share of first prompts that are a point, half of them in the middle; the rest
            are boxes.
        jitter: how far a box's corners are off, as a share of its sides (standard deviation).
        distil: the weight of what replayed pictures ask for: that all four tokens answer as the
            published decoder does.
        distil_prompts: prompts of a replayed picture in a step.
        evaluate_every: steps between two looks at the groups for early stopping.
        patience: so many looks without a gain end the round.
    """

    seed: int = 0
    steps: int = 150
    free_steps: int = 90
    flips: int = 4
    prompts: int = 4
    corrections: int = 1
    rate: float = 1e-4
    transformer_rate: float = 1.0
    weight_decay: float = 0.01
    clip: float = 1.0
    ema: float = 0.99
    points: float = 0.55
    jitter: float = 0.06
    distil: float = 1.0
    distil_prompts: int = 3
    evaluate_every: int = 30
    patience: int = 4
