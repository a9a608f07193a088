"""The cache that is bounded in bytes."""

from __future__ import annotations

import threading

from server.cache import ByteLRU


def test_what_was_used_longest_ago_goes_first() -> None:
    cache: ByteLRU[str, bytes] = ByteLRU(10, len)
    cache.put("a", b"aaaa")
    cache.put("b", b"bbbb")
    assert cache.get("a") == b"aaaa"
    cache.put("c", b"cccccc")  # needs the place of b, not of a

    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"aaaa", None, b"cccccc")
    assert (cache.bytes, len(cache)) == (10, 2)


def test_what_is_known_is_kept_as_it_is() -> None:
    cache: ByteLRU[str, bytes] = ByteLRU(10, len)

    assert cache.put("a", b"first")
    assert not cache.put("a", b"second")
    assert (cache.get("a"), cache.bytes) == (b"first", 5)


def test_what_is_too_large_alone_drops_nothing() -> None:
    cache: ByteLRU[str, bytes] = ByteLRU(10, len)
    cache.put("a", b"aaaa")

    assert cache.put("b", bytes(11))
    assert cache.get("b") is None
    assert cache.get("a") == b"aaaa"


def test_many_threads_never_exceed_the_bound() -> None:
    cache: ByteLRU[int, bytes] = ByteLRU(100, len)
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
    assert max(seen) <= 100
    assert cache.bytes == sum(len(cache.get(key) or b"") for key in range(37))
