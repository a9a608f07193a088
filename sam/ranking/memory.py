"""The memory of a project: which of a click's masks comes first there.

One click gives four masks, and the model nearly always has the right one among them; which one is
wanted (a part or the whole, tight or with its rim) depends on the task. Whoever keeps an object
says it: the mask that was kept is compared with all four. A ridge regression on
:func:`~sam.ranking.features` learns by how much the predicted IoU is wrong. It is linear, so that
all it needs are sums over the objects; these are small, exact, in any order, and those of several
people add up.

Mirrored in ``static/js/ranking/learnt.js``, held together by ``tests/vectors/ranking.json``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from sam.errors import FormatError, PromptError
from sam.prompts import MULTIMASK_TOKENS
from sam.ranking.features import FEATURES, TOKENS, Floats

FIRST = 3
"""Objects from which on the memory has a say."""

OWN = 10
"""Objects of a label from which on it has a memory of its own."""

PENALTY = 10.0
"""Of the ridge: how much it takes to believe a feature."""

VERSION = 1

_WIDTH = len(FEATURES)
_UPPER = np.triu_indices(_WIDTH)


class Sums:
    """What a ridge regression has to know of the objects that it learns from.

    Attributes:
        objects: how many.
        moments: ``(17, 17)``, the sum of x xᵀ over all masks of all objects.
        targets: ``(17,)``, the sum of x (IoU with the kept mask - predicted IoU).
    """

    def __init__(self) -> None:
        self.objects = 0
        self.moments: Floats = np.zeros((_WIDTH, _WIDTH))
        self.targets: Floats = np.zeros(_WIDTH)

    def add(self, rows: Floats, overlaps: Floats) -> None:
        """One object: features ``(4, 17)``, and IoU ``(4,)`` with the mask that was kept."""
        self.objects += 1
        self.moments += rows.T @ rows
        self.targets += rows.T @ (overlaps - rows[:, FEATURES.index("predicted IoU")])

    def merge(self, other: Sums) -> None:
        """Add the objects of another."""
        self.objects += other.objects
        self.moments += other.moments
        self.targets += other.targets

    def weights(self, prior: Floats | None = None) -> Floats:
        """``(17,)``: by how much the predicted IoU is to be corrected, for each feature.

        Args:
            prior: ``(17,)`` weights that are believed where these objects say nothing else.
        """
        start = np.zeros(_WIDTH) if prior is None else prior
        left = self.moments + PENALTY * np.eye(_WIDTH)
        return start + np.linalg.solve(left, self.targets - self.moments @ start)

    def to_json(self) -> dict[str, Any]:
        """As JSON has it; ``moments`` is the upper triangle, row by row."""
        return {
            "objects": self.objects,
            "moments": self.moments[_UPPER].tolist(),
            "targets": self.targets.tolist(),
        }

    @classmethod
    def from_json(cls, state: Any) -> Sums:
        """The reverse of :meth:`to_json`.

        Raises:
            FormatError: it is none.
        """
        sums = cls()
        try:
            objects, moments, targets = (state[key] for key in ("objects", "moments", "targets"))
            upper, sums.targets = np.array(moments, np.float64), np.array(targets, np.float64)
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError(
                "A memory's sums have objects, moments and targets, numbers all; these have "
                f"{_short(state)}."
            ) from error
        sound = (
            type(objects) is int
            and objects >= 0
            and upper.shape == _UPPER[0].shape
            and sums.targets.shape == (_WIDTH,)
            and np.isfinite(upper).all()
            and np.isfinite(sums.targets).all()
        )
        if not sound:
            raise FormatError(
                f"A memory's sums have {objects!r} objects, moments of shape {upper.shape} and "
                f"targets of shape {sums.targets.shape}; expected a whole number, "
                f"{_UPPER[0].shape} and ({_WIDTH},), all of them finite."
            )
        sums.objects = objects
        sums.moments[_UPPER] = upper
        sums.moments.T[_UPPER] = upper
        return sums


class Memory:
    """What was learnt from the objects that were kept::

        memory = Memory()
        rows = features(logits, predicted_iou, point, input_size)
        first, *others = memory.rank(rows, "nut")
        memory.learn("nut", rows, overlaps)

    Attributes:
        all: the sums over every object.
        labels: those of each label by itself.
    """

    def __init__(self) -> None:
        self.all = Sums()
        self.labels: dict[str, Sums] = {}

    @property
    def objects(self) -> int:
        """How many it has learnt from."""
        return self.all.objects

    def learn(self, label: str, rows: npt.ArrayLike, overlaps: npt.ArrayLike) -> None:
        """Learn from an object that was kept.

        Args:
            label: of the object; empty for none.
            rows: ``(4, 17)``, the features of its first click.
            overlaps: ``(4,)``, IoU of that click's masks with the mask that was kept.

        Raises:
            PromptError: another shape, or numbers that cannot be.
        """
        x, y = _checked(rows), np.asarray(overlaps, np.float64)
        if y.shape != (TOKENS,) or not ((y >= 0) & (y <= 1)).all():
            raise PromptError(
                f"The overlaps are {_short(overlaps)}; expected ({TOKENS},) numbers from 0 to 1."
            )
        self.all.add(x, y)
        if label:
            self.labels.setdefault(label, Sums()).add(x, y)

    def weights(self, label: str = "") -> Floats | None:
        """``(17,)`` of a label, or of all where it has too few objects; None while it is off."""
        if self.all.objects < FIRST:
            return None
        of_all = self.all.weights()
        own = self.labels.get(label)
        return of_all if own is None or own.objects < OWN else own.weights(of_all)

    def rank(self, rows: npt.ArrayLike, label: str = "") -> tuple[int, ...]:
        """The mask tokens to offer for a lone foreground point, the best first.

        While the memory is off: tokens 1 to 3 by predicted IoU, as without one. Then all four.

        Args:
            rows: ``(4, 17)``, from :func:`~sam.ranking.features`.
            label: that the object will have; empty for none.

        Raises:
            PromptError: another shape.
        """
        return rank(_checked(rows), self.weights(label))

    def merge(self, other: Memory) -> None:
        """Add what another has learnt from other objects."""
        self.all.merge(other.all)
        for label, sums in other.labels.items():
            self.labels.setdefault(label, Sums()).merge(sums)

    def to_json(self) -> dict[str, Any]:
        """As JSON has it: numbers, lists and names."""
        labels = {label: sums.to_json() for label, sums in self.labels.items()}
        return {"version": VERSION, "all": self.all.to_json(), "labels": labels}

    @classmethod
    def from_json(cls, state: Any) -> Memory:
        """The reverse of :meth:`to_json`.

        Raises:
            FormatError: it is none, or of a later version.
        """
        if not isinstance(state, Mapping) or state.get("version") != VERSION:
            version = state.get("version") if isinstance(state, Mapping) else state
            raise FormatError(
                f"A memory has version {_short(version)}; expected {VERSION}, as this library has."
            )
        memory = cls()
        memory.all = Sums.from_json(state.get("all"))
        labels = state.get("labels")
        if not isinstance(labels, Mapping):
            raise FormatError(f"A memory's labels are {_short(labels)}; expected an object.")
        memory.labels = {str(label): Sums.from_json(sums) for label, sums in labels.items()}
        return memory


def rank(rows: Floats, weights: Floats | None) -> tuple[int, ...]:
    """The mask tokens to offer, the best first; of equal ones the lower token.

    Args:
        rows: ``(4, 17)`` features.
        weights: of :meth:`Memory.weights`; None leaves tokens 1 to 3 by predicted IoU.
    """
    scores: Floats = rows[:, FEATURES.index("predicted IoU")]
    offered: Iterable[int] = MULTIMASK_TOKENS
    if weights is not None:
        scores, offered = scores + rows @ weights, range(TOKENS)
    return tuple(sorted(offered, key=lambda token: -scores[token]))


def _checked(rows: npt.ArrayLike) -> Floats:
    x = np.asarray(rows, np.float64)
    if x.shape != (TOKENS, _WIDTH) or not np.isfinite(x).all():
        raise PromptError(
            f"The features have shape {x.shape}; expected ({TOKENS}, {_WIDTH}), all of them finite."
        )
    return x


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
