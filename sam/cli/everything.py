"""Segment everything in a picture, or in all pictures of a folder."""

from __future__ import annotations

import argparse
import dataclasses
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sam.automatic import PRESETS, preset, process_picture
from sam.cli.model_options import add_model_arguments, model_of
from sam.cli.pictures import Pictures, find_pictures
from sam.cli.progress import Progress, progress
from sam.cli.run_manifest import claim, manifest_of
from sam.cli.whole_files import write_whole
from sam.errors import SamError, SettingsError
from sam.formats import FORMATS

if TYPE_CHECKING:
    from sam.automatic import SamAutomaticMaskGenerator

SOME_FAILED = 1
STOPPED = 130


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``python -m sam everything``."""
    parser.add_argument(
        "source",
        type=Path,
        metavar="PHOTO_OR_FOLDER",
        help="the picture, or a folder: all pictures in it and below it",
    )
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="where the files go; finished pictures that it has are skipped",
    )
    parser.add_argument(
        "--preset",
        choices=tuple(PRESETS),
        default="default",
        help="settings by name (default: default)",
    )
    parser.add_argument(
        "--windows",
        action="store_true",
        help="search pictures that are larger than what the model sees at native scale too",
    )
    parser.add_argument(
        "--format",
        choices=tuple(FORMATS),
        action="append",
        dest="formats",
        help="SA-1B JSON, COCO JSON, an indexed PNG, or a ZIP of mask PNGs with metadata.csv; may "
        "be repeated (default: sa1b)",
    )
    add_model_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Work through the pictures that are not finished.

    Returns:
        The exit status: 0, 1 where some picture failed, 130 where somebody stopped it.
    """
    formats = list(dict.fromkeys(options.formats or ["sa1b"]))
    pictures = find_pictures(options.source, options.out)
    _check_out(options.out, options.source)
    model, precision = model_of(options)
    settings = dataclasses.replace(preset(options.preset), windows=options.windows)
    options.out.mkdir(parents=True, exist_ok=True)
    claim(options.out, manifest_of(options.preset, settings, model, precision))
    from sam.automatic import SamAutomaticMaskGenerator  # with torch, see model_options.py

    generator = SamAutomaticMaskGenerator.from_settings(model, settings, precision=precision)

    targets = {name: _targets(options.out / name, formats) for name in pictures.names}
    todo = [name for name in pictures.names if not _finished(pictures.folder / name, targets[name])]
    _say_what_is_left_out(pictures, len(pictures.names) - len(todo))
    failed: list[Path] = []
    try:
        with progress(len(todo)) as shown:
            for index, name in enumerate(todo):
                shown.show(f"{index + 1} of {len(todo)}: {name}")
                if not _do(generator, pictures.folder / name, name, targets[name], index, shown):
                    failed.append(name)
                shown.move(index + 1)
    except KeyboardInterrupt:
        print("sam: stopped; the same command goes on from here.", file=sys.stderr)
        return STOPPED
    if failed:
        names = ", ".join(map(str, failed))
        print(f"sam: {len(failed)} of {len(todo)} pictures failed: {names}.", file=sys.stderr)
        return SOME_FAILED
    return 0


def _check_out(out: Path, source: Path) -> None:
    """Refuse a place where the files cannot or should not go, before any work is done.

    Raises:
        SettingsError: it is a file, or the folder of the pictures.
    """
    if out.exists() and not out.is_dir():
        raise SettingsError(f"--out {out} is a file; expected a folder.")
    if out.exists() and source.is_dir() and out.samefile(source):
        raise SettingsError(f"--out {out} is the folder of the pictures; name another one.")


def _targets(path: Path, formats: Sequence[str]) -> dict[str, Path]:
    """The file of each format: the picture's whole name, for cat.jpg is not cat.png."""
    return {name: path.with_name(path.name + FORMATS[name].suffix) for name in formats}


def _finished(picture: Path, targets: dict[str, Path]) -> bool:
    """Whether every file is there, and none is older than the picture."""
    try:
        changed = picture.stat().st_mtime_ns
        return all(path.stat().st_mtime_ns >= changed for path in targets.values())
    except OSError:
        return False


def _say_what_is_left_out(pictures: Pictures, finished: int) -> None:
    if pictures.passed_over:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in pictures.passed_over.items())
        print(f"Passed over, by their names no pictures: {kinds}.")
    if finished:
        print(f"{finished} of {len(pictures.names)} pictures are finished already.")


def _do(
    generator: SamAutomaticMaskGenerator,
    picture: Path,
    name: Path,
    targets: dict[str, Path],
    before: int,
    shown: Progress,
) -> bool:
    """Do one picture; whether it went well. What goes wrong in it is said, and skipped.

    Args:
        before: how many pictures came before it.

    Raises:
        OSError: a file cannot be written, which would go wrong with the next picture too.
    """
    begun = time.monotonic()
    try:
        done = process_picture(
            generator, picture, targets, on_progress=lambda share: shown.move(before + share)
        )
    except (SamError, OSError, MemoryError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        reason = str(reason).rstrip(".") or "there is not enough memory"
        shown.say(f"sam: {name} failed: {reason}.", sys.stderr)
        return False
    for format, content in done.files.items():
        targets[format].parent.mkdir(parents=True, exist_ok=True)
        write_whole(targets[format], content)
    for note in done.notes:
        shown.say(f"{name}: {note}")
    found = f"{len(done.records)} mask{'' if len(done.records) == 1 else 's'}"
    if not done.records:
        found = "nothing found, so its files hold no mask"
    shown.say(f"{name}: {found} ({time.monotonic() - begun:.1f} s)")
    return True
