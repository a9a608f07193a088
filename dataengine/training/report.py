"""What a round came to, as Markdown, as JSON and as a table of every object; refused ones too."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dataengine.training.gate import NAMES, Change, Verdict
from dataengine.training.judging import Row
from dataengine.training.round import Candidate, Outcome
from sam.evaluation import MEASURES

SAID = {
    "safe": "may be offered: it gains in this project and loses nothing elsewhere",
    "specialist": "may be offered for this project alone: it gains here and forgets elsewhere",
    "refused": "is not offered",
}


def as_json(outcome: Outcome) -> dict[str, Any]:
    """All figures, plain, but for those of the decoders."""
    parts = outcome.parts
    return {
        "first_seconds": round(outcome.first_seconds, 1),
        "seconds": round(outcome.seconds, 1),
        "pictures": {
            "train": len(parts.train),
            "stop": len(parts.stop),
            "gate": len(parts.gate),
        },
        "objects": {
            name: sum(example.objects for example in getattr(parts, name))
            for name in ("train", "stop", "gate")
        },
        "curves": {
            name: [[step, round(score, 4)] for step, score in curve]
            for name, curve in outcome.curves.items()
        },
        "dial": [
            {"share": p.share, "own": round(p.own, 4), "fall": round(p.fall, 4)}
            for p in outcome.places
        ],
    }


def candidate_as_json(candidate: Candidate) -> dict[str, Any]:
    """What the gate says of a decoder, plain."""
    said = candidate.verdict
    return {
        "share": candidate.share,
        "kind": said.kind,
        "reasons": said.reasons,
        "own": {name: _rounded(change) for name, change in said.own.items()},
        "general": {name: _rounded(change) for name, change in said.general.items()},
    }


def _rounded(change: Change) -> dict[str, float]:
    return {key: round(value, 4) for key, value in asdict(change).items()}


def as_markdown(title: str, outcome: Outcome, images: Sequence[str], notes: Sequence[str]) -> str:
    """The report, to be read.

    Args:
        title: the project's name, or the file's.
        outcome: what it is about.
        images: of the most changed masks, relative to the report.
        notes: what was left out, a sentence each.
    """
    parts = outcome.parts
    counts = ", ".join(
        f"{len(pictures)} {what}"
        for pictures, what in (
            (parts.train, "to train"),
            (parts.stop, "to stop early"),
            (parts.gate, "to judge"),
        )
    )
    lines = [
        f"# A decoder for {title}",
        "",
        f"Tuned in {outcome.seconds:.0f} s, the specialist in {outcome.first_seconds:.0f} s, on "
        f"pictures that were split by group: {counts}.",
        "",
    ]
    for name, candidate in (
        ("The safe decoder", outcome.safe),
        ("The specialist", outcome.specialist),
    ):
        lines += _section(name, candidate, len(outcome.before_own), len(outcome.before_general))
    lines += ["## Training", ""]
    for name, curve in outcome.curves.items():
        lines += [f"| step, {name} | score of the groups for early stopping |", "| --- | --- |"]
        lines += [*(f"| {step} | {score:.3f} |" for step, score in curve), ""]
    lines += ["| place on the dial | its score | largest fall where replayed |"]
    lines += ["| --- | --- | --- |"]
    lines += [f"| {p.share:.2f} | {p.own:.3f} | {p.fall:+.3f} |" for p in outcome.places]
    if images:
        lines += ["", "## The masks that changed most", ""]
        lines += ["Annotated, published, tuned: one click each.", ""]
        lines += [f"![{index}]({image})" for index, image in enumerate(images, 1)]
    if notes:
        lines += ["", "## Left out", ""] + [f"- {note}" for note in notes]
    return "\n".join(lines) + "\n"


def _section(name: str, candidate: Candidate, own: int, general: int) -> list[str]:
    said: Verdict = candidate.verdict
    lines = [
        f"## {name} {SAID[said.kind]}",
        "",
        *(f"- {reason}" for reason in said.reasons),
        *([""] if said.reasons else []),
        f"Its place on the dial is {candidate.share:.2f}: 0 is published, 1 as trained.",
        "",
    ]
    for title, changes in (
        (f"{own} objects of this project", said.own),
        (f"{general} general objects", said.general),
    ):
        lines += [
            f"| {title} | before | after | change | 95 % interval |",
            "| --- | --- | --- | --- | --- |",
        ]
        lines += [
            f"| {NAMES[m]} | {c.before:.3f} | {c.after:.3f} | {c.difference:+.3f} | "
            f"{c.lower:+.3f} to {c.upper:+.3f} |"
            for m, c in changes.items()
        ]
        lines.append("")
    return lines


def write_scores(path: Path, tables: dict[str, Sequence[Row]]) -> None:
    """Every object's scores as CSV, so that a mean can be checked.

    Args:
        path: of the file.
        tables: rows by what they are of, such as "own, published".
    """
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["of", "picture", "group", "object", *MEASURES])
        for of, rows in tables.items():
            for row in rows:
                scores = [f"{row.scores[name]:.4f}" for name in MEASURES]
                writer.writerow([of, row.example, row.group, row.index, *scores])


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Plain JSON, replaced in one step."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(path)
