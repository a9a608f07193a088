"""What the core counts and times, in the words of Prometheus.

Each studio has a registry of its own. Where several processes share their work, they write their
numbers into the folder that ``PROMETHEUS_MULTIPROC_DIR`` names.
"""

from __future__ import annotations

import os

from sam.extras import needed

with needed("What a studio counts", "studio", ImportError):
    from prometheus_client import (
        CollectorRegistry,
        Counter,
        Gauge,
        Histogram,
        ProcessCollector,
    )

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
"""Upper ends of the ranges in which times are counted."""


class Metrics:
    """All of one studio's metrics; their help texts say what they mean."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own = self.registry
        self.encode_seconds = Histogram(
            "segment_encode_seconds",
            "The image encoder at work, in seconds; its count is the number of encodes.",
            buckets=SECONDS,
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
        self.text_waiting = _gauge(
            "segment_text_waiting", "Requests that wait for the text model or are answered.", own
        )
        self.text_model_bytes = _gauge(
            "segment_text_model_bytes", "Weights of the text model that is loaded, in bytes.", own
        )
        self.text_seconds = Histogram(
            "segment_text_seconds",
            "The text model at work, in seconds, by what it did: texts, pictures, logits, boxes.",
            ["step"],
            buckets=SECONDS,
            registry=own,
        )
        self.finds = Counter(
            "segment_finds",
            "Searches by words, by the way that they went and how they ended: finished or failed.",
            ["way", "end"],
            registry=own,
        )
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            ProcessCollector(registry=own)


def _gauge(name: str, text: str, registry: CollectorRegistry) -> Gauge:
    return Gauge(name, text, registry=registry, multiprocess_mode="livesum")
