"""What a batch is measured beside: plain processes that take one picture after the other."""

from __future__ import annotations

import multiprocessing
import os
import time
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

from dataengine.batch.job import Job
from dataengine.batch.pool import NICENESS


def plain_batch(
    workers: int, checkpoint: Path, job: Job, folder: Path, names: list[str], out: Path
) -> float:
    """Have some processes do a folder's pictures, each taking the next from one list.

    Args:
        workers: how many processes.
        checkpoint: of the model, which each loads.
        job: its settings, precision and threads.
        folder, names: of the pictures.
        out: where a JSON file for each goes.

    Returns:
        Seconds from when all were ready until the last picture was written.
    """
    out.mkdir()
    context = multiprocessing.get_context("spawn")
    waiting: Queue[str | None] = context.Queue()
    line = context.Barrier(workers + 1)
    arguments = (checkpoint, job, folder, out, waiting, line)
    processes = [context.Process(target=_work, args=arguments) for _ in range(workers)]
    for process in processes:
        process.start()
    for name in [*names, *[None] * workers]:
        waiting.put(name)
    line.wait()
    begun = time.perf_counter()
    line.wait()
    seconds = time.perf_counter() - begun
    for process in processes:
        process.join()
    return seconds


def _work(
    checkpoint: Path, job: Job, folder: Path, out: Path, waiting: Queue[str | None], line: Any
) -> None:
    import torch

    from sam.automatic import SamAutomaticMaskGenerator, process_picture
    from sam.build import load_sam
    from sam.cli.whole_files import write_whole

    torch.set_num_threads(job.threads)
    os.nice(NICENESS)
    generator = SamAutomaticMaskGenerator.from_settings(
        load_sam(checkpoint), job.settings, precision=job.precision
    )
    line.wait()  # ready
    while (name := waiting.get()) is not None:
        done = process_picture(generator, folder / name)
        write_whole(out / f"{name}.json", done.files["sa1b"])
    line.wait()  # through
