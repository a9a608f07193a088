"""An audit says what is known, and never takes silence for a clean bill."""

from __future__ import annotations

import json

import pytest

from bootstrap import audit, pins
from bootstrap.node import Node
from bootstrap.project import Project

HASH = f"--hash=sha256:{'0' * 64}"
FAULT = {"id": "CVE-1", "fix_versions": ["3.1.4"]}
FLASK = {"name": "flask", "version": "3.1.3", "vulns": []}
TORCH = {"name": "torch", "version": "2", "vulns": []}
SILENT = {"name": "torch", "skip_reason": "not found"}
NOTHING_KNOWN = json.dumps({"vulnerabilities": {}})
ONE_KNOWN = json.dumps({"vulnerabilities": {"tar": {"severity": "high", "range": "<2"}}})
REFUSED = json.dumps({"message": "405 Method Not Allowed", "statusCode": 405})


@pytest.fixture
def locked(project: Project) -> Project:
    for requirements, lock in (pins.RUNNING, pins.TESTING):
        (project.root / requirements).write_text("flask==3.1.3\ntorch==2\n")
        (project.root / lock).write_text(f"flask==3.1.3 {HASH}\n")
    packages = {"": {}, "node_modules/tar": {}}
    (project.root / "package-lock.json").write_text(json.dumps({"packages": packages}))
    return project


def says(text: str, status: int, complaint: str) -> str:
    return f"import sys; print({text!r}); print({complaint!r}, file=sys.stderr); sys.exit({status})"


@pytest.mark.parametrize(
    ("answer", "said", "status"),
    [
        ([FLASK, TORCH], ["2 of 2 packages audited, 0 known"], audit.CLEAN),
        (
            [FLASK | {"vulns": [FAULT]}, TORCH],
            ["1 known weaknesses", "flask 3.1.3: CVE-1 (mended in 3.1.4)"],
            audit.WEAK,
        ),
        ([FLASK, SILENT], ["1 of 2 packages", "Not audited: not found"], audit.UNANSWERED),
        (None, ["0 of 2 packages", "Not audited: no route"], audit.UNANSWERED),
    ],
)
def test_python_packages(
    locked: Project, program, answer: list | None, said: list[str], status: int
) -> None:
    text = "" if answer is None else json.dumps({"dependencies": answer})
    program(locked.python, says(text, 1, "no route"))
    finding = audit.python_packages(locked)
    told = "\n".join(finding.lines("PyPI"))
    assert [part for part in said if part not in told] == []
    assert audit.status(finding) == status


@pytest.mark.parametrize(
    ("answer", "said", "status"),
    [
        (NOTHING_KNOWN, ["1 of 1 packages audited, 0 known"], audit.CLEAN),
        (ONE_KNOWN, ["1 known weaknesses", "tar: high, versions <2"], audit.WEAK),
        (REFUSED, ["0 of 1 packages", "Not audited: 405 Method"], audit.UNANSWERED),
        ("", ["0 of 1 packages", "Not audited: no route"], audit.UNANSWERED),
    ],
)
def test_npm_packages(locked: Project, program, answer: str, said: list[str], status: int) -> None:
    npm = program(locked.root / "bin" / "npm", says(answer, 1, "no route"))
    finding = audit.npm_packages(locked, Node(npm, npm))
    told = "\n".join(finding.lines("npm"))
    assert [part for part in said if part not in told] == []
    assert audit.status(finding) == status


def test_a_weakness_counts_more_than_silence() -> None:
    weak = audit.Finding(2, 2, ("flask: CVE-1",), "")
    silent = audit.Finding(2, 0, (), "no route")
    assert audit.status(silent, weak) == audit.WEAK
