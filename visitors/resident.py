"""The memory of a server's process, and the most that its settings let it have."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from server.settings import Settings

EVERY_S = 0.25

ENCODE_MB = 200
"""One encode at work, beyond what the first one, before the server is ready, has left: only one
ever runs."""

DECODING_MB = 60
"""A picture of two megapixels being read or drawn as a preview: at most two are."""

JOB_MB = 270
"""A running job (``docs/performance.md``)."""

ANSWER_MB = 8
"""An answer on its way: an embedding as float32, its copy as bytes, and waitress's."""


class Sampler:
    """Attributes: ``most``, megabytes (10**6 bytes) that were resident at most."""

    def __init__(self, pid: int) -> None:
        self.process = psutil.Process(pid)
        self.most = 0.0

    def now(self) -> float:
        """Megabytes resident now."""
        taken = float(self.process.memory_info().rss) / 1e6
        self.most = max(self.most, taken)
        return taken


@contextmanager
def sampled(pid: int) -> Iterator[Sampler]:
    """Watch a process until the context is left."""
    sampler, done = Sampler(pid), threading.Event()

    def watch() -> None:
        while not done.wait(EVERY_S):
            sampler.now()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield sampler
    finally:
        done.set()
        thread.join()


def bound(settings: Settings, ready: float) -> float:
    """Megabytes that a server may have at most.

    Args:
        settings: its own; pictures of two megapixels are assumed.
        ready: megabytes resident when it was ready: code and weights.
    """
    kept = (
        settings.embedding_cache_bytes
        + settings.image_store_bytes
        + settings.decoded_bytes
        + settings.everything_cache_bytes
    )
    work = ENCODE_MB + 2 * DECODING_MB + settings.max_jobs * JOB_MB + settings.threads * ANSWER_MB
    return ready + kept / 1e6 + work
