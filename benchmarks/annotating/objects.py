"""What is to be annotated: objects of the evaluation pictures, drawn with a seed, set by set."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.dataset import Sample

Classes = Mapping[tuple[str, int], str]
"""The class of each instance: by the picture's name and the instance's id, counted from 1."""

TUNED_ON = "finetune-train"
"""The role of pictures that decoders are tuned on: no measure of how they do on others."""


@dataclass(frozen=True)
class Sitting:
    """A picture, and its objects in the order in which they are annotated.

    Attributes:
        sample: the picture.
        objects: of each its id in the instance map, and its class.
    """

    sample: Sample
    objects: tuple[tuple[int, str], ...]

    def truths(self) -> dict[int, np.ndarray]:
        """The true mask of each object, ``(H, W) bool``, by its id."""
        with Image.open(self.sample.masks) as file:
            ids = np.asarray(file)
        return {instance: ids == instance for instance, _ in self.objects}


def read_classes(folder: Path) -> Classes:
    """``classes.csv`` beside the pictures: ``name, instance, class``; empty where there is none."""
    path = folder / "classes.csv"
    if not path.is_file():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return {(row["name"], int(row["instance"])): row["class"] for row in rows}


def draw_sets(
    samples: Sequence[Sample], classes: Classes, most: int, seed: int
) -> dict[str, list[Sitting]]:
    """Draw the objects of each set.

    Args:
        samples: all pictures; their groups are the sets, without pictures that decoders are tuned
            on.
        classes: an instance that is not among them gets its set's name.
        most: objects of a set; all where there are fewer.
        seed: others for another seed.

    Returns:
        By set, its pictures in their own order, those without a drawn object left out.
    """
    sets: dict[str, list[Sitting]] = {}
    for group in dict.fromkeys(sample.group for sample in samples):
        if group.endswith(f"/{TUNED_ON}"):
            continue
        pictures = [sample for sample in samples if sample.group == group]
        every = [
            (i, id_) for i, each in enumerate(pictures) for id_ in range(1, each.instances + 1)
        ]
        drawn = [every[k] for k in np.random.default_rng(seed).permutation(len(every))[:most]]
        sets[group] = [
            Sitting(
                sample,
                tuple(
                    (instance, classes.get((sample.name, instance), group))
                    for picture, instance in drawn
                    if picture == i
                ),
            )
            for i, sample in enumerate(pictures)
            if any(picture == i for picture, _ in drawn)
        ]
    return sets


def classes_of(sittings: Sequence[Sitting]) -> list[str]:
    """The classes of a set, the most frequent first: those get the digits."""
    labels = [label for sitting in sittings for _, label in sitting.objects]
    return sorted(dict.fromkeys(labels), key=lambda label: -labels.count(label))
