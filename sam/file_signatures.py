"""Telling a checkpoint from other files before torch reads it.

What ``torch.load`` would report as an internal error becomes words about the file.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

_SIGNATURES = {
    b"\xff\xd8\xff": "is a JPEG image",
    b"\x89PNG": "is a PNG image",
    b"version https://git-lfs": "is a Git LFS pointer, not the file it points to",
    b"<": "is a web page or other XML, perhaps of a failed download",
    b"\x1f\x8b": "is a gzip archive",
    b"\x89HDF": "is an HDF5 file",
}


def reason_to_refuse(path: Path) -> str | None:
    """What is wrong with a file that cannot be a checkpoint, or None if it may be one.

    Returns:
        The rest of a sentence that begins with the file's name, such as "is a JPEG image".
    """
    if not path.exists():
        return "does not exist"
    if not path.is_file():
        return "is not a file"
    try:
        with path.open("rb") as file:
            start = file.read(256)
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if start.startswith(b"PK"):
        return _refuse_archive(path)
    return _refuse_start(start)


def _refuse_start(start: bytes) -> str | None:
    """Judge a file that is no zip archive by its first bytes; torch's old format is a pickle."""
    if not start:
        return "is empty (0 bytes)"
    for signature, name in _SIGNATURES.items():
        if start.startswith(signature):
            return name
    # Protobuf: the first field is the version of the format, the next one the producer or a graph.
    if start[0] == 0x08 and start[2:3] in (b"\x12", b"\x3a"):
        return "is an ONNX model"
    if start[8:10] == b'{"':
        return "is a safetensors file"
    if not start.startswith(b"\x80"):
        return f"is of an unknown format (its first bytes are {start[:8]!r})"
    return None


def _refuse_archive(path: Path) -> str | None:
    """Judge a zip archive; its index is at the end, so a truncated one has none."""
    if not zipfile.is_zipfile(path):
        return f"is truncated (its end is missing after {path.stat().st_size} bytes)"
    with zipfile.ZipFile(path) as archive:
        names = {name.rpartition("/")[2] for name in archive.namelist()}
    if "constants.pkl" in names:
        return "is a TorchScript program"
    if "data.pkl" not in names:
        return "is a zip archive of something else"
    return None
