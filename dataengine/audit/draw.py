"""Drawing pictures or masks of a batch into a project, for people to correct."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from dataengine.batch import index, pieces
from dataengine.batch.catalog import Catalog
from dataengine.batch.errors import BatchError
from dataengine.batch.index import Row
from dataengine.batch.places import Place, fetch
from dataengine.engine import DataEngine
from dataengine.records import Change, Person, Project
from dataengine.store import pictures, work
from dataengine.store.annotation_writes import MOST_CHANGES, write_all
from dataengine.store.annotations import of_picture
from dataengine.store.pictures import NewPicture
from sam.errors import ImageError
from sam.formats import Annotation, ImageEntry, open_annotations
from sam.images import ImageLimits, read_image

REVISION = "audit."
"""How the first revision of a mask that was drawn is named."""

GUIDELINE = """These masks were found without anybody looking; see how good they are.

Correct each until you would keep it, remove those that show nothing, and submit the picture."""

GUIDELINE_OF_PICTURES = "Add the objects that have none."
GUIDELINE_OF_MASKS = "Leave objects without a mask as they are: only some masks were drawn."


@dataclass
class Drawn:
    """What a draw came to.

    Attributes:
        pictures: that the project has now by it.
        masks: of these that are new.
    """

    pictures: int = 0
    masks: int = 0


def choose_pictures(target: Place, count: int, seed: int) -> dict[int, set[int] | None]:
    """Numbers of pictures that are done, drawn evenly; None stands for all masks of each."""
    numbers, _ = _done(target)
    drawn = np.random.default_rng(seed).choice(numbers, min(count, len(numbers)), replace=False)
    return {int(number): None for number in np.sort(drawn)}


def choose_masks(target: Place, count: int, seed: int) -> dict[int, set[int] | None]:
    """Masks drawn evenly from all: by the number of the picture, their places in its file."""
    numbers, masks = _done(target)
    ends = np.cumsum(masks)
    total = int(ends[-1])
    drawn = np.random.default_rng(seed).choice(total, min(count, total), replace=False)
    chosen: dict[int, set[int] | None] = {}
    for mask in np.sort(drawn):
        place = int(np.searchsorted(ends, mask, side="right"))
        own = chosen.setdefault(int(numbers[place]), set())
        assert own is not None, "A picture of which masks were drawn has them."
        own.add(int(mask - (ends[place] - masks[place])))
    return dict(sorted(chosen.items()))


def draw(
    engine: DataEngine,
    project: Project,
    person: Person,
    target: Place,
    catalog: Catalog,
    chosen: Mapping[int, set[int] | None],
    say: Callable[[str], None],
) -> Drawn:
    """Add pictures with their masks to a project. What it has already stays as it is, so that doing
    it again adds what is missing.

    Args:
        person: a lead, in whose name it is done.
        catalog: of the batch.
        chosen: as :func:`choose_pictures` and :func:`choose_masks` give it.
        say: is given a sentence for each picture that cannot be had any more.

    Raises:
        BatchError: the masks of the batch are gone.
        DataEngineError: the project does not take them.
    """
    drawn = Drawn()
    by_shard: dict[int, list[int]] = defaultdict(list)
    for number in chosen:
        by_shard[catalog.shard_of(number)].append(number)
    limits = ImageLimits()
    for shard, numbers in by_shard.items():
        rows = {row.number: row for row in index.rows_of(target, shard)}
        files: dict[str, bytes] = {}
        for number in numbers:
            row = rows[number]
            entry = catalog.entry(number)
            try:
                data = fetch(entry.address, entry.begin, entry.size)
                new = _new(row, data, limits)
            except (BatchError, ImageError) as error:
                say(f"{row.picture}: {error}")
                continue
            found = _annotations(row, _masks(target, row, files), chosen[number])
            engine.files.put(new.id, data)
            drawn.masks += _add(engine, project, person, new, found)
            drawn.pictures += 1
    return drawn


def _done(target: Place) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of all pictures that are done, and how many masks each has."""
    table = index.table(target, ["number", "masks", "status"])
    done = table.column("status").to_numpy() == "done"
    if not done.any():
        raise BatchError(f"{target} has no picture that is done; run the batch first.")
    numbers, masks = table.column("number").to_numpy(), table.column("masks").to_numpy()
    return numbers[done], masks[done]


def _new(row: Row, data: bytes, limits: ImageLimits) -> NewPicture:
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise BatchError("its file is another one than when its masks were found.")
    read = read_image(data, limits)
    return NewPicture(
        id=row.sha256,
        file_name=row.picture.rpartition("/")[2],
        width=read.width,
        height=read.height,
        format=read.format,
        browser_safe=read.browser_safe,
        bytes=len(data),
        group=row.picture.rpartition("/")[0],
    )


def _masks(target: Place, row: Row, files: dict[str, bytes]) -> bytes:
    """A picture's masks as SA-1B JSON; ``files`` keeps what a tar has for the shard's others."""
    if not row.file.endswith(".tar"):
        content = target.read(row.file)
    else:
        if not files:
            files.update(pieces.untar(target.read(row.file) or b""))
        content = files.get(f"{row.number:09d}.json")
    if content is None:
        raise BatchError(f"{target.where(row.file)} has no masks of {row.picture} any more.")
    return content


def _annotations(row: Row, masks: bytes, chosen: set[int] | None) -> list[Annotation]:
    """The drawn ones, the best first, as segment everything found them."""
    name = row.picture.rpartition("/")[2]
    entry = ImageEntry(row.width, row.height, name, int(row.sha256[:12], 16), row.sha256)
    found = open_annotations(masks).read(entry).annotations
    wanted = range(len(found)) if chosen is None else sorted(chosen)
    return [replace(found[place], source="everything") for place in wanted]


def _add(
    engine: DataEngine,
    project: Project,
    person: Person,
    new: NewPicture,
    found: list[Annotation],
) -> int:
    """Add a picture, and those of its masks that it does not have; how many these are."""
    with engine.writing(person) as tx:
        picture, _ = pictures.add(tx, project.id, new)
        there = {each.annotation_id for each in of_picture(tx, picture)}
        changes = [
            Change(each.id, f"{REVISION}{each.id}", None, rank, each.to_dict())
            for rank, each in enumerate(reversed(found))
            if each.id not in there
        ]
        for begin in range(0, len(changes), MOST_CHANGES):
            write_all(tx, project.id, picture.id, changes[begin : begin + MOST_CHANGES])
        if changes:
            work.release(tx, project.id, picture.id)
    return len(changes)
