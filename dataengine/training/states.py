"""A round's state on the disk, so that a killed one goes on where it was."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import torch

from dataengine.training.fit import Fit
from dataengine.training.stopping import Best


def keep_state(path: Path, fit: Fit, best: Best) -> None:
    """Write it, whole or not at all.

    Raises:
        OSError: the disk does not take it; what was kept before stays.
    """
    unfinished = path.with_suffix(".unfinished")
    kept = {
        "fit": fit.state(),
        "best": {
            "curve": best.curve,
            "score": best.score,
            "step": best.step,
            "waited": best.waited,
            "decoder": None if best.decoder is None else best.decoder.state_dict(),
        },
    }
    try:
        with unfinished.open("wb") as file:
            torch.save(kept, file)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def take_up(path: Path, fit: Fit, best: Best) -> bool:
    """Go on where a round was; whether there was something to go on from.

    A state that is damaged, or of another recipe, is left alone: the round begins anew.
    """
    try:
        kept = torch.load(path, weights_only=True)
        fit.restore(kept["fit"])
    except (OSError, RuntimeError, KeyError, ValueError, pickle.UnpicklingError, EOFError):
        return False
    of_best = kept["best"]
    best.curve = [(int(step), float(score)) for step, score in of_best["curve"]]
    best.score, best.step, best.waited = of_best["score"], of_best["step"], of_best["waited"]
    if of_best["decoder"] is not None:
        best.decoder = copy.deepcopy(fit.average)
        best.decoder.load_state_dict(of_best["decoder"])
    return True
