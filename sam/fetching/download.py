"""A file over HTTP, which goes on where it broke off."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

from sam.errors import FetchError

CHUNK = 1 << 20
"""Bytes read at a time."""

TIMEOUT_S = 30.0
"""Seconds without a byte after which a connection counts as broken."""

TRIES = 5
"""Broken connections in a row, none of which brought anything, after which it is given up."""

_BROKEN = (http.client.HTTPException, ConnectionError, TimeoutError)
"""How a transfer breaks off in its midst; a connection that never came is a URLError."""


def download(
    url: str,
    part: Path,
    size: int,
    moved: Callable[[int], None] = lambda done: None,
    wait: Callable[[float], None] = time.sleep,
) -> bool:
    """Download a file, or the rest of it. Proxies are those of the environment (``HTTPS_PROXY``).

    Args:
        url: http or https.
        part: where it goes; what is there already is taken for its beginning.
        size: bytes of the whole.
        moved: called with the bytes that are there.
        wait: between tries, seconds.

    Returns:
        Whether some of it had been there before.

    Raises:
        FetchError: the server cannot be reached, refuses, or has a file of another size.
        OSError: the file cannot be written.
    """
    if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
        raise FetchError(f"{url} is no address to download from; expected http:// or https://.")
    resumed = 0 < _length(part) <= size
    if _length(part) > size:
        part.unlink()
    tries = 0
    while (before := _length(part)) < size:
        try:
            _more(url, part, size, moved)
            broken: Exception | None = None
        except _BROKEN as error:
            broken = error
        if _length(part) > before:
            tries = 0
            continue
        tries += 1
        if tries == TRIES:
            megabytes = f"{before / 1e6:.0f} of {size / 1e6:.0f} MB"
            why = f" ({broken})" if broken and str(broken) else ""
            raise FetchError(
                f"{_host(url)} broke off after {megabytes}, {TRIES} times{why}; the same command "
                "goes on from there."
            )
        wait(2.0**tries / 4)
    moved(size)
    return resumed


def _more(url: str, part: Path, size: int, moved: Callable[[int], None]) -> None:
    """Add to the part what one connection brings."""
    have = _length(part)
    headers = {"Range": f"bytes={have}-"} if have else {}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the scheme is checked
    try:
        # The opener that urlopen keeps for all would keep the proxies of its first call.
        response = urllib.request.build_opener().open(request, timeout=TIMEOUT_S)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416:  # what is there is not the beginning of what the server has
            part.unlink()
            return
        raise FetchError(
            f"{_host(url)} answered {error.code} {error.reason} for {url}; expected the file."
        ) from error
    except urllib.error.URLError as error:
        raise FetchError(f"{_host(url)} could not be reached ({_why(error)}).") from error
    with response:
        goes_on = response.status == 206 and _starts_at(response) == have
        length = response.headers.get("Content-Length")
        total = None if length is None else int(length) + (have if goes_on else 0)
        if total is not None and total != size:
            raise FetchError(
                f"{url} has {total:,} bytes; expected {size:,}: it is another file, or a page in "
                "its place."
            )
        with part.open("ab" if goes_on else "wb") as file:
            while chunk := response.read(CHUNK):
                file.write(chunk)
                moved(file.tell())
                if file.tell() > size:
                    raise FetchError(f"{url} has more than the {size:,} bytes expected.")


def _starts_at(response: http.client.HTTPResponse) -> int | None:
    """Where a partial answer begins: ``Content-Range: bytes 100-199/200``."""
    words = response.headers.get("Content-Range", "").removeprefix("bytes ").split("-")
    return int(words[0]) if words[0].isdigit() else None


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _host(url: str) -> str:
    return urllib.parse.urlsplit(url).netloc


def _why(error: urllib.error.URLError) -> str:
    reason = error.reason
    return str(getattr(reason, "strerror", None) or reason)
