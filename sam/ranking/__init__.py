"""Which of a click's masks comes first: by predicted IoU, or as a project's memory has it.

:class:`sam.SamPredictor` stays as published and knows nothing of this. Who has its answers, with
those of token 0, learns from what is kept::

    rows = features(logits, predicted_iou, point, input_size)  # (4, 17)
    token = memory.rank(rows, label)[0]
    ...                                                        # the object is kept
    memory.learn(label, rows, overlaps)                        # IoU of the four with its mask
    path.write_text(json.dumps(memory.to_json()))

Deterministic, numpy alone, the same numbers as in the page; see ``docs/learning.md``.
"""

from sam.ranking.features import FEATURES, TOKENS, features
from sam.ranking.memory import FIRST, OWN, PENALTY, Memory, Sums, rank

__all__ = [
    "FEATURES",
    "FIRST",
    "OWN",
    "PENALTY",
    "TOKENS",
    "Memory",
    "Sums",
    "features",
    "rank",
]
