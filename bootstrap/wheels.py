"""What wheels say of themselves: their needs, their licences, and the systems they run on."""

from __future__ import annotations

import re
import zipfile
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path


def glibc(wheels: list[str]) -> str:
    """The oldest glibc that takes all these wheels, by their names; empty if any does."""
    oldest = []
    for wheel in wheels:
        tags = re.findall(
            r"manylinux_(\d+)_(\d+)", wheel.replace("manylinux2014", "manylinux_2_17")
        )
        oldest += [min((int(major), int(minor)) for major, minor in tags)] if tags else []
    return ".".join(str(number) for number in max(oldest)) if oldest else ""


def metadata(wheel: Path) -> Message:
    """What a wheel says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", n)]
        return HeaderParser().parsestr(archive.read(name).decode("utf-8"))


def licence(wheel: Path) -> str:
    """One line that names a wheel's package, version and licence."""
    about = metadata(wheel)
    classes = [each for each in about.get_all("Classifier", []) if each.startswith("License ::")]
    named = about["License-Expression"] or ", ".join(each.split(" :: ")[-1] for each in classes)
    # Some put the whole text into this field; its first line is the name.
    text = named or (about["License"] or "see the wheel").strip().splitlines()[0]
    return f"{about['Name']} {about['Version']}: {text}"
