"""Files in a ZIP, the same bytes each time."""

from __future__ import annotations

import zipfile

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest that ZIP knows: the same masks, the same bytes


def add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Add a file, compressed unless it is a PNG, which is already."""
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)
