"""What travels compressed: asked of the server as browsers, scripts and old clients ask."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from studio.settings import ROOT

LARGE = "vendor/onnxruntime-web/0123456789ab/ort-wasm-simd-threaded.wasm"
SMALL = "js/main.js"
PICTURE = "img/photo.png"
WASM = b"\0asm" + bytes(range(256)) * 2000
SCRIPT = b"export const one = 1;\n" * 100

CHROMIUM = "gzip, deflate, br, zstd"
ON_PLAIN_HTTP = "gzip, deflate"

DECODE = {None: bytes, "br": brotli.decompress, "gzip": gzip.decompress}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A static folder with a large file that was compressed ahead of time, a script, a picture."""
    static = tmp_path / "static"
    for name, content in {
        LARGE: WASM,
        f"{LARGE}.br": brotli.compress(WASM, quality=5),
        f"{LARGE}.gz": gzip.compress(WASM),
        SMALL: SCRIPT,
        PICTURE: b"\x89PNG" + bytes(1000),
    }.items():
        path = static / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return static


@pytest.fixture
def site(make_app, folder: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:  # type: ignore[no-untyped-def]
    """Serves that folder."""
    (folder.parent / "templates").symlink_to(ROOT / "templates")
    monkeypatch.setattr("server.app.ROOT", folder.parent)
    client: FlaskClient = make_app().test_client()
    return client


def get(site: FlaskClient, name: str, accept: str | None, **headers: str) -> TestResponse:
    """Ask for /static/``name``, or for the page if it has no name."""
    wanted = {} if accept is None else {"Accept-Encoding": accept}
    url = f"/static/{name}" if name else "/"
    return site.get(url, headers={**wanted, **headers}, buffered=True)


@pytest.mark.parametrize("name", [LARGE, SMALL, ""])
@pytest.mark.parametrize(
    ("accept", "coding"),
    [
        (None, None),  # HTTP/1.0 clients, urllib, plain curl
        ("", None),
        ("identity", None),
        (CHROMIUM, "br"),
        (ON_PLAIN_HTTP, "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0.8, gzip;q=0.5", "br"),
        ("GZIP", "gzip"),
        ("*", "br"),
        ("*;q=0.1, gzip;q=0.5", "gzip"),
        ("gzip;q=0.5, identity", None),
        ("identity;q=0.5, br;q=0.4", None),
        ("identity;q=0, gzip", "gzip"),
        ("*;q=0, gzip", "gzip"),
        ("zstd, deflate", None),
        ("zstd, *;q=0, identity;q=0.1", None),
        ("br;q=nonsense, ,;;", None),
    ],
)
def test_each_client_gets_what_it_asked_for(
    site: FlaskClient, name: str, accept: str | None, coding: str | None
) -> None:
    response = get(site, name, accept)

    assert response.status_code == 200
    assert response.headers.get("Content-Encoding") == coding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.content_length == len(response.data)
    plain = DECODE[coding](response.data)
    assert plain == get(site, name, None).data
    assert name == "" or plain == {LARGE: WASM, SMALL: SCRIPT}[name]
    assert response.mimetype == get(site, name, None).mimetype
    assert response.headers["Cross-Origin-Embedder-Policy"] == "require-corp"


@pytest.mark.parametrize("accept", ["*;q=0", "zstd, identity;q=0", "br;q=0, gzip;q=0, *;q=0"])
def test_who_refuses_everything_is_told(site: FlaskClient, accept: str) -> None:
    response = get(site, LARGE, accept)

    assert response.status_code == 406
    assert response.json is not None
    assert response.json["error"]["code"] == "coding_not_acceptable"
    assert accept in response.json["error"]["message"]
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("name", [LARGE, SMALL, ""])
def test_each_coding_has_its_own_tag_and_is_revalidated_by_it(site: FlaskClient, name: str) -> None:
    accepts = {None: None, "br": CHROMIUM, "gzip": ON_PLAIN_HTTP}
    tags = {c: get(site, name, accept).headers["ETag"] for c, accept in accepts.items()}

    assert len(set(tags.values())) == 3
    for coding, accept in accepts.items():
        for other, tag in tags.items():
            response = get(site, name, accept, **{"If-None-Match": tag})
            assert response.status_code == (304 if other == coding else 200)
            assert response.headers["Vary"] == "Accept-Encoding"
            if other == coding:
                assert response.data == b""
                assert response.headers["ETag"] == tag
                assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize("accept", [None, CHROMIUM, ON_PLAIN_HTTP])
@pytest.mark.parametrize("name", [LARGE, SMALL, ""])
def test_head_has_the_headers_and_no_body(site: FlaskClient, name: str, accept: str | None) -> None:
    headers = {} if accept is None else {"Accept-Encoding": accept}
    head = site.head(f"/static/{name}" if name else "/", headers=headers, buffered=True)
    whole = get(site, name, accept)

    assert (head.status_code, head.data) == (200, b"")
    for header in ("Content-Length", "Content-Encoding", "Content-Type", "ETag", "Vary"):
        assert head.headers.get(header) == whole.headers.get(header)


@pytest.mark.parametrize("accept", [None, CHROMIUM, ON_PLAIN_HTTP])
@pytest.mark.parametrize("name", [LARGE, SMALL])
def test_an_interrupted_download_is_continued_in_its_coding(
    site: FlaskClient, name: str, accept: str | None
) -> None:
    whole = get(site, name, accept)
    tag = {"If-Range": whole.headers["ETag"]}
    rest = get(site, name, accept, Range="bytes=20-", **tag)

    assert rest.status_code == 206
    assert rest.data == whole.data[20:]
    assert rest.headers.get("Content-Encoding") == whole.headers.get("Content-Encoding")
    size = len(whole.data)
    assert rest.headers["Content-Range"] == f"bytes 20-{size - 1}/{size}"
    # What was begun in another coding cannot be continued: it starts again.
    other = ON_PLAIN_HTTP if accept == CHROMIUM else CHROMIUM
    assert get(site, name, other, Range="bytes=20-", **tag).status_code == 200


@pytest.mark.parametrize("suffix", [".br", ".gz"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:-9],
        lambda whole: b"not compressed at all",
        lambda whole: bytes([whole[0] ^ 0xFF]) + whole[1:],
        lambda whole: brotli.compress(b"of the version before"),
        lambda whole: gzip.compress(b"of the version before"),
    ],
    ids=["empty", "cut", "plain", "flipped", "older brotli", "older gzip"],
)
def test_a_sibling_that_is_not_its_source_is_not_served(
    site: FlaskClient, folder: Path, suffix: str, damage
) -> None:  # type: ignore[no-untyped-def]
    accept = {".br": "br", ".gz": "gzip"}[suffix]
    assert get(site, LARGE, accept).headers["Content-Encoding"] == accept
    sibling = folder / (LARGE + suffix)
    whole = sibling.read_bytes()
    sibling.write_bytes(damage(whole))

    response = get(site, LARGE, accept)
    assert "Content-Encoding" not in response.headers
    assert response.data == WASM
    # The other one is not suspected, and the true one is taken back.
    assert get(site, LARGE, CHROMIUM).headers["Content-Encoding"] != accept
    sibling.write_bytes(whole)
    os.utime(sibling, (1e9, 1e9))
    assert get(site, LARGE, accept).headers["Content-Encoding"] == accept


def test_siblings_of_the_source_before_are_not_served(site: FlaskClient, folder: Path) -> None:
    assert get(site, LARGE, CHROMIUM).headers["Content-Encoding"] == "br"
    (folder / LARGE).write_bytes(WASM + b"more")

    response = get(site, LARGE, CHROMIUM)
    assert "Content-Encoding" not in response.headers
    assert response.data == WASM + b"more"


def test_without_siblings_a_large_file_travels_as_it_is(site: FlaskClient, folder: Path) -> None:
    for suffix in (".br", ".gz"):
        (folder / (LARGE + suffix)).unlink()
    response = get(site, LARGE, CHROMIUM)
    assert (response.data, response.headers["Vary"]) == (WASM, "Accept-Encoding")


def test_siblings_have_no_address_of_their_own(site: FlaskClient) -> None:
    for suffix in (".br", ".gz"):
        assert get(site, LARGE + suffix, CHROMIUM).status_code == 404


def test_a_changed_script_is_compressed_anew(site: FlaskClient, folder: Path) -> None:
    before = get(site, SMALL, CHROMIUM)
    (folder / SMALL).write_bytes(SCRIPT * 2)
    after = get(site, SMALL, CHROMIUM)
    assert brotli.decompress(after.data) == SCRIPT * 2
    assert after.headers["ETag"] != before.headers["ETag"]


def test_what_would_not_shrink_travels_as_it_is(site: FlaskClient, folder: Path) -> None:
    (folder / SMALL).write_bytes(b";")
    for name in (SMALL, PICTURE):
        assert "Content-Encoding" not in get(site, name, CHROMIUM).headers
