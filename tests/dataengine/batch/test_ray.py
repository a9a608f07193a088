"""A batch on Ray, on this machine: the masks of one process, and nobody else can reach it."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from tests.dataengine.batch.conftest import Run, masks
from tests.dataengine.batch.few_points import started
from tests.waiting import until

pytest.importorskip("ray", reason="Ray is not installed: run `make batch`")


def listening(top: psutil.Process) -> set[str]:
    """The addresses at which a process and those that it started take connections."""
    found = set()
    for process in [top, *top.children(recursive=True)]:
        try:
            connections = process.net_connections("inet")
        except psutil.Error:  # it has just ended
            continue
        found |= {each.laddr.ip for each in connections if each.status == psutil.CONN_LISTEN}
    return found


def test_on_ray_masks_are_those_of_one_process_and_only_loopback_listens(
    run: Run, photos: Path, tmp_path: Path, checkpoint: Path
) -> None:
    with started(checkpoint, photos, tmp_path / "out", "--workers", "2") as batch:
        top = psutil.Process(batch.pid)
        seen: set[str] = set()

        def over() -> bool:
            seen.update(listening(top))
            return batch.poll() is not None

        until(over, 120)
        assert batch.stdout is not None and batch.stderr is not None
        out, err = batch.stdout.read(), batch.stderr.read()
    assert batch.returncode == 1, err
    assert "; 6 were done now" in out
    assert seen and seen <= {"127.0.0.1", "::ffff:127.0.0.1", "::1"}
    run(photos, tmp_path / "alone")
    assert masks(tmp_path / "out") == masks(tmp_path / "alone")
