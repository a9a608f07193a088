"""The unit of systemd is valid, keeps the service in its place, and lets running encodes finish."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed here")

EXPOSURE = 1.5
"""The most that systemd's own rating may be, of 10: a service without any limits has 9.6."""


@pytest.fixture
def unit(repo_root: Path, tmp_path: Path) -> Path:
    """The unit, with a program and a folder that exist here."""
    text = (repo_root / "deploy" / "segment-studio.service").read_text()
    assert "ExecStart=/opt/segment-studio/.venv/bin/python -m server\n" in text
    here = text.replace("/opt/segment-studio/.venv/bin/python", sys.executable)
    path = tmp_path / "segment-studio.service"
    path.write_text(here.replace("/opt/segment-studio", str(repo_root)))
    return path


def analyze(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(ANALYZE), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@needs_systemd
def test_systemd_finds_nothing_wrong_with_it(unit: Path) -> None:
    answer = analyze("verify", unit)
    # It looks at what the unit depends on too, which may be odd on this machine.
    assert [line for line in answer.stderr.splitlines() if "segment-studio" in line] == []


@needs_systemd
def test_systemd_would_find_a_wrong_line(unit: Path) -> None:
    unit.write_text(unit.read_text().replace("NoNewPrivileges=yes", "NoNewPriviledges=yes"))
    assert "NoNewPriviledges" in analyze("verify", unit).stderr


@needs_systemd
def test_it_may_do_little(unit: Path) -> None:
    answer = analyze("security", "--offline=yes", "--no-pager", unit)
    if "unrecognized option" in answer.stderr:
        pytest.skip("this systemd-analyze rates running services only")
    match = re.search(r"Overall exposure level for segment-studio.service: ([\d.]+)", answer.stdout)
    assert match is not None, answer.stderr
    assert float(match[1]) <= EXPOSURE


def test_stopping_waits_longer_than_the_server_does(repo_root: Path) -> None:
    text = (repo_root / "deploy" / "segment-studio.service").read_text()
    (server,) = re.findall(r"^Environment=SEGMENT_SHUTDOWN_SECONDS=(\d+)$", text, re.MULTILINE)
    (systemd,) = re.findall(r"^TimeoutStopSec=(\d+)$", text, re.MULTILINE)
    assert int(systemd) >= int(server) + 10


def test_secrets_stand_in_a_file_of_their_own(repo_root: Path) -> None:
    """A unit can be read by everyone on the machine."""
    text = (repo_root / "deploy" / "segment-studio.service").read_text()
    assert "\nEnvironmentFile=-/etc/segment-studio/environment\n" in text
    assert "TOKEN" not in text
