"""Projects on a real server: scripts use it, it is killed, and nothing acknowledged is lost."""

from __future__ import annotations

import itertools
import signal
import socket
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from dataengine import Client, RequestError
from dataengine.client.transport import Transport
from dataengine.engine import DataEngine
from studio.settings import ROOT
from tests.dataengine.made import record
from tests.server.test_live import arguments, running
from tests.server.workers import picture
from tests.waiting import until

__all__ = ["arguments"]  # a fixture


def operate(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run ``python -m dataengine``."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "dataengine", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def flags(arguments: list[str], tmp_path: Path) -> list[str]:  # noqa: F811
    """Of a server that comes back on the same port, with the same projects."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    return [*arguments, "--port", str(port), "--data-dir", str(tmp_path / "data")]


def change(number: int) -> dict[str, object]:
    """A new annotation."""
    name = str(uuid.uuid4())
    return {"annotation_id": name, "revision": f"script.{number}", "record": record(name)}


def keep(client: Client, of_picture: tuple[str, str]) -> Iterator[dict[str, object]]:
    """New annotations without end, each once it was acknowledged; raises what goes wrong."""
    for number in itertools.count():
        sent = change(number)
        try:
            assert client.save(*of_picture, [sent])["taken"] == [sent["annotation_id"]]
        except RequestError as error:
            error.answer = sent
            raise
        yield sent


def test_killed_at_any_moment_it_has_all_that_it_acknowledged(
    flags: list[str], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    scans = tmp_path / "scans"
    scans.mkdir()
    for number in range(3):
        (scans / f"{number}.png").write_bytes(picture(number))
    acknowledged: list[dict[str, object]] = []
    heard: list[str] = []
    with running(flags) as (process, url, _):
        client = Client(url, "Ada", transport=Transport(url, tries=1))
        project = str(client.make_project("Cells", ["cell"])["id"])
        ids = client.add_pictures(project, sorted(scans.iterdir()))
        of_picture = project, ids[0]

        def listen() -> None:
            for event in Client(url, "Ben").events(project, after=0):
                if event["kind"] == "annotation_saved":
                    heard.append(event["data"]["annotation_id"])
                if event["kind"] == "project_changed":
                    return

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        lost: list[RequestError] = []

        def work() -> None:
            try:
                for sent in keep(client, of_picture):
                    acknowledged.append(sent)
            except RequestError as error:
                lost.append(error)

        worker = threading.Thread(target=work)
        worker.start()
        until(lambda: len(acknowledged) >= 15)
        process.send_signal(signal.SIGKILL)
        worker.join(30)
    assert lost and (lost[0].status, lost[0].code) == (0, "unreachable")
    unsure = lost[0].answer

    with running(flags) as (process, url, _):
        client = Client(url, "Ada")
        there = {
            each["annotation_id"]: each["record"]
            for each in client.document(*of_picture)["annotations"]
        }
        for sent in acknowledged:
            assert there[sent["annotation_id"]] == sent["record"]
        # What nobody heard the end of is sent again, as a page does: it is there once.
        for _ in range(2):
            saved = client.save(*of_picture, [unsure])
            assert (saved["taken"], saved["conflicts"]) == ([unsure["annotation_id"]], [])
        assert saved["objects"] == len(acknowledged) + 1
        (streamed,) = [each for each in client.annotations(project) if each["annotations"]]
        assert len(streamed["annotations"]) == len(acknowledged) + 1
        assert client.add_pictures(project, sorted(scans.iterdir())) == ids
        # While it serves: a backup, and a look through all of it; nothing is put back.
        backup = tmp_path / "backup"
        done = operate("backup", "--data-dir", data, "--to", backup)
        assert (done.returncode, done.stdout) == (
            0,
            f"{backup} has the database and 3 pictures.\n",
        ), done.stderr
        looked = operate("check", "--data-dir", data)
        assert (looked.returncode, looked.stdout) == (0, "Nothing is wrong with 3 pictures.\n")
        refused = operate("restore", "--data-dir", data, backup)
        assert refused.returncode == 1
        assert refused.stderr.startswith(f"A server has the projects in {data} open; stop it")
        client.send("PATCH", f"/projects/{project}", {"guideline": "x"}, If_Match='"2"')
        listener.join(30)
        assert not listener.is_alive()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    # The listener was cut off once, and heard of everything once, in order.
    names = [each["annotation_id"] for each in acknowledged]
    assert heard[: len(names)] == names
    assert heard[len(names) :] == [unsure["annotation_id"]]

    elsewhere = tmp_path / "elsewhere"
    assert operate("restore", "--data-dir", elsewhere, backup).returncode == 0
    engine = DataEngine(elsewhere)
    assert engine.picture_file(ids[0]) == picture(0)
    engine.close()
