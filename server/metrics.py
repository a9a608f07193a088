"""What the server counts and times, in the words of Prometheus.

Each application has a registry of its own. Where several processes serve one port, they write their
numbers into the folder that ``PROMETHEUS_MULTIPROC_DIR`` names, and any of them tells the sums.
"""

from __future__ import annotations

import os
from typing import Literal

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
    multiprocess,
)

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

Cache = Literal["memory", "disk"]


class Metrics:
    """All of one server's metrics; their help texts say what they mean."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own = self.registry
        self.requests = Counter(
            "segment_requests",
            "Requests answered, by route and status.",
            ["method", "route", "status"],
            registry=own,
        )
        self.request_seconds = Histogram(
            "segment_request_seconds",
            "From a request's head to the last byte of its answer being handed over, in seconds.",
            ["route"],
            buckets=_SECONDS,
            registry=own,
        )
        self.encode_seconds = Histogram(
            "segment_encode_seconds",
            "The image encoder at work, in seconds; its count is the number of encodes.",
            buckets=_SECONDS,
            registry=own,
        )
        self.waiting = _gauge(
            "segment_waiting", "Requests that wait for an embedding or to be read.", own
        )
        self.embeddings = Counter(
            "segment_embeddings",
            "Embeddings asked for, by where they came from: memory, disk, or encoded.",
            ["source"],
            registry=own,
        )
        self.embedding_bytes = _gauge(
            "segment_embedding_cache_bytes", "Embeddings kept in memory, in bytes.", own
        )
        self.image_bytes = _gauge(
            "segment_image_store_bytes", "Pictures kept in memory, in bytes.", own
        )
        self.jobs_running = _gauge("segment_jobs_running", "Jobs of everything that run now.", own)
        self.jobs = Counter(
            "segment_jobs",
            "Jobs of everything, by how they ended: finished, failed or given up.",
            ["end"],
            registry=own,
        )
        self.job_seconds = Histogram(
            "segment_job_seconds",
            "Jobs of everything that finished, in seconds.",
            buckets=(1, 2.5, 5, 10, 30, 60, 120, 300, 600),
            registry=own,
        )
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            ProcessCollector(registry=own)

    def text(self) -> bytes:
        """All of them, of all processes, as Prometheus reads them."""
        registry = self.registry
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)


def _gauge(name: str, text: str, registry: CollectorRegistry) -> Gauge:
    return Gauge(name, text, registry=registry, multiprocess_mode="livesum")
