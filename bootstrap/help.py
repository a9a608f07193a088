"""`make help`: the targets, as the Makefile's own comments describe them."""

from __future__ import annotations

import re
from pathlib import Path

TARGET = re.compile(r"^([a-z][a-z-]*):.*?## (.+)$", re.MULTILINE)


def targets(makefile: Path) -> dict[str, str]:
    """Each target of the Makefile that has a description, and the description."""
    return dict(TARGET.findall(makefile.read_text(encoding="utf-8")))


def help_text(makefile: Path) -> str:
    """The text that `make help` prints."""
    lines = [f"  make {name:11} {what}" for name, what in targets(makefile).items()]
    return "\n".join(["Segment Studio", "", *lines])
