"""What a batch encoded ahead is answered at once; what does not fit the encoder is made anew."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from sam.fingerprint import encoder_fingerprint
from sam.modeling import Sam
from studio.disk_cache import DiskCache
from studio.embedding_disk import EmbeddingDisk
from studio.errors import StartupError
from studio.kept_embeddings import ABOUT, KeptEmbeddings, about
from studio.settings import StudioSettings
from studio.studio import Studio
from tests.sam.images.pictures import encoded, quarters


def written(folder: Path, model: Sam, picture: bytes, value: float, **others: str) -> np.ndarray:
    """A file with the embedding of one picture, which is the same everywhere."""
    encoder = model.prompt_encoder
    embedding = np.full((1, encoder.embed_dim, *encoder.image_embedding_size), value, np.float16)
    said = about(encoder_fingerprint(model), "float32") | others
    name = hashlib.sha256(picture).hexdigest()
    folder.mkdir(exist_ok=True)
    save_file({name: embedding}, folder / f"{name[:8]}.safetensors", said)
    return embedding


def test_pictures_that_a_batch_encoded_are_not_encoded_again(
    models: Path, tiny: Sam, tmp_path: Path
) -> None:
    folder, first, later = (
        tmp_path / "embeddings",
        encoded(quarters(), "PNG"),
        encoded(quarters(30, 10), "PNG"),
    )
    kept = written(folder, tiny, first, 0.25)
    studio = Studio(StudioSettings(models=models, cache_dir=None, embeddings=folder), tiny)
    found = studio.embedding(studio.put(first))
    assert found.dtype == np.float32 and (found == kept).all()
    kept = written(folder, tiny, later, 0.5)  # while it runs
    assert (studio.embedding(studio.put(later)) == kept).all()
    assert studio.encoder.encodes == 0
    other = encoded(quarters(10, 30), "PNG")
    studio.embedding(studio.put(other))
    assert studio.encoder.encodes == 1


def test_what_does_not_fit_is_left_out(
    tiny: Sam, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder, picture = tmp_path / "embeddings", b"picture"
    name, fingerprint = hashlib.sha256(picture).hexdigest(), encoder_fingerprint(tiny)
    shape = written(folder, tiny, picture, np.nan).shape
    (folder / "damaged.safetensors").write_bytes(b"\0" * 40)
    kept = KeptEmbeddings(folder, shape)
    assert kept.get(name, fingerprint) is None and "has no sound embedding" in caplog.text
    assert kept.get(name, "another") is None
    assert "damaged.safetensors cannot be read" in caplog.text
    written(tmp_path / "old", tiny, picture, 1.0, **{ABOUT: '{"reading": 0}'})
    assert KeptEmbeddings(tmp_path / "old", shape).get(name, fingerprint) is None
    assert "were read otherwise" in caplog.text
    with pytest.raises(StartupError, match="There is no folder of embeddings"):
        KeptEmbeddings(tmp_path / "absent", shape)


def test_the_cache_on_disk_comes_first_and_takes_what_is_made(tiny: Sam, tmp_path: Path) -> None:
    folder, picture = tmp_path / "embeddings", b"picture"
    name, fingerprint = hashlib.sha256(picture).hexdigest(), encoder_fingerprint(tiny)
    shape = written(folder, tiny, picture, 1.0).shape
    disk = EmbeddingDisk(DiskCache(tmp_path / "cache", 10**9), shape)
    kept = KeptEmbeddings(folder, shape, disk)
    made = np.full(shape, 2.0, np.float32)
    kept.put(name, fingerprint, made)
    found = kept.get(name, fingerprint)
    assert found is not None and (found == made).all()
