"""`make audit`: which of the locked packages have known weaknesses.

Both questions go to services that a mirror of a registry need not have. pip-audit then passes over
the packages that it got no answer for and ends well, so what was answered is counted here: silence
is never taken for a clean bill.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bootstrap import pins
from bootstrap.errors import BootstrapError
from bootstrap.node import Node
from bootstrap.project import Project

CLEAN, WEAK, UNANSWERED = 0, 1, 2
"""Exit statuses: all answered and nothing known, something known, not everything answered."""


@dataclass(frozen=True)
class Finding:
    """What is known of one registry's packages.

    packages  how many were asked about
    answered  how many of them the service knew
    weak      one line for each weakness
    silence   why the others were not answered; empty if all were
    """

    packages: int
    answered: int
    weak: tuple[str, ...]
    silence: str

    def lines(self, registry: str) -> list[str]:
        """The finding, for people."""
        head = f"{registry}: {self.answered} of {self.packages} packages audited, "
        lines = [f"{head}{len(self.weak)} known weaknesses.", *(f"  {line}" for line in self.weak)]
        if self.answered < self.packages:
            lines.append(f"  Not audited: {self.silence}")
        return lines


def status(*findings: Finding) -> int:
    """The exit status for these findings."""
    if any(finding.weak for finding in findings):
        return WEAK
    whole = all(finding.answered == finding.packages for finding in findings)
    return CLEAN if whole else UNANSWERED


def python_packages(project: Project) -> Finding:
    """What is known of the packages in both locks, and of torch."""
    locks = [project.root / lock for _, lock in (pins.RUNNING, pins.TESTING)]
    locked = [pin for lock in locks for pin in pins.read(lock)]
    asked = sorted({str(pin) for pin in [*locked, pins.torch(project)]})
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder) / "pins.txt"
        names.write_text("\n".join(asked), encoding="utf-8")
        command: list[str | Path] = [
            project.python,
            "-m",
            "pip_audit",
            "--disable-pip",
            "--no-deps",
        ]
        quiet = ["--progress-spinner", "off", "--format", "json"]
        answer = _json([*command, *quiet, "--requirement", names], project)
    if "dependencies" not in answer:
        return Finding(len(asked), 0, (), answer["said"])
    packages = answer["dependencies"]
    known = [package for package in packages if "skip_reason" not in package]
    weak = [
        f"{package['name']} {package['version']}: {fault['id']}"
        f" (mended in {', '.join(fault['fix_versions']) or 'no version yet'})"
        for package in known
        for fault in package["vulns"]
    ]
    reasons = [package["skip_reason"] for package in packages if "skip_reason" in package]
    return Finding(len(asked), len(known), tuple(weak), next(iter(reasons), answer["said"]))


def npm_packages(project: Project, node: Node) -> Finding:
    """What is known of the packages in package-lock.json."""
    lock = json.loads((project.root / "package-lock.json").read_text(encoding="utf-8"))
    asked = len(lock["packages"]) - 1  # the first one is the project itself
    answer = _json([node.npm, "audit", "--json"], project, node.environment())
    if "vulnerabilities" not in answer:
        return Finding(asked, 0, (), str(answer.get("message", answer["said"])))
    weak = [
        f"{name}: {fault['severity']}, versions {fault['range']}"
        for name, fault in answer["vulnerabilities"].items()
    ]
    return Finding(asked, asked, tuple(weak), "")


def _json(
    command: list[str | Path], project: Project, env: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What a program answers as a JSON object, and under "said" its last word of complaint.

    Both programs end with an error when they find something, so the status says nothing here.
    """
    try:
        process = subprocess.run(
            [str(word) for word in command],
            cwd=project.root,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise BootstrapError(f"{command[0]} could not be started: {error.strerror}.") from error
    said = process.stderr.strip().splitlines()[-1:] or ["the service did not answer"]
    try:
        answer = json.loads(process.stdout)
    except ValueError:
        answer = None
    return {"said": said[0], **(answer if isinstance(answer, dict) else {})}
