"""What all workers of a batch have in common, and what a worker is asked and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dataengine.batch.index import Status
from dataengine.batch.sources import Entry
from sam.automatic import EverythingSettings

Layout = Literal["files", "tar"]
"""A JSON file for each picture under its name, or a tar of JSON files for each shard."""


@dataclass(frozen=True, slots=True)
class Job:
    """What masks depend on, and where they go.

    Attributes:
        target: address of the folder that files are written to.
        settings: of segment everything.
        precision: what the image encoder computes in.
        threads: of one worker.
        layout: see ``Layout``.
        with_pictures: whether the pictures' files go into the tars too.
        embeddings: whether the embeddings are kept.
        encoder_fingerprint, decoder_fingerprint: of the model, which each worker compares.
    """

    target: str
    settings: EverythingSettings
    precision: str
    threads: int
    layout: Layout
    with_pictures: bool
    embeddings: bool
    encoder_fingerprint: str
    decoder_fingerprint: str


@dataclass(frozen=True, slots=True)
class PictureTask:
    """Do a picture."""

    shard: int
    number: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class ShardTask:
    """Write a shard whose pictures have their pieces.

    Attributes:
        first, end: the numbers of its pictures, ``end`` being the first of the next shard.
    """

    shard: int
    first: int
    end: int


Task = PictureTask | ShardTask


@dataclass(frozen=True, slots=True)
class PictureDone:
    """What became of a picture; its piece is written."""

    task: PictureTask
    status: Status
    reason: str
    masks: int
    seconds: float
    memory: int
    """Most bytes that the worker's process has had in memory so far."""


@dataclass(frozen=True, slots=True)
class ShardDone:
    """A shard is written, or pieces of it are missing, which have to be made first."""

    task: ShardTask
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A worker ended without an answer.

    Attributes:
        blamed: whether this task was what it was doing, on a machine that is still there.
        reason: what is known of it.
    """

    task: Task
    blamed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Unable:
    """A worker cannot do what it is asked for a reason that the next one will have too, such as a
    target that takes no file."""

    task: Task
    reason: str


Answer = PictureDone | ShardDone | Lost | Unable
