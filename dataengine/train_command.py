"""``python -m dataengine train``: a round of fine-tuning, of a project or of files alone."""

from __future__ import annotations

import argparse
import hashlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataengine.acting_lead import acting_lead
from dataengine.training.priority import yield_to_others
from studio.settings import ROOT

if TYPE_CHECKING:
    from dataengine.training.progress import Progress
    from dataengine.training.rounds import Export
    from sam.modeling import Sam


def add_parser(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], where: argparse.ArgumentParser
) -> None:
    """Declare the command."""
    train = commands.add_parser(
        "train",
        parents=[where],
        help="tunes the mask decoder on a project's accepted pictures, or on files",
    )
    train.add_argument("project", nargs="?", metavar="PROJECT", help="its name")
    train.add_argument("--person", metavar="NAME", help="who asks for it (default: a lead)")
    train.add_argument("--coco", type=Path, metavar="FILE", help="masks, in place of a project")
    train.add_argument("--images", type=Path, metavar="FOLDER", help="the pictures of --coco")
    train.add_argument(
        "--groups",
        metavar="PATTERN",
        help="regular expression: what it finds in a picture's path names its group",
    )
    train.add_argument("--seed", type=int, default=0, help="of every random choice (default: 0)")
    train.add_argument(
        "--steps",
        type=int,
        metavar="N",
        help="at most so many in each of the two trainings",
    )
    add_model(train)


def add_model(command: argparse.ArgumentParser) -> None:
    """``--checkpoint`` and ``--out``: the published model, and the folder of all decoders."""
    command.add_argument(
        "--checkpoint", type=Path, metavar="FILE", help="the model (default: in weights/)"
    )
    command.add_argument(
        "--out",
        type=Path,
        default=ROOT / "static" / "models",
        metavar="FOLDER",
        help="where tuned decoders are exported to (default: static/models)",
    )


def run(given: argparse.Namespace) -> int:
    """Train, print progress and what came of it; 0 where a decoder is offered or refused."""
    from dataengine.errors import InvalidError
    from dataengine.training.recipe import Recipe

    if (given.project is None) == (given.coco is None):
        raise InvalidError(
            "invalid_request", "Expected a project's name, or --coco with --images; one of both."
        )
    if given.coco is not None and given.images is None:
        raise InvalidError("invalid_request", "--coco needs --images, the folder of its pictures.")
    yield_to_others()
    recipe = Recipe(seed=given.seed)
    if given.steps is not None:
        if given.steps < 1:
            raise InvalidError("invalid_request", f"--steps is {given.steps}; expected 1 or more.")
        recipe = replace(recipe, steps=given.steps, free_steps=given.steps)
    written = _of_files(given, recipe) if given.project is None else _of_project(given, recipe)
    _say_outcome(written)
    return 0


def _of_files(given: argparse.Namespace, recipe: Any) -> dict[str, Any]:
    from dataengine.training.checked import general_check
    from dataengine.training.rounds import train
    from dataengine.training.rounds_folder import RoundsFolder
    from dataengine.training.sources import from_files
    from sam.images import ImageLimits
    from studio.settings import StudioSettings

    limits = ImageLimits(StudioSettings.max_image_bytes, StudioSettings.max_image_pixels)
    notes: list[str] = []
    examples = from_files(given.coco, given.images, given.groups, limits, _noting(notes))
    model, source = model_of(given.checkpoint)
    named = f"{given.coco.resolve()} {given.groups} {given.seed}"
    round_id = f"{given.coco.stem[:40]}-{hashlib.sha256(named.encode()).hexdigest()[:12]}"
    return train(
        RoundsFolder(given.data_dir),
        round_id,
        given.coco.name,
        model,
        examples,
        general_check(),
        recipe,
        exporter(given.out, source),
        notes,
        printing(),
        lambda so_far: _say_decoder("specialist", so_far["specialist"]),
    ) | {"folder": str(RoundsFolder(given.data_dir).round(round_id))}


def _of_project(given: argparse.Namespace, recipe: Any) -> dict[str, Any]:
    from dataengine.engine import DataEngine
    from dataengine.errors import OpeningError
    from dataengine.folders import project_called
    from dataengine.store.database import FILE
    from dataengine.training.worker import Trainer

    if given.database is None and not (given.data_dir / FILE).is_file():
        raise OpeningError(f"There are no projects in {given.data_dir}: it has no {FILE}.")
    model, source = model_of(given.checkpoint)
    engine = DataEngine(given.data_dir, given.database)
    try:
        project = project_called(engine, given.project)
        trainer = Trainer(engine, model, exporter(given.out, source))
        task = trainer.begin(project, recipe, acting_lead(engine, given.person))
        written = trainer.work(task, printing())
    finally:
        engine.close()
    return written | {"folder": str(given.data_dir / "training" / "rounds" / task.id)}


def exporter(out: Path, source: dict[str, str]) -> Export:
    """What writes a tuned decoder beside the published one, and leaves that in force.

    Args:
        out: the folder of all decoders.
        source: identifies the checkpoint that was tuned.
    """
    from dataengine.training.errors import TrainingError
    from export.errors import ExportError
    from export.exporter import export_model

    def export(model: Sam) -> str:
        try:
            manifest = export_model(model, source, out, "float32", lambda line: None)
        except ExportError as error:
            raise TrainingError("export_failed", str(error)) from error
        return str(manifest["decoder_fingerprint"])

    return export


def model_of(checkpoint: Path | None) -> tuple[Sam, dict[str, str]]:
    """The published model, and what identifies its file.

    Raises:
        TrainingError: there is none, or it is damaged.
    """
    from dataengine.training.errors import TrainingError
    from export.manifest import identify
    from sam.build import load_sam
    from sam.errors import SamError
    from sam.weights import find_checkpoint

    try:
        path = checkpoint or find_checkpoint(folder=ROOT / "weights")
        return load_sam(path), identify(path)
    except SamError as error:
        raise TrainingError("model_unfit", str(error)) from error


def printing() -> Any:
    """Prints progress: one line that is replaced in a terminal, a line now and then elsewhere."""
    last: list[str] = []

    def report(progress: Progress) -> None:
        line = str(progress)
        if sys.stderr.isatty():
            print(f"\r{line:<70}", end="", file=sys.stderr, flush=True)
        elif not last or last[-1].split()[0] != line.split()[0] or progress.done % 20 == 0:
            print(line, file=sys.stderr, flush=True)
        last[:] = [line]

    return report


def _noting(notes: list[str]) -> Any:
    def note(sentence: str) -> None:
        notes.append(sentence)
        print(sentence, file=sys.stderr)

    return note


def _say_decoder(name: str, said: dict[str, Any]) -> None:
    from dataengine.training.report import SAID

    print(file=sys.stderr)
    print(f"The {name} decoder {SAID[said['kind']]}.")
    for reason in said["reasons"]:
        print(f"  {reason}")
    if "decoder_fingerprint" in said:
        print(f"  python -m studio switch {said['decoder_fingerprint'][:16]}", flush=True)


def _say_outcome(written: dict[str, Any]) -> None:
    for name in ("safe", "specialist"):
        _say_decoder(name, written[name])
    print(f"{written['folder']} has the report, every object's scores and the checkpoints.")
