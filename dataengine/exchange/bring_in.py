"""Reading a data set's annotations into a project whose pictures are there, with a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dataengine.engine import DataEngine
from dataengine.errors import DataEngineError
from dataengine.records import Change, Person, Project
from dataengine.store import labels, pictures
from dataengine.store.annotation_writes import MOST_CHANGES, write_all
from dataengine.store.annotations import of_picture
from dataengine.store.pictures import MOST_PAGE, Filter
from sam.errors import FormatError, OtherPictureError
from sam.formats import ImageEntry, open_annotations

MOST_BYTES = 10**9


@dataclass
class Report:
    """What became of a data set.

    Attributes:
        kind: of its files.
        pictures: of the project, that it says something of.
        taken: annotations that are new.
        there: annotations that the project had already.
        lines: what was left out or odd, a sentence each.
    """

    kind: str = ""
    pictures: int = 0
    taken: int = 0
    there: int = 0
    lines: list[str] = field(default_factory=list)


def bring_in(
    engine: DataEngine,
    project: Project,
    source: Path | bytes,
    person: Person,
    say: Callable[[str], None] = lambda _: None,
    most_bytes: int = MOST_BYTES,
) -> Report:
    """Give a project's pictures the annotations that a file or folder has for them, by name.

    Nothing that is there is changed: an annotation whose id a picture has is passed over, so
    reading the same file twice doubles nothing. Labels that the project lacks are made.

    Args:
        source: a file's path or bytes, a ZIP, or a folder.
        person: who adds them; a reviewer or lead, where labels are to be made.
        say: is given each line of the report as it is found.
        most_bytes: read of a ZIP or a folder.

    Raises:
        FormatError: it is no file of annotations, or a damaged one.
        NotAllowedError: the person may not make labels.
        OSError: it cannot be read.
    """
    files = open_annotations(source, most_bytes)
    report = Report(files.kind)

    def note(line: str) -> None:
        report.lines.append(line)
        say(line)

    names: list[str] = []
    after: int | None = 0
    while after is not None:
        with engine.reading() as tx:
            page = pictures.page(tx, project.id, Filter(), after, MOST_PAGE)
        for picture in page.pictures:
            names.append(picture.file_name)
            number = int(picture.id[:12], 16)
            sides = picture.width, picture.height
            entry = ImageEntry(*sides, picture.file_name, number, picture.id)
            try:
                found = files.read(entry, by_name=True)
            except OtherPictureError:
                continue
            except FormatError as error:
                note(f"{picture.file_name}: nothing was read: {error}")
                continue
            for skipped in found.skipped:
                note(f"{picture.file_name}: {skipped.id} was left out: {skipped.reason}.")
            for box in found.boxes:
                note(f"{picture.file_name}: {box.id} is only a box, and was left out.")
            for sentence in found.notes:
                note(f"{picture.file_name}: {sentence}")
            with engine.writing(person) as tx:
                own = pictures.get(tx, project.id, picture.id)
                there = {each.annotation_id for each in of_picture(tx, own)}
                changes = [
                    Change(each.id, f"import.{each.id}", None, rank, each.to_dict())
                    for rank, each in enumerate(reversed(found.annotations))
                    if each.id not in there
                ]
                try:
                    known = {each.name for each in labels.every(tx, project.id)}
                    for name in dict.fromkeys(each.label for each in found.annotations):
                        if name and name not in known:
                            labels.make(tx, project.id, name)
                    for begin in range(0, len(changes), MOST_CHANGES):
                        portion = changes[begin : begin + MOST_CHANGES]
                        write_all(tx, project.id, picture.id, portion)
                except DataEngineError as error:
                    if error.code in ("role_required", "project_archived"):
                        raise
                    note(f"{picture.file_name}: {error}")
                    continue
            report.pictures += 1
            report.taken += len(changes)
            report.there += len(found.annotations) - len(changes)
        after = page.after
    for sentence in files.notes:
        note(sentence)
    for name in files.without_picture(names):
        note(f"{name}: the project has no picture of this name.")
    return report
