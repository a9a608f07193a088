"""Where things lie in the project's folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Project:
    """The project's folder and the places in it that the steps fill."""

    root: Path

    @property
    def venv(self) -> Path:
        """The virtual environment that everything but bootstrap runs in."""
        return self.root / ".venv"

    @property
    def scripts(self) -> Path:
        """The folder of the environment's programs."""
        return self.venv / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self.scripts / ("python.exe" if os.name == "nt" else "python")

    @property
    def node_modules(self) -> Path:
        """The npm packages, as the lock file names them."""
        return self.root / "node_modules"

    @property
    def static(self) -> Path:
        """All that the page loads as files."""
        return self.root / "static"

    @property
    def vendor(self) -> Path:
        """The npm packages' files that the page loads."""
        return self.static / "vendor"

    @property
    def packed(self) -> Path:
        """The page's modules and style sheets, packed."""
        return self.static / "packed"

    @property
    def models(self) -> Path:
        """The exported decoder and its manifest."""
        return self.static / "models"

    @property
    def weights(self) -> Path:
        """The checkpoints: the rebuilt one, and those that the user brings."""
        return self.root / "weights"

    @property
    def dist(self) -> Path:
        """The offline bundles made here."""
        return self.root / "dist"

    def sources(self, *packages: str) -> Iterator[Path]:
        """The Python files of the named packages, in a stable order."""
        for package in packages:
            yield from sorted((self.root / package).rglob("*.py"))


def here() -> Project:
    """The project that this bootstrap package belongs to."""
    return Project(Path(__file__).resolve().parent.parent)
