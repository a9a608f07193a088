"""The page begins with its packed files as long as these are made of the sources as they are."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server.packed_page import SOURCES, Entries, PackedPage
from server.settings import ROOT
from server.static_files import cache_control

FOLDER = "packed/0123456789ab"
PACKED = Entries(
    f"{FOLDER}/first.js", f"{FOLDER}/main.js", f"{FOLDER}/page.css", f"{FOLDER}/worker.js"
)
FILES = ("js/first.js", "js/main.js", "js/decoder/worker.js", "js/shell/store.js", "css/page.css")


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A static folder whose page is packed."""
    folder = tmp_path / "static"
    for name in (*FILES, PACKED.first, PACKED.main, PACKED.sheet, PACKED.worker):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"/* {name} */")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    index = {"folder": "0123456789ab", "sources": hashes}
    (folder / "packed" / "page.json").write_text(json.dumps(index))
    return folder


def test_what_is_packed_of_the_sources_as_they_are_counts(static: Path) -> None:
    assert PackedPage(static).entries() == PACKED
    assert PACKED.packed and not SOURCES.packed


@pytest.mark.parametrize("name", FILES)
def test_a_changed_source_counts_at_once_and_so_does_a_new_packing(static: Path, name: str) -> None:
    page = PackedPage(static)
    assert page.entries() == PACKED
    before = (static / name).read_text()
    (static / name).write_text(before + "changed")
    assert page.entries() == SOURCES
    (static / name).write_text(before)
    assert page.entries() == PACKED


def test_the_same_source_with_another_time_is_the_same(static: Path) -> None:
    os.utime(static / "js" / "main.js", ns=(1, 1))
    assert PackedPage(static).entries() == PACKED


@pytest.mark.parametrize(
    "index",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"folder": 1}',
        '{"folder": "0123456789ab", "sources": []}',
        '{"folder": "ffffffffffff", "sources": {}}',
    ],
)
def test_where_nothing_whole_is_packed_the_sources_count(static: Path, index: str) -> None:
    (static / "packed" / "page.json").write_text(index)
    assert PackedPage(static).entries() == SOURCES


@pytest.mark.parametrize("name", [PACKED.first, PACKED.main, PACKED.sheet, PACKED.worker])
def test_where_a_packed_file_is_gone_the_sources_count(static: Path, name: str) -> None:
    page = PackedPage(static)
    assert page.entries() == PACKED
    (static / name).unlink()
    assert page.entries() == SOURCES


def test_packed_files_are_kept_for_good(static: Path) -> None:
    assert "immutable" in cache_control(PACKED.main)
    assert cache_control("packed/page.json") == cache_control(SOURCES.main) == "no-cache"


def test_the_page_names_files_that_are_there(client: FlaskClient) -> None:
    html = client.get("/").text
    names = re.findall(r'"(/static/[^"#]+)', html)
    assert {name.rsplit("/", 1)[-1] for name in names} >= {"first.js", "main.js", "page.css"}
    for name in set(names):
        assert client.get(name, buffered=True).status_code == 200, name
    assert PackedPage(ROOT / "static").entries().main in html
