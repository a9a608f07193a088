"""Pictures and masks in S3: a server of this machine's, reached as any other is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dataengine.batch.conftest import Run, masks, photos

s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed: run `make batch`")
moto = pytest.importorskip("moto.server", reason="moto is not installed: run `make batch`")

__all__ = ["photos"]


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[s3fs.S3FileSystem]:
    """Empty buckets ``pictures`` and ``masks``, named to fsspec by the variables of its own."""
    server = moto.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3fs.S3FileSystem.clear_instance_cache()
    fs = s3fs.S3FileSystem()
    fs.mkdir("pictures")
    fs.mkdir("masks")
    yield fs
    for bucket in ("pictures", "masks"):
        fs.rm(bucket, recursive=True)
    s3fs.S3FileSystem.clear_instance_cache()
    server.stop()


@pytest.mark.parametrize("packed", [False, True])
def test_s3_is_source_and_target(
    run: Run, photos: Path, tmp_path: Path, storage: s3fs.S3FileSystem, packed: bool
) -> None:
    run(photos, tmp_path / "here")
    expected = masks(tmp_path / "here")
    options = []
    if packed:
        run(photos, tmp_path / "packed", "--tar", "--with-pictures")
        storage.put(str(tmp_path / "packed" / "shards"), "pictures/set", recursive=True)
        options = ["--tar", "--embeddings"]
    else:
        storage.put(str(photos), "pictures/set", recursive=True)
    source = "s3://pictures/set/*.tar" if packed else "s3://pictures/set"
    said = run(source, "s3://masks/out", *options)
    assert said.status == (0 if packed else 1), said
    assert "; 0 were done now" in run(source, "s3://masks/out", *options).out
    assert storage.find("masks/out/.open") == []
    if packed:
        assert len(storage.ls("masks/out/shards")) == len(storage.ls("masks/out/embeddings")) == 3
        return
    found = {
        path.removeprefix("masks/out/masks/").removesuffix(".sa1b.json"): storage.cat_file(path)
        for path in storage.find("masks/out/masks")
    }
    assert found == expected


def test_a_bucket_that_is_not_there_is_said(
    run: Run, photos: Path, storage: s3fs.S3FileSystem
) -> None:
    said = run("s3://nowhere/set", "s3://masks/out")
    assert said.status == 2 and said.err.startswith("There is no s3://nowhere/set")
    said = run(photos, "s3://nowhere/out")
    assert said.status == 2 and "cannot be written" in said.err
