"""Where rounds are kept.

::

    data/training/
      embeddings/<encoder>/   of pictures, for every round of one image encoder
      rounds/<id>/            round.json, report.md, scores.csv, masks/, safe.pt, specialist.pt
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROUND, REPORT, SCORES, MASKS = "round.json", "report.md", "scores.csv", "masks"
STATES = ("free.pt", "held.pt")
"""Of the two trainings, as long as the round is not done."""


@dataclass(frozen=True, slots=True)
class RoundsFolder:
    """The folder of training in a folder of data.

    Attributes:
        data: the data's folder.
    """

    data: Path

    def round(self, round_id: str) -> Path:
        """A round's folder."""
        return self.data / "training" / "rounds" / round_id

    def embeddings(self, encoder_fingerprint: str) -> Path:
        """The folder of an image encoder's embeddings."""
        return self.data / "training" / "embeddings" / encoder_fingerprint[:16]
