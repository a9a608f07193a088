"""Every reader that is given bytes of strangers, and the errors that may leave it."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from sam.errors import FormatError, ImageError
from sam.formats import open_annotations, read_report, read_sa1b
from sam.formats.annotation import Annotation
from sam.formats.records import ImageEntry
from sam.images import ImageLimits, read_image, read_parts
from sam.masks import rle
from server.errors import ApiError
from server.routes.everything import settings_of
from studio.disk_cache import DiskCache
from studio.embedding_disk import EmbeddingDisk
from studio.errors import StartupError
from studio.manifest import NAME, read_manifest

SEEDS = Path(__file__).parent / "seeds"
"""Where to begin, and what once went wrong: a folder for each reader."""

_PICTURE = ImageEntry(48, 32, "picture.png", 1)
_SHAPE = (1, 2, 3, 3)
_FOLDER = tempfile.TemporaryDirectory()
_CACHE = DiskCache(Path(_FOLDER.name) / "cache", 100_000)
_EMBEDDINGS = EmbeddingDisk(_CACHE, _SHAPE)


def _picture(data: bytes) -> None:
    try:
        image = read_image(data, ImageLimits(max_bytes=10**6, max_pixels=10**5))
    except ImageError:
        return
    assert image.rgb.shape == (image.height, image.width, 3) and image.rgb.flags.c_contiguous


def _parts(data: bytes) -> None:
    """As of a picture that is too large to be decoded whole."""
    try:
        parts = read_parts(data, ImageLimits(max_large_pixels=10**5))
        height, width = parts.size
        assert parts.read((0, 0, width, height), (1, 1)).shape == (1, 1, 3)
        assert parts.read((width - 1, height - 1, width, height), (1, 1)).shape == (1, 1, 3)
    except ImageError:
        return


def _rle(data: bytes) -> None:
    """The first two bytes are the size."""
    height, width = (*data[:2], 1, 1)[:2]
    found: rle.CocoRle = {"size": [height, width], "counts": data[2:].decode("latin-1")}
    try:
        mask = rle.decode(found)
    except FormatError:
        return
    assert mask.shape == (height, width) and mask.sum() == rle.area(found)


def _annotations(data: bytes) -> None:
    try:
        found = read_report(data, _PICTURE, created="2026-11-25T14:43:09Z").annotations
    except FormatError:
        return
    for each in found:
        assert rle.decode(each.segmentation).shape == (32, 48)
        Annotation.from_dict(json.loads(json.dumps(each.to_dict())))


def _foreign(data: bytes) -> None:
    """Bytes as a file of any kind, or as two files where they hold a NUL between them."""
    parts = data.split(b"\0|\0", 1)
    files = {"a": data} if len(parts) == 1 else {"classes.txt": parts[0], "picture.txt": parts[1]}
    try:
        opened = open_annotations(files)
        assert len(opened.without_picture([_PICTURE.file_name])) < 100_000
        found = opened.read(_PICTURE, created="2026-11-25T14:43:09Z")
    except FormatError as error:
        assert len(str(error)) < 2000
        return
    try:  # as for a folder of pictures; what is found so, is what was found, or less
        named = opened.read(_PICTURE, created="2026-11-25T14:43:09Z", by_name=True)
    except FormatError:
        pass
    else:
        assert len(named.annotations) <= len(found.annotations)
    for each in found.annotations:
        assert rle.decode(each.segmentation).shape == (32, 48)
    for box in found.boxes:
        x0, y0, x1, y1 = box.box
        assert 0 <= x0 < x1 <= 48 and 0 <= y0 < y1 <= 32


def _sa1b(data: bytes) -> None:
    try:
        found = read_sa1b(data)
    except FormatError:
        return
    for record in found.records:
        assert rle.area(record["segmentation"]) == record["area"]


def _record(data: bytes) -> None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return
    try:
        Annotation.from_dict(found)
    except FormatError:
        return


def _embedding(data: bytes) -> None:
    name = hashlib.sha256(data).hexdigest()
    key = EmbeddingDisk.key(name, "0")
    _CACHE.put(key, data)
    found = _EMBEDDINGS.get(name, "0")
    (_CACHE.folder / key).unlink(missing_ok=True)  # thousands of files would be slow
    assert found is None or found.shape == _SHAPE


def _manifest(data: bytes) -> None:
    folder = Path(_FOLDER.name)
    (folder / NAME).write_bytes(data)
    try:
        read_manifest(folder)
    except StartupError:
        return


def _settings(data: bytes) -> None:
    try:
        settings_of(data)
    except ApiError as error:
        assert error.status in (400, 413, 422)


READERS: dict[str, Callable[[bytes], None]] = {
    "picture": _picture,
    "parts": _parts,
    "rle": _rle,
    "annotations": _annotations,
    "foreign": _foreign,
    "sa1b": _sa1b,
    "record": _record,
    "embedding": _embedding,
    "manifest": _manifest,
    "settings": _settings,
}
"""By name; each takes any bytes, and nothing at all leaves it."""
