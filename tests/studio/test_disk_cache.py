"""The cache on disk: bounded, whole or absent, and never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from studio.disk_cache import DiskCache
from studio.embedding_disk import EmbeddingDisk

BLOCK = 4096
"""Bytes on disk of a small file."""


def test_what_is_put_in_comes_out_after_a_restart(tmp_path: Path) -> None:
    assert DiskCache(tmp_path / "c", 10_000).put("a", b"content")
    again = DiskCache(tmp_path / "c", 10_000)

    assert again.get("a") == b"content"
    assert again.get("b") is None
    assert (len(again), again.used_bytes) == (1, BLOCK)
    assert (tmp_path / "c").stat().st_mode & 0o077 == 0
    assert (tmp_path / "c" / "a").stat().st_mode & 0o077 == 0


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 3 * BLOCK)
    for key in "abc":
        cache.put(key, b"1234")
    cache.get("a")
    cache.put("d", b"1234")

    assert [cache.get(key) is not None for key in "abcd"] == [True, False, True, True]
    assert cache.used_bytes <= cache.max_bytes


def test_what_is_put_in_again_was_used_just_now(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 3 * BLOCK)
    for key in "abcad":
        cache.put(key, b"1234")

    assert [cache.get(key) is not None for key in "abcd"] == [True, False, True, True]


def test_many_small_files_take_no_more_than_is_allowed_and_few_listings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listings = []
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: listings.append(path) or scandir(path))
    cache = DiskCache(tmp_path, 64 * BLOCK)
    for number in range(400):
        cache.put(f"k{number}", b"x")
        if number % 3 == 0:
            cache.get("k0")

    assert len(listings) < 400 / 3
    monkeypatch.undo()
    on_disk = sum(file.stat().st_blocks * 512 for file in tmp_path.iterdir())
    assert cache.used_bytes == 64 * BLOCK >= on_disk
    kept = [number for number in range(400) if (tmp_path / f"k{number}").exists()]
    assert kept == [0, *range(337, 400)]


def test_what_was_used_since_the_folder_was_listed_is_spared(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 1024 * BLOCK)  # listed anew once in 64 files
    for number in range(1300):
        cache.put(f"k{number}", b"x")
        if number >= 1024:  # every other one is used a moment before its turn to go
            cache.get(f"k{2 * (number - 1024) + 21}")

    assert cache.used_bytes == 1024 * BLOCK
    kept = {number for number in range(1300) if (tmp_path / f"k{number}").exists()}
    assert kept > set(range(21, 572, 2))


def test_what_is_being_written_is_counted_and_let_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, all_begun = DiskCache(tmp_path, 16 * BLOCK), threading.Barrier(12)
    replace = os.replace

    def late(*paths: Path) -> None:
        all_begun.wait(10)
        replace(*paths)

    for number in range(16):
        cache.put(f"old{number}", b"x")
    monkeypatch.setattr(os, "replace", late)
    kept: list[bool] = []
    writers = [
        threading.Thread(target=lambda key=f"new{number}": kept.append(cache.put(key, b"x")))  # type: ignore[misc]
        for number in range(12)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(10)

    assert kept == [True] * 12
    assert cache.used_bytes <= 16 * BLOCK
    assert sum(file.name.startswith("new") for file in tmp_path.iterdir()) == 12


def test_what_finds_all_room_being_written_to_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, two, rest = DiskCache(tmp_path, 10 * BLOCK), threading.Barrier(3), threading.Event()
    replace = os.replace

    def late(*paths: Path) -> None:
        two.wait(10)
        rest.wait(10)
        replace(*paths)

    monkeypatch.setattr(os, "replace", late)
    content = bytes(4 * BLOCK - 100)
    writers = [threading.Thread(target=cache.put, args=(key, content)) for key in "ab"]
    for writer in writers:
        writer.start()
    two.wait(10)
    assert not cache.put("c", content)
    rest.set()
    for writer in writers:
        writer.join(10)

    assert (len(cache), cache.used_bytes) == (2, 8 * BLOCK)


def test_what_another_process_wrote_is_counted_too(tmp_path: Path) -> None:
    one, other = DiskCache(tmp_path, 64 * BLOCK), DiskCache(tmp_path, 64 * BLOCK)
    for number in range(200):
        one.put(f"a{number}", b"x")
        other.put(f"b{number}", b"x")
        assert DiskCache(tmp_path, 10**6).used_bytes <= 69 * BLOCK


def test_a_smaller_bound_is_kept_from_the_start(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 10 * BLOCK)
    for key in "abcdef":
        cache.put(key, bytes(1000))

    assert DiskCache(tmp_path, 2 * BLOCK).used_bytes == 2 * BLOCK
    assert DiskCache(tmp_path, 2 * BLOCK).get("f") == bytes(1000)


def test_what_is_too_large_alone_drops_nothing(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, BLOCK)
    cache.put("a", b"1234")

    assert not cache.put("b", bytes(BLOCK))
    assert cache.get("a") == b"1234"


@pytest.mark.parametrize("jump", [-(10**18), 10**18])
def test_a_clock_that_jumps_changes_no_order(tmp_path: Path, jump: int) -> None:
    now = [2 * 10**18]
    cache = DiskCache(tmp_path, 3 * BLOCK, clock=lambda: now[0])
    cache.put("a", b"1234")
    cache.put("b", b"1234")
    now[0] += jump
    cache.put("c", b"1234")
    now[0] -= jump
    cache.get("a")
    again = DiskCache(tmp_path, 3 * BLOCK, clock=lambda: now[0] - 10**18)
    again.get("c")
    again.put("d", b"1234")

    assert [again.get(key) is not None for key in "abcd"] == [True, False, True, True]


def damaged(data: bytes) -> dict[str, bytes]:
    return {
        "empty": b"",
        "half": data[: len(data) // 2],
        "a byte short": data[:-1],
        "a byte long": data + b"\0",
        "a bit of the content": data[:-1] + bytes([data[-1] ^ 1]),
        "a bit of the mark": bytes([data[0] ^ 1]) + data[1:],
        "zeros": bytes(len(data)),
        "another format": b"PK\x03\x04" + data,
    }


@pytest.mark.parametrize("kind", damaged(b"x"))
def test_what_is_damaged_is_never_served(
    tmp_path: Path, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    cache = DiskCache(tmp_path, 10_000)
    cache.put("a", b"content")
    file = tmp_path / "a"
    file.write_bytes(damaged(file.read_bytes())[kind])

    assert cache.get("a") is None
    assert not file.exists()
    assert "is damaged; it is removed and made anew" in caplog.text
    assert cache.put("a", b"content") and cache.get("a") == b"content"


@pytest.mark.parametrize("kind", sorted(set(damaged(b"x")) - {"a bit of the content"}))
def test_what_is_damaged_is_written_anew(tmp_path: Path, kind: str) -> None:
    cache = DiskCache(tmp_path, 10_000)
    cache.put("a", b"content")
    file = tmp_path / "a"
    file.write_bytes(damaged(file.read_bytes())[kind])

    assert cache.put("a", b"content") and cache.get("a") == b"content"


def test_a_file_under_another_key_is_never_served(tmp_path: Path) -> None:
    cache = DiskCache(tmp_path, 10_000)
    cache.put("a", b"content")
    os.rename(tmp_path / "a", tmp_path / "b")

    assert cache.get("b") is None


@pytest.mark.parametrize("key", ["", "../a", "a/b", "A", "a.b", "a\0", "x" * 201])
def test_a_key_is_no_path(tmp_path: Path, key: str) -> None:
    cache = DiskCache(tmp_path, 10_000)
    for use in (cache.get, lambda name: cache.put(name, b"")):
        with pytest.raises(ValueError, match="is no key"):
            use(key)


def test_what_a_dead_process_was_writing_is_removed_and_a_living_one_is_let_be(
    tmp_path: Path,
) -> None:
    writes = """
import fcntl, signal, sys
file = open(sys.argv[1], "wb")
fcntl.flock(file, fcntl.LOCK_EX)
file.write(bytes(500)); file.flush(); print(flush=True); signal.pause()
"""
    names = [tmp_path / ".writing-1", tmp_path / ".writing-2"]
    writers = [
        subprocess.Popen([sys.executable, "-c", writes, str(name)], stdout=subprocess.PIPE)
        for name in names
    ]
    for writer in writers:
        assert writer.stdout is not None and writer.stdout.readline()
    writers[0].kill()
    writers[0].communicate()
    try:
        cache = DiskCache(tmp_path, 10_000)
        assert [name.exists() for name in names] == [False, True]
        assert (len(cache), cache.used_bytes) == (0, BLOCK)
    finally:
        writers[1].kill()
        writers[1].communicate()


def test_several_processes_may_share_a_folder(tmp_path: Path) -> None:
    caches = [DiskCache(tmp_path, 20 * BLOCK) for _ in range(4)]
    wrong: list[object] = []

    def work(cache: DiskCache, seed: int) -> None:
        random = np.random.default_rng(seed)
        for _ in range(200):
            number = int(random.integers(30))
            content = bytes([number]) * 1000
            cache.put(f"k{number}", content)
            found = cache.get(f"k{number}")
            if found not in (None, content):
                wrong.append(found)

    threads = [
        threading.Thread(target=work, args=(cache, seed)) for seed, cache in enumerate(caches)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    # Each may add one entry before it sees the others'.
    assert DiskCache(tmp_path, 10**6).used_bytes <= 23 * BLOCK


def test_embeddings_of_another_encoder_or_shape_are_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = DiskCache(tmp_path, 10**6)
    embedding = np.arange(8, dtype=np.float32).reshape(1, 2, 2, 2)
    disk = EmbeddingDisk(cache, embedding.shape)
    disk.put("0" * 64, "a" * 64, embedding)

    found = disk.get("0" * 64, "a" * 64)
    assert found is not None and np.array_equal(found, embedding)
    assert disk.get("0" * 64, "b" * 64) is None
    assert disk.get("1" * 64, "a" * 64) is None
    assert EmbeddingDisk(cache, (1, 2, 4, 4)).get("0" * 64, "a" * 64) is None
    for other in (embedding.astype(np.float64), np.full_like(embedding, np.nan)):
        disk.put("2" * 64, "a" * 64, other)
        assert disk.get("2" * 64, "a" * 64) is None
        cache._path(disk.key("2" * 64, "a" * 64)).unlink()
    cache.put(disk.key("3" * 64, "a" * 64), b"no array")
    assert disk.get("3" * 64, "a" * 64) is None

    monkeypatch.setattr("studio.embedding_disk.READING", 99)  # the picture's pixels are others
    assert disk.get("0" * 64, "a" * 64) is None
