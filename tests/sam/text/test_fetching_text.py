"""Text models from a mirror of ours, as their publishers have one: whole, broken off, changed."""

from __future__ import annotations

import hashlib
import json
import pickle
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import torch

from sam.__main__ import main
from sam.errors import FetchError
from sam.fetching import convert, fetch_text, text_published
from tests.sam.text.drawn import TOWERS

pytest.importorskip("huggingface_hub", reason="fetching text models needs huggingface_hub")

ITEM = text_published("text/clip-vit-b32")
NAMES = ("config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json")
CHUNK = 4096
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Hub:
    """A mirror with one repository.

    Attributes:
        files: of it.
        breaks_after: bytes of weights after which an answer breaks off; one for each answer.
        commit: the newest revision.
        asked: path and range of each request for a file.
    """

    files: dict[str, bytes]
    breaks_after: list[int] = field(default_factory=list)
    commit: str = COMMIT
    address: str = ""
    asked: list[tuple[str, str | None]] = field(default_factory=list)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_XET", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", CHUNK)
    files = {name: (TOWERS / name).read_bytes() for name in (*NAMES, "model.safetensors")}
    state = Hub(files)

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            if self.path.startswith("/api/models/"):
                self._about()
                return
            name = self.path.split("/")[-1].split("?")[0]
            body = state.files[name]
            wanted = self.headers.get("Range")
            if self.command == "GET":
                state.asked.append((name, wanted))
            start = int(wanted.removeprefix("bytes=").split("-")[0]) if wanted else 0
            self.send_response(206 if wanted else 200)
            self.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()}"')
            self.send_header("X-Repo-Commit", state.commit)
            self.send_header("Accept-Ranges", "bytes")
            if wanted:
                self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
            self.send_header("Content-Length", str(len(body) - start))
            self.end_headers()
            if self.command == "GET":
                large = name.endswith((".safetensors", ".bin"))
                most = state.breaks_after.pop(0) if large and state.breaks_after else None
                self.wfile.write(body[start:][:most])

        def _about(self) -> None:
            siblings = [
                {"rfilename": name, "size": len(body)} for name, body in state.files.items()
            ]
            about = {"id": ITEM.repository, "sha": state.commit, "siblings": siblings}
            body = json.dumps(about).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *given: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_text_model_is_fetched_at_a_revision_that_is_recorded(
    hub: Hub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["fetch", "text/clip-vit-b32", "--out", str(tmp_path), "--from", hub.address]
    assert main(command) == 0
    said = capsys.readouterr().out
    assert "about 605 MB, two towers, languages: English; licence: none stated" in said
    assert f"revision {COMMIT}, recorded now" in said
    folder = tmp_path / "text" / "clip-vit-b32"
    assert {each.name for each in folder.iterdir()} == set(hub.files)
    lock = json.loads((tmp_path / "text" / "fetched.json").read_text())
    own = hashlib.sha256(hub.files["model.safetensors"]).hexdigest()
    assert lock["clip-vit-b32"]["revision"] == COMMIT
    assert lock["clip-vit-b32"]["files"]["model.safetensors"] == own
    assert main(command) == 0
    assert "and is what was fetched first" in capsys.readouterr().out


def test_what_was_changed_since_it_was_fetched_first_is_not_kept(hub: Hub, tmp_path: Path) -> None:
    first = fetch_text(ITEM, tmp_path, hub.address)
    weights = first.folder / "model.safetensors"
    good = weights.read_bytes()
    weights.unlink()
    hub.files["model.safetensors"] = good[:-1] + bytes([good[-1] ^ 1])
    with pytest.raises(FetchError, match="recorded when CLIP ViT-B/32 was fetched first"):
        fetch_text(ITEM, tmp_path, hub.address)
    assert not weights.exists()


def test_what_broke_off_goes_on(hub: Hub, tmp_path: Path) -> None:
    half = 50 * CHUNK
    hub.breaks_after = [half]
    for _ in range(2):  # huggingface_hub tries again by itself; where it gives up, we are asked
        try:
            fetched = fetch_text(ITEM, tmp_path, hub.address)
        except FetchError as error:
            assert "the same command goes on from there" in str(error)
            continue
        break
    assert (fetched.folder / "model.safetensors").read_bytes() == hub.files["model.safetensors"]
    ranges = [wanted for name, wanted in hub.asked if name == "model.safetensors"]
    assert ranges[-1] == f"bytes={half}-", "it did not begin anew"


def test_a_pickle_of_numbers_becomes_safetensors_and_one_of_code_does_not(
    hub: Hub, tmp_path: Path
) -> None:
    from safetensors.torch import load_file

    numbers = load_file(TOWERS / "model.safetensors")
    torch.save(numbers, tmp_path / "numbers.bin")
    del hub.files["model.safetensors"]
    hub.files["pytorch_model.bin"] = (tmp_path / "numbers.bin").read_bytes()
    fetched = fetch_text(ITEM, tmp_path, hub.address)
    assert fetched.converted
    made = load_file(fetched.folder / "model.safetensors")
    assert made.keys() == numbers.keys()
    assert all(torch.equal(made[name], numbers[name]) for name in numbers)

    class Code:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return exec, (f"open({str(tmp_path / 'ran')!r}, 'w')",)

    evil = tmp_path / "evil"
    evil.mkdir()
    (evil / "pytorch_model.bin").write_bytes(pickle.dumps({"weight": Code()}))
    with pytest.raises(FetchError, match="was not converted"):
        convert(evil)
    assert not (tmp_path / "ran").exists()
    assert not (evil / "model.safetensors").exists()


def test_without_a_network_a_sentence_says_what_to_bring(tmp_path: Path) -> None:
    with pytest.raises(FetchError) as refused:
        fetch_text(ITEM, tmp_path, "http://127.0.0.1:9")
    for part in ("openai/clip-vit-base-patch32", "By hand: download config.json", "with --from"):
        assert part in str(refused.value)
    brought = fetch_text(ITEM, tmp_path, str(TOWERS))
    assert (brought.folder / "model.safetensors").exists()
    with pytest.raises(FetchError, match="There is no text model called 'text/none'"):
        text_published("text/none")
