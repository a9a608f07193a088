"""The cache that is bounded in bytes."""

from __future__ import annotations

import threading

from studio.cache import ENTRY_BYTES, ByteLRU


def test_what_was_used_longest_ago_goes_first() -> None:
    cache: ByteLRU[str, bytes] = ByteLRU(10 + 2 * ENTRY_BYTES, len)
    cache.put("a", b"aaaa")
    cache.put("b", b"bbbb")
    assert cache.get("a") == b"aaaa"
    cache.put("c", b"cccccc")  # needs the place of b, not of a

    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"aaaa", None, b"cccccc")
    assert (cache.bytes, len(cache)) == (10 + 2 * ENTRY_BYTES, 2)


def test_what_is_known_is_kept_as_it_is() -> None:
    cache: ByteLRU[str, bytes] = ByteLRU(10 + 2 * ENTRY_BYTES, len)

    assert cache.put("a", b"first")
    assert not cache.put("a", b"second")
    assert (cache.get("a"), cache.bytes) == (b"first", 5 + ENTRY_BYTES)


def test_what_is_too_large_alone_drops_nothing() -> None:
    cache: ByteLRU[str, bytes] = ByteLRU(10 + 2 * ENTRY_BYTES, len)
    cache.put("a", b"aaaa")

    assert cache.put("b", bytes(11 + 2 * ENTRY_BYTES))
    assert cache.get("b") is None
    assert cache.get("a") == b"aaaa"


def test_many_threads_never_exceed_the_bound() -> None:
    cache: ByteLRU[int, bytes] = ByteLRU(100 + 8 * ENTRY_BYTES, len)
    seen: list[int] = []

    def work(start: int) -> None:
        for number in range(start, start + 500):
            cache.put(number % 37, bytes(number % 29))
            cache.get(number % 11)
            seen.append(cache.bytes)

    threads = [threading.Thread(target=work, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(seen) <= cache.max_bytes
    kept = [value for key in range(37) if (value := cache.get(key)) is not None]
    assert cache.bytes == sum(len(value) + ENTRY_BYTES for value in kept)


def test_a_million_values_of_a_byte_are_not_free() -> None:
    cache: ByteLRU[int, bytes] = ByteLRU(100_000, len)
    for number in range(1000):
        cache.put(number, b"x")

    assert len(cache) < 100


def test_one_value_may_fill_it_alone() -> None:
    cache: ByteLRU[str, bytes] = ByteLRU(1000, len)
    cache.put("a", bytes(1000))
    assert cache.get("a") == bytes(1000)
    cache.put("b", b"x")

    assert (cache.get("a"), cache.get("b")) == (None, b"x")
