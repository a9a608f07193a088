"""The child process of :mod:`sam.images.aside`: decodes one picture and ends.

It is run by its path, so that nothing of this library is loaded but this file. Standard input has a
line of JSON, what is asked, and then the file; standard output gets a line of JSON, what the pixels
are, and then the pixels, rows from the top. In place of pixels the line may say what is ``wrong``.
"""

from __future__ import annotations

import json
import os
import sys
from io import BytesIO
from typing import Any

_SPARE = 256 << 20
"""Bytes that a decoder may take beside what it decodes from and to."""


def main() -> None:
    """Answer what standard input asks."""
    asked = json.loads(sys.stdin.buffer.readline())
    _no_more_time_than(asked["seconds"])
    data = sys.stdin.buffer.read()
    try:
        head, pixels = {"TIFF": _tiff, "HEIC": _heic, "AVIF": _avif}[asked["kind"]](data, asked)
    except MemoryError:
        head, pixels = {"wrong": "memory"}, b""
    except Exception as error:  # decoders raise anything on bytes they did not expect
        head, pixels = {"wrong": "data", "words": f"{error}"}, b""
    out = sys.stdout.buffer
    out.write(json.dumps(head).encode() + b"\n")
    out.write(pixels)
    out.flush()


def _tiff(data: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """The samples of the page whose tags lie at ``offset``, as they are stored."""
    import numpy as np
    import tifffile

    with tifffile.TiffFile(BytesIO(data)) as file:
        file.filehandle.seek(asked["offset"])
        page = tifffile.TiffPage(file, index=0)
        if page.shape != tuple(asked["shape"]):
            raise ValueError(f"its page has {page.shape}")
        _no_more_memory_than(3 * asked["bytes"] + len(data))
        array = np.ascontiguousarray(page.asarray(maxworkers=1))
    if array.dtype.byteorder == ">":
        array = array.astype(array.dtype.newbyteorder("<"))
    return {"shape": array.shape, "dtype": array.dtype.str}, array.reshape(-1).view(np.uint8).data


def _heic(data: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The primary image, which libheif turns upright as the file says."""
    import pi_heif

    file = pi_heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True)
    image = file[file.primary_index]
    width, height = image.size
    _no_more_memory_than(4 * 4 * width * height + len(data))
    if width * height > asked["pixels"]:
        return {"shape": (height, width, 3)}, b""
    picture = image.to_pillow()
    deep = int(image.info.get("bit_depth", 8)) > 8
    return _of_pillow(picture, deep=deep, more=len(file) > 1, orientation=1)


def _avif(data: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The first frame, by Pillow, which says how it is turned as EXIF does."""
    from PIL.AvifImagePlugin import AvifImageFile

    picture = AvifImageFile(BytesIO(data))
    width, height = picture.size
    _no_more_memory_than(4 * 4 * width * height + len(data))
    if width * height > asked["pixels"]:
        return {"shape": (height, width, 3)}, b""
    turn = picture.getexif().get(0x0112, 1)
    more = getattr(picture, "n_frames", 1) > 1
    return _of_pillow(picture, deep=False, more=more, orientation=turn)


def _of_pillow(picture: Any, **head: Any) -> tuple[dict[str, Any], bytes]:
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    shape = (picture.height, picture.width, len(mode))
    pixels = picture.convert(mode).tobytes()
    return {"shape": shape, "dtype": "|u1", **head}, pixels


def _no_more_time_than(seconds: int) -> None:
    """Have the system end this process after so many seconds of a processor, where it can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _no_more_memory_than(more: int) -> None:
    """Have the system refuse this process more than so many bytes beside what it has now."""
    try:
        import resource

        with open("/proc/self/statm") as file:
            now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (ImportError, OSError):  # another system: the largest picture's, checked before
        return
    most = now + more + _SPARE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    main()
