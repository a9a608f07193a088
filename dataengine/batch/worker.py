"""A worker: a model, pictures in, pieces and shards out. It knows nothing of who asks."""

from __future__ import annotations

import hashlib
import posixpath
import sys
import time
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray

from dataengine.batch import pieces
from dataengine.batch.errors import BatchError, UnreadableError
from dataengine.batch.index import Row, Status
from dataengine.batch.job import (
    Answer,
    Job,
    PictureDone,
    PictureTask,
    ShardDone,
    ShardTask,
    Task,
    Unable,
)
from dataengine.batch.places import Place, fetch
from dataengine.batch.shards import write_shard
from sam.automatic import SamAutomaticMaskGenerator, process_content
from sam.errors import SamError
from sam.fingerprint import decoder_fingerprint, encoder_fingerprint
from sam.formats import FORMATS
from sam.modeling import Sam

FORMAT = "sa1b"

_LARGEST = float(np.finfo(np.float16).max)


@dataclass
class _Made:
    """What comes of a picture step by step; what is there when it fails is kept."""

    status: Status = "done"
    reason: str = ""
    sha256: str = ""
    width: int = 0
    height: int = 0
    masks: int = 0
    file: str = ""
    size: int = 0
    members: dict[str, bytes] = field(default_factory=dict)


class Worker:
    """Does what it is asked, one thing after the other.

    Args:
        model: on the device that it computes on.
        job: what is wanted.

    Raises:
        BatchError: the model is not the job's: another checkpoint, or another version of this
            program, as may be on another machine.
    """

    def __init__(self, model: Sam, job: Job) -> None:
        found = encoder_fingerprint(model, job.precision), decoder_fingerprint(model)
        if found != (job.encoder_fingerprint, job.decoder_fingerprint):
            raise BatchError(
                f"A worker has the encoder {found[0][:12]}… and the decoder {found[1][:12]}…; "
                f"expected {job.encoder_fingerprint[:12]}… and {job.decoder_fingerprint[:12]}…: "
                "all machines need the same version of this program."
            )
        torch.set_num_threads(job.threads)
        self._job = job
        self._target = Place(job.target)
        self._generator = SamAutomaticMaskGenerator.from_settings(
            model, job.settings, precision=job.precision
        )

    def do(self, task: Task) -> Answer:
        """Do a picture, or write a shard."""
        try:
            return self._picture(task) if isinstance(task, PictureTask) else self._shard(task)
        except BatchError as error:
            return Unable(task, str(error))

    def _picture(self, task: PictureTask) -> PictureDone:
        begun = time.perf_counter()
        made = _Made()
        try:
            content = fetch(task.entry.address, task.entry.begin, task.entry.size)
            self._segment(task, content, made)
        except UnreadableError as error:
            made.status, made.reason = "failed", str(error)
        except (SamError, MemoryError) as error:
            made.status = "refused"
            made.reason = str(error) or "There is not enough memory for it."
        seconds = time.perf_counter() - begun
        row = Row(
            number=task.number,
            picture=task.entry.name,
            sha256=made.sha256,
            width=made.width,
            height=made.height,
            masks=made.masks,
            seconds=round(seconds, 4),
            decoder=self._job.decoder_fingerprint,
            status=made.status,
            reason=made.reason,
            file=made.file,
            bytes=made.size,
            shard=task.shard,
        )
        pieces.put(self._target, row, made.members)
        return PictureDone(task, row.status, row.reason, row.masks, seconds, _peak_memory())

    def _segment(self, task: PictureTask, content: bytes, made: _Made) -> None:
        made.sha256 = hashlib.sha256(content).hexdigest()
        embeddings: list[NDArray[np.float32]] = []
        name = posixpath.basename(task.entry.name)
        done = process_content(
            self._generator, name, content, (FORMAT,), on_embedding=embeddings.append
        )
        masks = done.files[FORMAT]
        if self._job.layout == "files":
            made.file = f"masks/{task.entry.name}{FORMATS[FORMAT].suffix}"
            self._target.write(made.file, masks)
        else:
            made.file = f"shards/{task.shard:06d}.tar"
            if self._job.with_pictures:
                suffix = posixpath.splitext(name)[1].lower() or ".bin"
                made.members[f"{task.number:09d}{suffix}"] = content
            made.members[f"{task.number:09d}.json"] = masks
        if self._job.embeddings:
            made.members[pieces.EMBEDDING] = _half(embeddings[0])
        made.width, made.height = done.image.width, done.image.height
        made.masks, made.size = len(done.records), len(masks)
        made.reason = " ".join(done.notes)

    def _shard(self, task: ShardTask) -> ShardDone:
        missing = write_shard(self._target, self._job, task, self._shape())
        return ShardDone(task, missing)

    def _shape(self) -> tuple[int, ...]:
        encoder = self._generator.model.prompt_encoder
        return (1, encoder.embed_dim, *encoder.image_embedding_size)


def _half(embedding: NDArray[np.float32]) -> bytes:
    """An embedding's numbers as float16."""
    return np.clip(embedding, -_LARGEST, _LARGEST).astype("<f2").tobytes()


def _peak_memory() -> int:
    """Most bytes that this process has had in memory; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
