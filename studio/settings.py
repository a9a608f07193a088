"""How a studio runs: plain values with defaults, for a script as for a server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sam.precision import AUTO


def _project() -> Path:
    """This package's own folder; where it was installed elsewhere, the one that this starts in."""
    beside = Path(__file__).resolve().parent.parent
    return beside if (beside / "templates").is_dir() else Path.cwd()


ROOT = _project()
"""The folder that holds static/, templates/ and weights/."""


@dataclass(frozen=True, kw_only=True)
class StudioSettings:
    """All bytes are those of memory or disk in use.

    Attributes:
        checkpoint: weights file; None takes the first official name found in ``weights``.
        weights: the folder to look in.
        model: kind the weights must be, such as "vit_t"; None takes what is found.
        models: folder that ``python -m export`` wrote.
        device: where the model runs, such as "cpu" or "cuda".
        precision: what the image encoder computes in, or "auto".
        max_waiting: requests that may wait for the model or for a picture to be read.
        max_jobs: pictures in which everything is segmented at the same time; as many requests
            again wait.
        max_points: most points decoded to segment everything in one picture.
        max_image_bytes: largest picture file accepted.
        max_image_pixels: most pixels (width times height) of a picture that is decoded whole.
        max_large_pixels: most pixels of a TIFF that is read in parts.
        image_store_bytes: memory for pictures put in.
        decoded_bytes: memory for pixels decoded last.
        embedding_cache_bytes: memory for embeddings.
        everything_cache_bytes: memory for the masks of pictures in which everything is segmented.
        cache_dir: folder in which embeddings and pictures outlive the process, which processes may
            share; None keeps them in memory only.
        disk_embedding_bytes: disk for embeddings there.
        disk_image_bytes: disk for pictures there; 0 keeps them in memory only.
        pictures_dir: folder of pictures that are read where they lie; None for none.
        embeddings: folder of embeddings that a batch has kept, ``TARGET/embeddings``; its pictures
            are not encoded again.
        text: folder of a text model, for words as prompts; None for none.
    """

    checkpoint: Path | None = None
    weights: Path = ROOT / "weights"
    model: str | None = None
    models: Path = ROOT / "static" / "models"
    device: str = "cpu"
    precision: str = AUTO
    max_waiting: int = 12
    max_jobs: int = 2
    max_points: int = 100_000
    max_image_bytes: int = 100 * 10**6
    max_image_pixels: int = 100 * 10**6
    max_large_pixels: int = 2 * 10**9
    image_store_bytes: int = 500 * 10**6
    decoded_bytes: int = 300 * 10**6
    embedding_cache_bytes: int = 500 * 10**6
    everything_cache_bytes: int = 100 * 10**6
    cache_dir: Path | None = None
    disk_embedding_bytes: int = 2 * 10**9
    disk_image_bytes: int = 10**9
    pictures_dir: Path | None = None
    embeddings: Path | None = None
    text: Path | None = None
