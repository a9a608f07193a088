"""Workers, machines and drivers are killed while they work: nothing is lost, nothing doubled."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.dataengine.batch.conftest import Run, masks, picture
from tests.dataengine.batch.few_points import started
from tests.waiting import until

pytest.importorskip("ray", reason="Ray is not installed: run `make batch`")
pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: run `make batch`")

COUNT = 60
PATIENCE = 300.0


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number:03d}.png").write_bytes(picture(number))
    return folder


@pytest.fixture
def expected(run: Run, many: Path, tmp_path: Path) -> dict[str, bytes]:
    """What one process makes of them."""
    assert run(many, tmp_path / "alone", workers=0).status == 0
    return masks(tmp_path / "alone")


def check(out: Path, expected: dict[str, bytes]) -> None:
    """All is there once, as one process makes it."""
    assert masks(out) == expected
    rows: list[dict[str, Any]] = pq.read_table(out / "index.parquet").to_pylist()
    assert [row["number"] for row in rows] == list(range(COUNT))
    assert {row["status"] for row in rows} == {"done"}
    assert not list((out / ".open").iterdir())


def begun(out: Path, at_least: int = 6) -> Callable[[], bool]:
    return lambda: len(list((out / "masks").glob("*"))) >= at_least


def workers(top: int) -> list[psutil.Process]:
    found = psutil.Process(top).children(recursive=True)
    return [each for each in found if "RayWorker" in "".join(each.cmdline()[:1])]


def ended(batch: subprocess.Popen[str]) -> str:
    out, err = batch.communicate(timeout=PATIENCE)
    assert batch.returncode == 0, err
    return out + err


def test_a_worker_is_killed(
    many: Path, tmp_path: Path, checkpoint: Path, expected: dict[str, bytes]
) -> None:
    out = tmp_path / "out"
    with started(checkpoint, many, out, "--workers", "2") as batch:
        until(begun(out), PATIENCE)
        workers(batch.pid)[0].kill()
        said = ended(batch)
    check(out, expected)
    assert "A worker ended while it did " in said


def test_the_driver_is_killed_and_the_same_command_goes_on(
    many: Path, tmp_path: Path, checkpoint: Path, expected: dict[str, bytes]
) -> None:
    out = tmp_path / "out"
    with started(checkpoint, many, out, "--workers", "2", "--embeddings") as batch:
        until(begun(out), PATIENCE)
        left = psutil.Process(batch.pid).children(recursive=True)
        batch.kill()
        batch.communicate()
    until(lambda: not any(each.is_running() for each in left), PATIENCE)
    with started(checkpoint, many, out, "--workers", "2", "--embeddings") as batch:
        said = ended(batch)
    check(out, expected)
    done = int(said.split("; ")[1].split(" were done now")[0])
    assert done <= COUNT - 6


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two machines with a processor each, simulated on this one."""
    os.environ.update(RAY_USAGE_STATS_ENABLED="0")
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    yield cluster
    cluster.shutdown()


def test_a_machine_is_killed(
    many: Path, tmp_path: Path, checkpoint: Path, expected: dict[str, bytes], cluster: Any
) -> None:
    second = cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    out = tmp_path / "out"
    with started(checkpoint, many, out, "--ray", cluster.address, "--tar") as batch:
        raylet = second.all_processes["raylet"][0].process.pid
        until(lambda: workers(raylet) and list((out / "index").glob("*")), PATIENCE)
        cluster.remove_node(second, allow_graceful=False)
        ended(batch)
    rows = pq.read_table(out / "index.parquet").to_pylist()
    assert [row["number"] for row in rows] == list(range(COUNT))
    assert {row["status"] for row in rows} == {"done"}
    from dataengine.batch.pieces import untar

    found: dict[str, bytes] = {}
    for path in sorted((out / "shards").iterdir()):
        members = untar(path.read_bytes())
        assert not set(members) & set(found)
        found |= members
    assert list(found.values()) == [expected[f"{number:03d}.png"] for number in range(COUNT)]


def test_a_driver_that_is_asked_to_stop_says_so(
    many: Path, tmp_path: Path, checkpoint: Path
) -> None:
    out = tmp_path / "out"
    with started(checkpoint, many, out, "--workers", "1") as batch:
        until(begun(out, 1), PATIENCE)
        batch.send_signal(signal.SIGINT)
        _, err = batch.communicate(timeout=PATIENCE)
    assert batch.returncode == 130
    assert err.endswith("Stopped; the same command goes on from here.\n")
