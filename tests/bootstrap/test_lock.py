"""Two set-ups of one folder take turns, and a dead one blocks nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bootstrap.lock import LOCK_FILE, only_one

HOLD = """
import sys
from pathlib import Path
from bootstrap.lock import only_one
with only_one(Path(sys.argv[1]), lambda text: print(text, flush=True)):
    print("mine", flush=True)
    sys.stdin.readline()
"""


def holder(folder: Path, repo_root: Path) -> subprocess.Popen[str]:
    """A process that takes the lock and keeps it until it is sent a line."""
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        cwd=repo_root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_the_second_waits_says_so_and_goes_on(tmp_path: Path, repo_root: Path) -> None:
    with holder(tmp_path, repo_root) as first, holder_after(first, tmp_path, repo_root) as second:
        waiting = line(second)
        assert f"process {first.pid}" in waiting
        assert "waiting for it" in waiting
        first.communicate("done\n", timeout=20)
        assert line(second) == "mine"
        second.communicate("done\n", timeout=20)
    assert (tmp_path / LOCK_FILE).exists()


def holder_after(
    first: subprocess.Popen[str], folder: Path, repo_root: Path
) -> subprocess.Popen[str]:
    assert line(first) == "mine"
    return holder(folder, repo_root)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL does not exist on Windows")
def test_a_killed_holder_leaves_the_lock_free(tmp_path: Path, repo_root: Path) -> None:
    said: list[str] = []
    with holder(tmp_path, repo_root) as first:
        assert line(first) == "mine"
        first.send_signal(signal.SIGKILL)
        first.wait(timeout=20)
        with only_one(tmp_path, said.append):
            assert (tmp_path / LOCK_FILE).read_text() == f"{os.getpid()}\n"
    assert said == []
