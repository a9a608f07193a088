"""When to stop, and which weights to keep: by groups that are not trained on."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from sam.modeling import MaskDecoder

STOPPED_BY = ("one_click", "best_of_3", "three_clicks", "box")


@dataclass(slots=True)
class Best:
    """The best weights so far.

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
            self.score, self.step, self.waited = score, step, 0
            self.decoder = copy.deepcopy(decoder)
        else:
            self.waited += 1
        return self.waited >= self.patience
