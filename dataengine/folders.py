"""Pictures that stay in a folder of the operator's: registered on the command line, never by a
request.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from dataengine.engine import DataEngine
from dataengine.errors import AbsentError, OpeningError
from dataengine.records import Person, Project
from dataengine.store import pictures, projects
from dataengine.store.pictures import NewPicture
from sam.errors import ImageError
from sam.images import ImageLimits, read_image

SUFFIXES = frozenset(
    {
        *(".avif", ".bmp", ".gif", ".heic", ".heif", ".jpeg", ".jpg", ".png", ".tif", ".tiff"),
        ".webp",
    }
)


def project_called(engine: DataEngine, name: str) -> Project:
    """The project of a name.

    Raises:
        AbsentError: there is none.
    """
    with engine.reading() as tx:
        found = projects.every(tx)
    for each in found:
        if each.name == name:
            return each
    names = ", ".join(each.name for each in found) or "none"
    raise AbsentError("project_not_found", f"There is no project {name!r}; there are: {names}.")


def register(
    engine: DataEngine,
    project: Project,
    folder: Path,
    person: Person,
    limits: ImageLimits,
    say: Callable[[str], None],
) -> tuple[int, int]:
    """Add every picture below a folder to a project; the files stay where they are.

    A folder's own name is the group of its pictures. What cannot be read is said and left out.

    Args:
        folder: with pictures in it, at any depth.
        person: who adds them.
        limits: what is too large.
        say: is given each file that is left out, with the reason.

    Returns:
        How many pictures are new in the project, and how many were left out.

    Raises:
        OpeningError: there is no such folder.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise OpeningError(f"{folder} is no folder; expected one with pictures in it.")
    added = left = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        try:
            data = path.read_bytes()
            limits.check_bytes(len(data))
            read = read_image(data, limits)
        except (ImageError, OSError) as error:
            say(f"{name}: {error}")
            left += 1
            continue
        picture_id = hashlib.sha256(data).hexdigest()
        group = path.parent.relative_to(folder).as_posix()
        new = NewPicture(
            id=picture_id,
            file_name=path.name,
            width=read.width,
            height=read.height,
            format=read.format,
            browser_safe=read.browser_safe,
            bytes=len(data),
            group="" if group == "." else group,
        )
        with engine.writing(person) as tx:
            if engine.files.get(picture_id) is None:
                pictures.set_place(tx, picture_id, str(folder), name)
            _, is_new = pictures.add(tx, project.id, new)
        added += is_new
    return added, left
