"""Pictures with objects and the words for them: drawn scenes, our evaluation pictures, or COCO."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pycocotools.coco import COCO

from benchmarks.dataset import data_folder, read_samples
from benchmarks.errors import MeasurementError
from benchmarks.replay import labels_of
from benchmarks.words.scenes import PAIRS, UNSEEN, scene
from benchmarks.words.vocabulary import words_of
from sam.images import read_image
from sam.masks import rle
from sam.masks.rle import CocoRle

FIRST_SEED = 9_000_000
"""Of the scenes that are measured on; the models were trained on others."""


@dataclass(frozen=True)
class Case:
    """A picture.

    Attributes:
        name: of it.
        image: reads it, ``(H, W, 3)`` uint8 RGB.
        truths: the word and the mask of each object.
    """

    name: str
    image: Callable[[], npt.NDArray[np.uint8]]
    truths: tuple[tuple[str, CocoRle], ...]


@dataclass(frozen=True)
class Cases:
    """Pictures, and what is asked of each of them.

    Attributes:
        words: all words; those that a picture has not are asked for as well.
        unseen: those that are counted apart as well.
        each: the pictures.
    """

    words: tuple[str, ...]
    unseen: frozenset[str]
    each: tuple[Case, ...]


def drawn(count: int) -> Cases:
    """Scenes that no model was trained on, with pairs that none was."""

    def case(seed: int) -> Case:
        found = scene(seed)
        truths = tuple((each.words, rle.encode(each.mask)) for each in found.objects)
        return Case(f"scene {seed - FIRST_SEED}", lambda: found.image, truths)

    every = tuple(case(FIRST_SEED + index) for index in range(count))
    return Cases(tuple(map(words_of, PAIRS)), frozenset(map(words_of, UNSEEN)), every)


def brought(data: Path, images: Path | None, most: int | None = None) -> Cases:
    """A user's pictures: a folder with index.csv and classes.csv, or COCO's JSON with a folder.

    Args:
        data: the folder, or the JSON file.
        images: where the JSON's pictures lie.
        most: pictures at most.

    Raises:
        MeasurementError: no object has a word, or there is no folder of pictures.
    """
    every = tuple(_coco(data, images, most) if data.is_file() else _folder(data, most))
    words = sorted({word for case in every for word, _ in case.truths})
    if not words:
        raise MeasurementError(f"{data} names no object by words; expected classes or categories.")
    return Cases(tuple(words), frozenset(), every)


def _folder(data: Path, most: int | None) -> Iterator[Case]:
    labels = labels_of(data_folder(data))
    for sample in read_samples(data)[:most]:
        words = [labels.get((sample.name, at + 1), "") for at in range(sample.instances)]
        masks = map(rle.encode, sample.read_instances())
        truths = ((word, mask) for word, mask in zip(words, masks, strict=True) if word)
        yield Case(sample.name, sample.read_image, tuple(truths))


def _coco(file: Path, images: Path | None, most: int | None) -> Iterator[Case]:
    if images is None or not images.is_dir():
        raise MeasurementError(f"{file} needs the folder of its pictures; name it with --images.")
    coco = COCO()
    coco.dataset = json.loads(file.read_text(encoding="utf-8"))
    coco.createIndex()
    for about in coco.loadImgs(sorted(coco.getImgIds())[:most]):
        truths = []
        for each in coco.loadAnns(coco.getAnnIds([about["id"]], iscrowd=False)):
            word = coco.cats[each["category_id"]]["name"]
            truths.append((word, rle.encode(coco.annToMask(each).astype(bool))))
        path = images / about["file_name"]
        yield Case(about["file_name"], _reader(path), tuple(truths))


def _reader(path: Path) -> Callable[[], npt.NDArray[np.uint8]]:
    return lambda: read_image(path).rgb
