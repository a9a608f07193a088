"""A round in its folder: run, and written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from dataengine.training.changed import draw_changed, most_changed
from dataengine.training.examples import Example
from dataengine.training.judging import with_decoder
from dataengine.training.progress import Progress, Report
from dataengine.training.recipe import Recipe
from dataengine.training.report import (
    as_json,
    as_markdown,
    candidate_as_json,
    write_json,
    write_scores,
)
from dataengine.training.round import Candidate, General, Outcome, run_round
from dataengine.training.rounds_folder import MASKS, REPORT, ROUND, SCORES, STATES, RoundsFolder
from dataengine.training.views import Views
from sam.fingerprint import encoder_fingerprint
from sam.modeling import Sam

Export = Callable[[Sam], str]
"""Writes a tuned decoder as graphs, and gives its fingerprint; handed in by the command."""


def train(
    place: RoundsFolder,
    round_id: str,
    title: str,
    model: Sam,
    examples: Sequence[Example],
    general: General,
    recipe: Recipe,
    export: Export,
    notes: Sequence[str] = (),
    report: Report = lambda progress: None,
    found: Callable[[dict[str, Any]], None] = lambda so_far: None,
) -> dict[str, Any]:
    """Run a round, or what is left of it, and write all that it comes to.

    Args:
        place: where rounds are kept.
        round_id: names the round; one that was killed goes on under the same id.
        title: what was learnt from, for people.
        model: the published one.
        examples, general, recipe, report: as :func:`run_round` takes them.
        export: called for each decoder that is offered.
        notes: what was left out, a sentence each.
        found: is given what ``round.json`` will have of the specialist, once that can be used and
            minutes before the rest is done.

    Returns:
        What is in ``round.json``.

    Raises:
        As :func:`run_round` does.
    """
    folder = place.round(round_id)
    cache = place.embeddings(encoder_fingerprint(model))
    begun: dict[str, Any] = {"id": round_id, "title": title, "notes": list(notes)}

    def offered(name: str, candidate: Candidate) -> dict[str, Any]:
        """What is said of a decoder, whose files are there by then."""
        said = candidate_as_json(candidate)
        report(Progress("exporting", 0, 1))
        if candidate.verdict.offered:
            tuned = with_decoder(model, candidate.decoder)
            save_model(folder / f"{name}.pt", tuned)
            said["decoder_fingerprint"] = export(tuned)
        return said

    def early(specialist: Candidate) -> None:
        begun["specialist"] = offered("specialist", specialist)
        found(dict(begun))

    outcome = run_round(model, examples, general, folder, cache, recipe, report, early)
    written = begun | as_json(outcome) | {"safe": offered("safe", outcome.safe)}
    images = _pictures(model, outcome, Views(model, cache, outcome.parts.gate, flips=1), folder)
    text = as_markdown(title, outcome, [f"{MASKS}/{image.name}" for image in images], notes)
    (folder / REPORT).write_text(text, encoding="utf-8")
    write_scores(folder / SCORES, _tables(outcome))
    write_json(folder / ROUND, written)
    for state in STATES:
        (folder / state).unlink(missing_ok=True)
    return written


def save_model(path: Path, model: Sam) -> None:
    """Write the whole state dict under its official names, as the published packages load it."""
    unfinished = path.with_suffix(".unfinished")
    torch.save({name: value.contiguous() for name, value in model.state_dict().items()}, unfinished)
    unfinished.replace(path)


def _pictures(model: Sam, outcome: Outcome, views: Views, folder: Path) -> list[Path]:
    chosen = most_changed(outcome.before_own, outcome.safe.own)
    decoders = [model.mask_decoder, outcome.safe.decoder]
    return draw_changed(model, decoders, views, outcome.before_own, chosen, folder / MASKS)


def _tables(outcome: Outcome) -> dict[str, Any]:
    return {
        "own, published": outcome.before_own,
        "own, safe": outcome.safe.own,
        "general, published": outcome.before_general,
        "general, safe": outcome.safe.general,
        "own, specialist": outcome.specialist.own,
        "general, specialist": outcome.specialist.general,
    }
