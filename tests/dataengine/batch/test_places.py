"""Sources and targets beyond a folder: lists, tars, patterns, object storage, a web server."""

from __future__ import annotations

import functools
import tarfile
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest

from dataengine.batch.places import Place
from dataengine.batch.sources import entries, safe_name
from tests.dataengine.batch.conftest import Run, masks

pytest.importorskip("pyarrow", reason="pyarrow is not installed: run `make test`")


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    """fsspec's storage in memory, which has objects as S3 has them; empty again afterwards."""
    fs = fsspec.filesystem("memory")
    yield fs
    fs.store.clear()
    fs.pseudo_dirs[:] = [""]


def test_lists_patterns_and_tars_name_the_same_pictures(photos: Path, tmp_path: Path) -> None:
    with tarfile.open(photos / "set.tar", "w") as tar:
        tar.add(photos / "b.png", "../b.png")
        tar.add(photos / "notes.txt", "notes.txt")
        tar.add(photos / "c.png", "in/c.png")
    (photos / "all.lst").write_text(f"{photos}/a.png\nset.tar\n./a.png\n../photos/d.png\n")
    named = {each.name for each in entries(str(photos / "notes.txt"))}
    assert named == {"a.png", "more/a.PNG"}
    assert [each.name for each in entries(f"{photos}/[ab].png")] == ["a.png", "b.png"]
    inside = list(entries(str(photos / "set.tar")))
    assert [each.name for each in inside] == ["set.tar/b.png", "set.tar/in/c.png"]
    content = (photos / "set.tar").read_bytes()
    begin, size = inside[1].begin, inside[1].size
    assert begin is not None and size is not None
    assert content[begin : begin + size] == (photos / "c.png").read_bytes()
    assert [each.name for each in entries(str(photos / "all.lst"))] == [
        safe_name(f"{photos}/a.png"),
        "set.tar/b.png",
        "set.tar/in/c.png",
        "a.png",
        "photos/d.png",
    ]
    assert [each.name for each in entries(str(photos), str(photos / "more"))] == [
        *("a.png", "b.png", "broken.jpg", "c.png", "d.png"),
        *("set.tar/b.png", "set.tar/in/c.png"),
    ]


def test_names_lead_nowhere_but_below() -> None:
    for name, safe in (
        ("/etc/passwd", "etc/passwd"),
        ("../../x.png", "x.png"),
        ("a/../../b//c.png", "a/b/c.png"),
        ("C:\\pictures\\a.png", "pictures/a.png"),
        ("s3://bucket/a.png", "bucket/a.png"),
        ("....//a.png", "..../a.png"),
        ("..", "_"),
        ("a\nb.png", "a_b.png"),
    ):
        assert safe_name(name) == safe


def test_object_storage_is_source_and_target(
    run: Run, photos: Path, tmp_path: Path, memory: fsspec.AbstractFileSystem
) -> None:
    run(photos, tmp_path / "out")
    memory.put(str(photos), "/photos", recursive=True)
    said = run("memory://photos", "memory://out")
    assert said.status == 1 and "memory://out has" in said.out
    found = {
        path.removeprefix("/out/masks/").removesuffix(".sa1b.json"): memory.cat_file(path)
        for path in memory.find("/out/masks")
    }
    assert found == masks(tmp_path / "out")
    assert "; 0 were done now" in run("memory://photos", "memory://out").out
    assert memory.find("/out/.open") == []


def test_a_list_of_addresses_of_a_web_server(run: Run, photos: Path, tmp_path: Path) -> None:
    pytest.importorskip("aiohttp", reason="fsspec reads http with aiohttp, which is not installed")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(photos))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            top = f"http://127.0.0.1:{server.server_port}"
            listed = tmp_path / "web.txt"
            listed.write_text(f"{top}/a.png\n{top}/absent.png\n")
            said = run(listed, tmp_path / "out")
        finally:
            server.shutdown()
            thread.join()
    assert said.status == 1 and "absent.png cannot be read" in said.out
    (content,) = masks(tmp_path / "out").values()
    run(photos, tmp_path / "here")
    assert content == masks(tmp_path / "here")["a.png"]


def test_a_target_that_takes_nothing_says_so(run: Run, photos: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    said = run(photos, file)
    assert said.status == 2 and f"--out {file} cannot be used" in said.err
    assert Place(str(tmp_path)).names("absent") == []
    assert Place(str(tmp_path)).read("absent") is None
