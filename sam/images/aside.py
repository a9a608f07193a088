"""Decoding in a bounded process of its own.

Some codecs announce one size outside and have another inside (JPEG 2000, WebP within TIFF), some
have a history of faults (HEVC). Such a picture is decoded by a child process that ends with it: it
may take a given time and a given memory, gives back no more bytes than the picture has, and if it
crashes, the server does not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from sam.images.errors import SAVE_AGAIN, damaged, unsupported
from sam.images.limits import ImageLimits

SECONDS = 8
"""Of a processor, and as long on the clock again. A picture of 24 million pixels takes a second or
two in any of the codecs."""

_CHILD = Path(__file__).with_name("decode_aside.py")
_KEPT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TEMP", "TMPDIR")
"""What of the environment a decoder needs; a token is nothing of it."""

_LONGEST_HEAD = 10_000


def decode_aside(
    kind: str, data: bytes, limits: ImageLimits, found: str, **asked: Any
) -> tuple[NDArray[Any], dict[str, Any]]:
    """Have a child process decode ``data``.

    Args:
        kind: "TIFF", "HEIC" or "AVIF".
        data: the file.
        limits: what is too large.
        found: what the file is, with its article, for sentences.
        asked: what the decoder of this kind has to know; ``shape`` and ``dtype`` where they are
            known, and then held to.

    Returns:
        The pixels, of the shape that the child says, and what else it says.

    Raises:
        ImageTooLargeError: by the size that the child found in the header.
        UnsupportedImageError: it would take too long, or too much memory.
        DamagedImageError: the decoder gave up, or crashed.
    """
    question = {"kind": kind, "seconds": SECONDS, "pixels": limits.max_pixels, **asked}
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        [sys.executable, "-P", "-B", str(_CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as child:
        end = threading.Timer(2 * SECONDS, child.kill)
        end.start()
        try:
            assert child.stdin is not None and child.stdout is not None
            _send(child.stdin, json.dumps(question).encode() + b"\n", data)
            head = _head(child.stdout, child, kind, found)
            if "dtype" not in head:
                limits.check_size(head["shape"][1], head["shape"][0])
            pixels = _pixels(child.stdout, head, limits, asked)
        finally:
            end.cancel()
            child.kill()
    if pixels is None:
        raise damaged(kind, "its decoder gave other pixels than its header says")
    return pixels, head


def _send(pipe: IO[bytes], *parts: bytes) -> None:
    """Write to the child, which reads all before it answers; or has ended already."""
    try:
        for part in parts:
            pipe.write(part)
        pipe.close()
    except OSError:  # what it says, or how it ended, tells more
        pass


def _head(pipe: IO[bytes], child: subprocess.Popen[bytes], kind: str, found: str) -> dict[str, Any]:
    """What the child says of the pixels; raises in its place."""
    line = pipe.readline(_LONGEST_HEAD)
    if len(line) == _LONGEST_HEAD:
        raise damaged(kind, "its decoder says no end of words")
    if not line.endswith(b"\n"):
        code = child.wait()
        if code in (-9, -24):  # our clock; SIGXCPU
            raise unsupported(f"{found} that takes longer than {SECONDS} s to decode", SAVE_AGAIN)
        raise damaged(kind, f"its decoder ended with code {code}")
    head: dict[str, Any] = json.loads(line)
    if head.get("wrong") == "memory":
        raise unsupported(f"{found} that takes more memory than its pixels to decode", SAVE_AGAIN)
    if "wrong" in head:
        raise damaged(kind, head["words"])
    return head


def _pixels(
    pipe: IO[bytes], head: dict[str, Any], limits: ImageLimits, asked: dict[str, Any]
) -> NDArray[Any] | None:
    """The pixels, or None where they are not those that were asked for."""
    shape, dtype = tuple(head["shape"]), np.dtype(head["dtype"])
    if any(name in asked and head[name] != asked[name] for name in ("shape", "dtype")):
        return None
    count = int(np.prod(shape, dtype=np.int64))
    limits.check_samples(count, dtype.itemsize)
    pixels = np.empty(count * dtype.itemsize, np.uint8)
    view, place = pixels.data, 0
    while place < len(view):
        taken = pipe.readinto(view[place:])  # type: ignore[attr-defined]
        if not taken:
            return None
        place += taken
    found: NDArray[Any] = pixels.view(dtype).reshape(shape)
    return found
