"""Writing a project as a data set, with a manifest of what is in it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from dataengine.engine import DataEngine
from dataengine.errors import InvalidError, OpeningError
from dataengine.exchange.naming import Names
from dataengine.exchange.splits import split_of
from dataengine.exchange.writers import WRITERS, Writer
from dataengine.records import Picture, Project, State
from dataengine.store import labels
from dataengine.store.annotations import stream
from dataengine.store.database import Transaction
from sam.formats import Annotation, ImageEntry

MANIFEST = "manifest.json"


def export(
    engine: DataEngine,
    tx: Transaction,
    project: Project,
    folder: Path,
    kind: str,
    states: Sequence[State] = ("accepted",),
    with_pictures: bool = False,
) -> dict[str, Any]:
    """Write the pictures of some states, as they are at one moment.

    Args:
        tx: reads, for who is to have it.
        folder: where to; new.
        kind: one of ``WRITERS``.
        states: of the pictures; empty for all.
        with_pictures: whether their files are copied too, into ``images/``.

    Returns:
        The manifest, which is written last: counts, the hash of each file that was made, decoders,
        and what this kind of data set does not hold.

    Raises:
        InvalidError: there is no such kind.
        OpeningError: the folder is not empty.
        OSError: the disk does not take it.
    """
    if kind not in WRITERS:
        raise InvalidError(
            "invalid_request", f"There is no kind {kind!r}; expected of {', '.join(WRITERS)}."
        )
    if folder.exists() and any(folder.iterdir()):
        raise OpeningError(f"{folder} is not empty; expected a folder that is new.")
    folder.mkdir(parents=True, exist_ok=True)
    names, counts = Names(), Counter[str]()
    classes, decoders = Counter[str](), Counter[str]()
    missing: list[str] = []
    known = [each.name for each in labels.every(tx, project.id)]
    writer: Writer = WRITERS[kind](folder, known)
    for picture, stored in stream(tx, project.id, states):
        name = names.of(picture)
        annotations = [Annotation.from_dict(each.record) for each in stored]
        writer.add(_entry(picture, name), picture.group, annotations)
        counts["pictures"] += 1
        counts["annotations"] += len(annotations)
        counts[f"pictures_{picture.state}"] += 1
        classes.update(each.label for each in annotations)
        decoders.update(each.model["decoder_fingerprint"] for each in annotations if each.model)
        if with_pictures and not _copy(engine, picture, _place(folder, kind, picture, name)):
            missing.append(picture.file_name)
    writer.end()
    manifest = {
        "format": 1,
        "kind": kind,
        "project": asdict(project),
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "states": list(states) or "all",
        "counts": dict(sorted(counts.items())),
        "labels": dict(sorted(classes.items())),
        "decoders": dict(sorted(decoders.items())),
        "not_held": writer.loses,
        "pictures_missing": missing,
        "files": _hashes(folder),
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    return manifest


def _entry(picture: Picture, name: PurePosixPath) -> ImageEntry:
    number = int(picture.id[:12], 16)
    return ImageEntry(picture.width, picture.height, str(name), number, picture.id)


def _place(folder: Path, kind: str, picture: Picture, name: PurePosixPath) -> Path:
    images = folder / "images"
    if kind == "labelme":
        return folder / name  # it looks for a picture beside the file that names it
    if kind == "yolo":
        return images / split_of(picture.group or picture.id) / name
    return images / name


def _copy(engine: DataEngine, picture: Picture, target: Path) -> bool:
    data = engine.picture_file(picture.id)
    if data is None:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return True


def _hashes(folder: Path) -> dict[str, str]:
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                name = path.relative_to(folder).as_posix()
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
