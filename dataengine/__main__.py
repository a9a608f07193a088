"""``python -m dataengine``: backups of projects, looking through them, and an operator's acts."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from dataengine import (
    audit_command,
    batch_command,
    order_command,
    prefill_command,
    train_command,
    work_command,
)
from dataengine.records import Role, State
from studio.settings import ROOT

if TYPE_CHECKING:
    from dataengine.engine import DataEngine


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; returns the process's exit status: 1 where it was not done, with why."""
    given = _parser().parse_args(arguments)
    from dataengine.errors import DataEngineError  # after --help, which need not wait for SQL

    try:
        return int(_COMMANDS[given.command](given))
    except DataEngineError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'The disk'} does not do it ({error.strerror}).", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m dataengine",
        description="Looks after projects, and trains. All but restore work while it serves.",
    )
    where = argparse.ArgumentParser(add_help=False)
    kept = os.environ.get("SEGMENT_DATA_DIR") or str(ROOT / "data")
    where.add_argument(
        "--data-dir",
        type=Path,
        default=kept,
        metavar="FOLDER",
        help="the server's folder of projects (default: data) [SEGMENT_DATA_DIR]",
    )
    where.add_argument(
        "--database",
        default=os.environ.get("SEGMENT_DATABASE") or None,
        metavar="URL",
        help="the server's PostgreSQL database, if it has one [SEGMENT_DATABASE]",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    backup = commands.add_parser("backup", parents=[where], help="copies database and pictures")
    backup.add_argument(
        "--to", type=Path, metavar="FOLDER", help="a new folder (default: one in data/backups)"
    )
    check = commands.add_parser("check", parents=[where], help="says what is wrong with them")
    check.add_argument("--quick", action="store_true", help="leaves records and pictures unread")
    restore = commands.add_parser(
        "restore", parents=[where], help="puts a backup back; the server has to be stopped"
    )
    restore.add_argument("backup", type=Path, metavar="FOLDER", help="what `backup` wrote")
    role = commands.add_parser("role", parents=[where], help="gives a person a role")
    role.add_argument("name", metavar="NAME", help="the person's")
    role.add_argument("role", choices=get_args(Role), help="the new role")
    folder = commands.add_parser(
        "folder", parents=[where], help="adds the pictures of a folder, which stay where they are"
    )
    folder.add_argument("project", metavar="PROJECT", help="its name")
    folder.add_argument("folder", type=Path, metavar="FOLDER", help="with pictures in it")
    folder.add_argument(
        "--person", default="Operator", metavar="NAME", help="who adds them (default: Operator)"
    )
    out = commands.add_parser("export", parents=[where], help="writes a project as a data set")
    out.add_argument("project", metavar="PROJECT", help="its name")
    out.add_argument("folder", type=Path, metavar="FOLDER", help="a new one")
    out.add_argument(
        "--kind",
        default="coco",
        metavar="KIND",
        help="json, coco (default), coco_polygons, sa1b, yolo, png, labelme, cvat or label_studio",
    )
    out.add_argument(
        "--all", action="store_true", help="pictures in any state; without it accepted ones only"
    )
    out.add_argument("--with-pictures", action="store_true", help="copies the pictures' files too")
    into = commands.add_parser(
        "import", parents=[where], help="gives a project's pictures the annotations of a data set"
    )
    into.add_argument("project", metavar="PROJECT", help="its name")
    into.add_argument("source", type=Path, metavar="FILE_OR_FOLDER", help="of any kind we read")
    into.add_argument(
        "--person", required=True, metavar="NAME", help="who adds them, a reviewer or lead"
    )
    train_command.add_parser(commands, where)
    prefill_command.add_parser(commands, where)
    order_command.add_parser(commands, where)
    work_command.add_parser(commands, where)
    batch_command.add_parser(commands)
    audit_command.add_parser(commands, where)
    return parser


def _backup(given: argparse.Namespace) -> int:
    from dataengine.store.copies import back_up

    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = given.to or given.data_dir / "backups" / stamp
    about = back_up(given.data_dir, target, given.database)
    print(f"{target} has the database and {about['pictures']} pictures.")
    return 0


def _check(given: argparse.Namespace) -> int:
    from dataengine.store.check import pictures, problems

    engine = _opened(given)
    found = 0
    try:
        with engine.reading() as tx:
            for sentence in problems(tx, engine.database.is_sqlite, given.quick):
                print(sentence)
                found += 1
            ids = list(pictures(tx))
        for picture_id in () if given.quick else ids:
            data = engine.picture_file(picture_id)
            if data is None or hashlib.sha256(data).hexdigest() != picture_id:
                print(f"The file of the picture {picture_id[:12]}… is missing, or another one.")
                found += 1
    finally:
        engine.close()
    print(f"{found} problems." if found else f"Nothing is wrong with {len(ids)} pictures.")
    return 1 if found else 0


def _restore(given: argparse.Namespace) -> int:
    from dataengine.engine import being_used
    from dataengine.errors import OpeningError
    from dataengine.store.copies import put_back

    if being_used(given.data_dir):
        raise OpeningError(
            f"A server has the projects in {given.data_dir} open; stop it before a backup is put "
            "back."
        )
    if given.database is not None:
        _refuse_others(given)
    replaced = put_back(given.backup, given.data_dir, given.database)
    kept = f" What was there is in {replaced}." if replaced else ""
    print(f"{given.backup} is in {given.data_dir} now.{kept}")
    return 0


def _role(given: argparse.Namespace) -> int:
    from dataengine.errors import AbsentError
    from dataengine.store import people

    engine = _opened(given)
    try:
        with engine.writing() as tx:
            found = [each for each in people.every(tx) if each.name == given.name]
            if not found:
                raise AbsentError("person_not_found", f"There is no person {given.name!r}.")
            people.set_role(tx, found[0].id, given.role)
    finally:
        engine.close()
    print(f"{given.name} has the role {given.role}.")
    return 0


def _folder(given: argparse.Namespace) -> int:
    from dataengine.folders import project_called, register
    from dataengine.store import people
    from sam.images import ImageLimits
    from studio.settings import StudioSettings

    limits = ImageLimits(StudioSettings.max_image_bytes, StudioSettings.max_image_pixels)
    engine = _opened(given)
    try:
        project = project_called(engine, given.project)
        with engine.writing() as tx:
            person, _ = people.make(tx, given.person)
        added, left = register(engine, project, given.folder, person, limits, print)
    finally:
        engine.close()
    print(f"{added} pictures are new in {project.name}; {left} files were left out.")
    return 0


def _export(given: argparse.Namespace) -> int:
    from dataengine.exchange.export import export
    from dataengine.folders import project_called

    engine = _opened(given)
    try:
        project = project_called(engine, given.project)
        states: tuple[State, ...] = () if given.all else ("accepted",)
        with engine.reading() as tx:
            made = export(
                engine, tx, project, given.folder, given.kind, states, given.with_pictures
            )
    finally:
        engine.close()
    counts = made["counts"]
    print(
        f"{given.folder} has {counts.get('annotations', 0)} annotations of "
        f"{counts.get('pictures', 0)} pictures; not held: {made['not_held']}."
    )
    for name in made["pictures_missing"]:
        print(f"{name}: its file is not where it was.")
    return 0


def _import(given: argparse.Namespace) -> int:
    from dataengine.errors import AbsentError
    from dataengine.exchange.bring_in import bring_in
    from dataengine.folders import project_called
    from dataengine.store import people
    from sam.errors import FormatError

    engine = _opened(given)
    try:
        project = project_called(engine, given.project)
        with engine.reading() as tx:
            found = [each for each in people.every(tx) if each.name == given.person]
        if not found:
            raise AbsentError("person_not_found", f"There is no person {given.person!r}.")
        report = bring_in(engine, project, given.source, found[0], print)
    except FormatError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        engine.close()
    print(
        f"{report.taken} annotations of {report.pictures} pictures are new, {report.there} were "
        f"there; the files are of the kind {report.kind}."
    )
    return 0


def _opened(given: argparse.Namespace) -> DataEngine:
    """The data engine of a folder that has projects."""
    from dataengine.engine import DataEngine
    from dataengine.errors import OpeningError
    from dataengine.store.database import FILE

    if given.database is None and not (given.data_dir / FILE).is_file():
        raise OpeningError(f"There are no projects in {given.data_dir}: it has no {FILE}.")
    return DataEngine(given.data_dir, given.database)


def _refuse_others(given: argparse.Namespace) -> None:
    """A server on another machine may use the database too."""
    from dataengine.errors import OpeningError
    from dataengine.store.database import Database
    from dataengine.store.postgres_copies import others, program

    program("pg_restore", given.data_dir / "pictures")
    database = Database(given.database, None)
    try:
        count = others(database)
    finally:
        database.close()
    if count:
        raise OpeningError(
            f"Others are connected to the database ({count}); stop every server that uses it "
            "before a backup is put back."
        )


_COMMANDS = {
    "backup": _backup,
    "check": _check,
    "restore": _restore,
    "role": _role,
    "folder": _folder,
    "export": _export,
    "import": _import,
    "train": train_command.run,
    "prefill": prefill_command.run,
    "order": order_command.run,
    "work": work_command.run,
    "batch": batch_command.run,
    "audit": audit_command.run,
}


if __name__ == "__main__":
    sys.exit(main())
