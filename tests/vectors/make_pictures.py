"""Makes ``pictures.json``: what is said of pictures that are read, in Chinese by the page too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import tifffile
from PIL import Image

from sam.errors import ImageError
from sam.images import ImageLimits, read_image

_RGB = np.arange(32 * 48 * 3, dtype=np.uint32).reshape(32, 48, 3).astype(np.uint8)
_DEEP = np.arange(32 * 48, dtype=np.uint16).reshape(32, 48)
_SMALL = ImageLimits(max_bytes=100_000, max_pixels=2000)


def picture_vectors() -> list[dict[str, Any]]:
    """A case for each file, with all that is said of it."""
    return [{"name": name, "sentences": list(sentences_of(data))} for name, data in _files()]


def sentences_of(data: bytes) -> Iterator[str]:
    """The notes of a picture, or its refusal."""
    try:
        yield from read_image(data, _SMALL).notes
    except ImageError as error:
        yield str(error)


def _files() -> Iterator[tuple[str, bytes]]:
    hot = _DEEP.copy()
    hot[0, 0] = 65535
    blank = np.where(_DEEP < 50, np.float32(-9999), _DEEP.astype(np.float32))
    clear = np.dstack([_RGB, np.full((32, 48), 9, np.uint8)])
    yield "deep", _tiff(_DEEP)
    yield "a hot pixel", _tiff(hot)
    yield "white is zero", _tiff(_DEEP, photometric="miniswhite")
    yield "no data", _tiff(blank)
    yield "one value of no data", _tiff(_DEEP, extratags=[(42113, "s", 0, "7", True)])
    grey = {"photometric": "minisblack", "planarconfig": "contig"}
    yield "grey channels", _tiff(np.dstack([_DEEP] * 4), **grey)
    yield "two channels", _tiff(np.dstack([_DEEP] * 2), **grey)
    yield "complex", _tiff(_DEEP.astype(np.complex64))
    yield "two pages", _pages((_RGB, {}), (_RGB, {}))
    yield "a thumbnail first", _pages((_RGB[:8, :12], {"subfiletype": 1}), (_RGB, {}))
    yield "a small page first", _pages((_RGB[:8, :12], {}), (_RGB, {}))
    yield "a page too large", _pages((_RGB, {}), (np.zeros((90, 90, 3), np.uint8), {}))
    mask = {"photometric": "mask", "subfiletype": 4}
    yield "a mask", _pages((_RGB, {}), (_DEEP > 99, mask))
    yield "transparent", _pillow(clear, "PNG")
    yield (
        "animated",
        _pillow(_RGB, "GIF", save_all=True, append_images=[Image.new("RGB", (48, 32))]),
    )
    yield "CMYK", _pillow(np.dstack([_RGB, _RGB[..., 0]]), "JPEG", mode="CMYK")
    png, jpeg = _pillow(_RGB, "PNG"), _pillow(_RGB, "JPEG")
    text = b"\0\0\0\3tEXta\0b\0\0\0\0"
    yield "a wrong text", png[:33] + text + png[33:]
    yield "wrong texts", png[:33] + text * 2 + png[33:]
    yield "wrong pixels", png[:-16] + b"\1\2\3\4" + png[-12:]
    yield "no end", png[:-12]
    yield "a JPEG without its end", jpeg[:-2]
    yield "cut off", png[: len(png) // 2]
    yield "Apple's", png[:8] + b"\0\0\0\4CgBI\0\0\0\0\0\0\0\0" + png[8:]
    yield "too many pixels", _pillow(np.zeros((90, 90, 3), np.uint8), "PNG")
    yield "too many bytes", png + bytes(100_000)
    yield "nothing", b""
    yield "text", b"hello world"
    yield "bytes", b"\1\2\3\4\5"
    yield "a web page", b"<!doctype html><html>"
    yield "JSON", b'{"a": 1}'
    yield "a document", b"%PDF-1.7 "
    yield "a film", b"\0\0\0\x18ftypmp42"
    yield "a raw photograph", b"FUJIFILMCCD-RAW 0201"
    yield "an archive", b"Rar!\x1a\7\0"
    yield "a volume", bytes(344) + b"n+1\0"
    yield "DICOM", bytes(128) + b"DICM"
    yield "an array", b"\x93NUMPY\1\0"
    yield "another picture", b"qoif\0\0\0\1"
    yield "a pointer", b"version https://git-lfs.github.com/spec/v1"


def _tiff(array: np.ndarray, **options: Any) -> bytes:
    return _pages((array, options))


def _pages(*pages: tuple[np.ndarray, dict[str, Any]]) -> bytes:
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as writer:
        for array, options in pages:
            colours = {"photometric": "rgb"} if array.dtype == np.uint8 else {}
            writer.write(array, metadata=None, **(colours | options))
    return file.getvalue()


def _pillow(array: np.ndarray, kind: str, mode: str | None = None, **options: Any) -> bytes:
    file = io.BytesIO()
    Image.fromarray(array, mode).save(file, kind, **options)
    return file.getvalue()
