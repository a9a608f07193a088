"""A project's accepted pictures as examples."""

from __future__ import annotations

from collections.abc import Callable

from dataengine.engine import DataEngine
from dataengine.errors import StorageError
from dataengine.records import Picture, Project
from dataengine.store.annotations import stream
from dataengine.training.examples import Example, Pixels
from dataengine.training.sources.objects import example_of
from sam.formats import Annotation
from sam.images import ImageLimits, read_image


def from_project(
    engine: DataEngine, project: Project, limits: ImageLimits, note: Callable[[str], None]
) -> list[Example]:
    """Pictures that were accepted, with all their objects; gold ones too, and no trials.

    A picture without a group is a group by itself.

    Args:
        engine: has the project.
        limits: of pictures that are read.
        note: is given a sentence for everything that was left out.
    """
    examples = []
    with engine.reading() as tx:
        found = list(stream(tx, project.id, ("accepted",)))
    for picture, stored in found:
        annotations = [Annotation.from_dict(each.record) for each in stored if each.record]
        example = example_of(
            picture.file_name,
            picture.id,
            picture.group or picture.id,
            (picture.height, picture.width),
            annotations,
            _opener(engine, picture, limits),
            note,
        )
        if example is not None:
            examples.append(example)
    return examples


def _opener(engine: DataEngine, picture: Picture, limits: ImageLimits) -> Callable[[], Pixels]:
    def open_picture() -> Pixels:
        data = engine.picture_file(picture.id)
        if data is None:
            raise StorageError(
                "picture_missing", f"The file of {picture.file_name} is not where it was."
            )
        return read_image(data, limits).rgb

    return open_picture
