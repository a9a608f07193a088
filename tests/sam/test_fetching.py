"""Published weights from a server of ours: whole, broken off, damaged, or behind a proxy."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest import mock

import pytest

from sam.__main__ import main
from sam.errors import FetchError
from sam.fetching import PUBLISHED, TEXT_PUBLISHED, Fetched, Published, fetch, published
from sam.fetching import download as downloading
from sam.weights import OFFICIAL_FILES

CONTENT = bytes(range(256)) * 400
NAME = OFFICIAL_FILES["vit_t"]


@dataclass
class Publisher:
    """A server with one file.

    Attributes:
        content: what it has.
        breaks_after: bytes of each answer after which it closes the connection; one for each.
        ranges: whether it knows them.
        status: of its answers, where it has no file.
        asked: the Range of each request, and its line's address.
    """

    address: str = ""
    content: bytes = CONTENT
    breaks_after: list[int] = field(default_factory=list)
    ranges: bool = True
    status: int = 200
    asked: list[tuple[str | None, str]] = field(default_factory=list)


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    monkeypatch.setattr(downloading, "CHUNK", 4096)
    for name in ("http_proxy", "HTTP_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    state = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            state.asked.append((wanted, self.path))
            if state.status != 200:
                self.send_error(state.status)
                return
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
            start = start if state.ranges else 0
            if start >= len(state.content):
                self.send_error(416)
                return
            body = state.content[start:]
            self.send_response(206 if wanted and state.ranges else 200)
            if wanted and state.ranges:
                last = len(state.content) - 1
                self.send_header("Content-Range", f"bytes {start}-{last}/{len(state.content)}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: state.breaks_after.pop(0) if state.breaks_after else None])

        def log_message(self, format: str, *given: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_address[1]}/{NAME}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def item(publisher: Publisher) -> Published:
    """What that server publishes."""
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    return Published(
        "vit_t", "Tiny", "us", "Apache-2.0", publisher.address, len(CONTENT), sha256, "this test"
    )


def test_it_is_downloaded_once(publisher: Publisher, item: Published, tmp_path: Path) -> None:
    folder, seen = tmp_path / "weights", list[int]()
    fetched = fetch(item, folder, moved=seen.append)
    assert fetched == Fetched(folder / NAME, fresh=True)
    assert fetched.path.read_bytes() == CONTENT
    assert seen == sorted(seen) and seen[-1] == len(CONTENT)
    assert [each.name for each in folder.iterdir()] == [NAME]
    assert fetch(item, folder) == replace(fetched, fresh=False)
    assert publisher.asked == [(None, f"/{NAME}")]


@pytest.mark.parametrize("ranges", [True, False])
def test_what_breaks_off_goes_on(
    publisher: Publisher, item: Published, tmp_path: Path, ranges: bool
) -> None:
    publisher.breaks_after = [50_000, 20_000]
    publisher.ranges = ranges
    with mock.patch.object(downloading.time, "sleep"):
        assert fetch(item, tmp_path).path.read_bytes() == CONTENT
    first, second, _ = (wanted for wanted, _ in publisher.asked)
    assert first is None and second is not None and second != "bytes=0-"


def test_a_later_command_goes_on_and_what_was_of_another_file_is_fetched_anew(
    publisher: Publisher, item: Published, tmp_path: Path
) -> None:
    part = tmp_path / f".{NAME}.part"
    part.write_bytes(CONTENT[:70_000])
    assert fetch(item, tmp_path).path.read_bytes() == CONTENT
    assert publisher.asked == [("bytes=70000-", f"/{NAME}")]
    (tmp_path / NAME).unlink()
    for other in (b"x" * 70_000, b"x" * len(CONTENT), b"x" * (len(CONTENT) + 1)):
        part.write_bytes(other)
        assert fetch(item, tmp_path).path.read_bytes() == CONTENT
        (tmp_path / NAME).unlink()
    assert publisher.asked[-1] == (None, f"/{NAME}")


def test_a_connection_that_brings_nothing_is_given_up(
    publisher: Publisher, item: Published, tmp_path: Path
) -> None:
    publisher.breaks_after = [40_000] + [0] * downloading.TRIES
    waits: list[float] = []
    with pytest.raises(FetchError, match=r"broke off after 0 of 0 MB, 5 times.*goes on from there"):
        downloading.download(item.url, tmp_path / "part", item.bytes, wait=waits.append)
    assert waits == sorted(waits) and len(waits) == downloading.TRIES - 1
    assert (tmp_path / "part").read_bytes() == CONTENT[:40_000]


def damaged(publisher: Publisher) -> None:
    publisher.content = CONTENT[:-1] + b"!"


def shorter(publisher: Publisher) -> None:
    publisher.content = b"<html>Please log in.</html>"


def gone(publisher: Publisher) -> None:
    publisher.status = 404


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (damaged, "has the SHA-256 .*expected .*this test.*was not kept"),
        (shorter, "has 27 bytes; expected 102,400.*a page in its place"),
        (gone, "answered 404 Not Found .*; expected the file. By hand: download .*--from"),
    ],
)
def test_what_is_not_what_was_published_is_not_kept(
    publisher: Publisher,
    item: Published,
    tmp_path: Path,
    spoil: Callable[[Publisher], None],
    sentence: str,
) -> None:
    spoil(publisher)
    with pytest.raises(FetchError, match=sentence):
        fetch(item, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_meta_s_file_names_are_held_against_the_content(
    publisher: Publisher, item: Published, tmp_path: Path
) -> None:
    assert [PUBLISHED[kind].md5_start for kind in ("vit_b", "vit_l", "vit_h")] == [
        "01ec64",
        "0b3195",
        "4b8939",
    ]
    theirs = replace(item, kind="vit_b", publisher=PUBLISHED["vit_b"].publisher)
    with pytest.raises(FetchError, match="was changed or damaged"):
        fetch(theirs, tmp_path)


def test_without_a_network_it_is_said_what_to_do(item: Published, tmp_path: Path) -> None:
    nowhere = replace(item, url="http://weights.invalid/mobile_sam.pt")
    with pytest.raises(FetchError) as caught:
        fetch(nowhere, tmp_path / "w")
    said = str(caught.value)
    assert said.startswith("weights.invalid could not be reached (")
    assert said.endswith(
        f"By hand: download {nowhere.url} elsewhere and put it into {tmp_path / 'w'} as {NAME}, or "
        "name it with --from."
    )


def test_a_mirror_a_proxy_a_file_and_a_folder(
    publisher: Publisher, item: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = replace(item, url="http://weights.invalid/mobile_sam.pt")
    assert fetch(far, tmp_path / "mirror", publisher.address).fresh
    monkeypatch.setenv("http_proxy", publisher.address.rsplit("/", 1)[0])
    assert fetch(far, tmp_path / "proxy").fresh
    assert publisher.asked[-1] == (None, far.url)
    assert fetch(far, tmp_path / "file", str(tmp_path / "proxy" / NAME)).fresh
    assert fetch(far, tmp_path / "folder", str(tmp_path / "proxy")).fresh
    assert (tmp_path / "folder" / NAME).read_bytes() == CONTENT
    for origin, sentence in (
        ("nowhere.pt", "There is no file nowhere.pt"),
        (str(Path(__file__)), r"expected the 102,400 of mobile_sam.pt"),
        ("ftp://weights.invalid/a.pt", "is no address to download from"),
    ):
        with pytest.raises(FetchError, match=sentence):
            fetch(far, tmp_path / "other", origin)


def test_another_file_is_never_replaced_but_one_that_the_set_up_made_is(
    item: Published, tmp_path: Path
) -> None:
    mine = tmp_path / NAME
    mine.write_bytes(b"my own weights")
    with pytest.raises(FetchError, match="is there already and is another file than us published"):
        fetch(item, tmp_path)
    assert mine.read_bytes() == b"my own weights"
    manifest = mine.with_suffix(".json")
    manifest.write_text(json.dumps({"sha256": hashlib.sha256(b"my own weights").hexdigest()}))
    assert fetch(item, tmp_path).path.read_bytes() == CONTENT
    assert not manifest.exists()


def test_a_full_disk_is_said_before(item: Published, tmp_path: Path) -> None:
    usage = mock.Mock(free=10_000_000)
    with (
        mock.patch("sam.fetching.fetch.shutil.disk_usage", return_value=usage),
        pytest.raises(FetchError, match="has 10 MB free; 0 MB are needed, and some to spare"),
    ):
        fetch(item, tmp_path)


def test_the_command_says_licence_and_size_first(
    item: Published, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with mock.patch.dict(PUBLISHED, {"mobile_sam": item}):
        assert main(["fetch", "vit_t", "--out", str(tmp_path)]) == 0
        first, last = capsys.readouterr().out.splitlines()
        assert first == f"Tiny: {NAME}, 0 MB, by us, licence Apache-2.0; from {item.url}."
        assert last.startswith(f"{tmp_path / NAME} is there, and is what us published (SHA-256 ")
        assert main(["fetch", "mobile_sam", "--out", str(tmp_path)]) == 0
        assert "was there already" in capsys.readouterr().out
    assert main(["fetch", "list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in listed] == [
        *("mobile_sam", "vit_b", "vit_l", "vit_h"),
        *(f"text/{name}" for name in TEXT_PUBLISHED),
    ]
    assert main(["fetch", "vit_x", "--out", str(tmp_path)]) == 2
    assert "no weights called 'vit_x'; expected one of mobile_sam" in capsys.readouterr().err


def test_every_name_has_a_file_under_which_it_is_found() -> None:
    assert {each.file_name for each in PUBLISHED.values()} == set(OFFICIAL_FILES.values())
    for each in PUBLISHED.values():
        assert each.url.endswith(f"/{each.file_name}")
        assert len(each.sha256) == 64
    assert published("vit_t") is PUBLISHED["mobile_sam"]
