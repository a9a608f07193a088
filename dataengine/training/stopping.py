"""When to stop, and which weights to keep: by groups that are not trained on."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from sam.modeling import MaskDecoder

STOPPED_BY = ("one_click", "best_of_3", "three_clicks", "box")

AS_GOOD = 0.01
"""A later step that scores less by so little is taken: few objects tell no more."""


@dataclass(slots=True)
class Best:
    """The best weights so far, and of those that are as good the latest.

    Attributes:
        patience: so many looks without a gain end it.
        curve: each look's step and score, the mean over measures.
    """

    patience: int
    curve: list[tuple[int, float]] = field(default_factory=list)
    score: float = float("-inf")
    step: int = 0
    decoder: MaskDecoder | None = None
    waited: int = 0

    def look(self, step: int, scores: dict[str, float], decoder: MaskDecoder) -> bool:
        """Take a look's scores; whether training has gone on long enough."""
        score = sum(scores[name] for name in STOPPED_BY) / len(STOPPED_BY)
        self.curve.append((step, score))
        if score > self.score:
            self.score, self.waited = score, 0
        else:
            self.waited += 1
        if score > self.score - AS_GOOD:
            self.step = step
            self.decoder = copy.deepcopy(decoder)
        return self.waited >= self.patience
