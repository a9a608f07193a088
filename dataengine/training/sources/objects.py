"""From annotations to an example, in portions that fit in memory; what cannot be used is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from dataengine.training.examples import Example, Pixels
from sam.formats import Annotation
from sam.masks import rle


def example_of(
    title: str,
    name: str,
    group: str,
    size: tuple[int, int],
    annotations: Sequence[Annotation],
    open_picture: Callable[[], Pixels],
    note: Callable[[str], None],
) -> Example | None:
    """A picture's example; None where no object of it can be learnt from.

    Args:
        title: what the picture is called in sentences.
        name: of the picture, unlike any other's, fit for a file's name.
        group: it shares with pictures that show the same thing.
        size: (H, W) of the picture.
        annotations: of it. Those that are empty or of another size are left out and noted.
        open_picture: reads the picture.
        note: is given a sentence for each that was left out.
    """
    kept = []
    for annotation in annotations:
        mask = annotation.segmentation
        if tuple(mask["size"]) != size:
            height, width = mask["size"]
            note(
                f"{title}: the mask {annotation.id} is {width}x{height}, the picture "
                f"{size[1]}x{size[0]}; it was left out."
            )
        elif not rle.area(mask):
            note(f"{title}: the mask {annotation.id} is empty; it was left out.")
        else:
            kept.append(annotation)
    if not kept:
        return None
    segmentations = [each.segmentation for each in kept]
    return Example(
        name=name,
        group=group,
        open=open_picture,
        masks=lambda: [rle.decode(each).astype(bool) for each in segmentations],
        objects=len(kept),
        clicks=tuple(_clicks(each) for each in kept),
    )


def _clicks(annotation: Annotation) -> npt.NDArray[np.float32]:
    """The foreground points that a person set, ``(n, 2)`` XY in the image frame."""
    points = [
        (each["x"], each["y"])
        for each in annotation.prompts
        if each["type"] == "point" and each["label"] == 1
    ]
    return np.array(points, np.float32).reshape(-1, 2)
