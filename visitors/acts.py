"""What visitors do to a server, one request after the other."""

from __future__ import annotations

import http.client
import json
import random
import re
import secrets
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from visitors.asking import Answer, Client
from visitors.outcomes import REFUSALS, Outcomes

ROOT = Path(__file__).resolve().parent.parent
TRIES = 100
"""How often somebody who is turned away comes back."""

PAGE, CACHED, UNCHANGED = "page and its files", "embedding, cached", "embedding, unchanged"
UPLOAD, FIRST, EVERYTHING = "picture, new", "embedding, new", "everything"
PREVIEW, REFUSED = "preview", "refused for a reason"
LEFT_EMBEDDING, LEFT_EVERYTHING = "embedding, hung up", "everything, hung up"


WRONG: tuple[tuple[str, bytes | None, int], ...] = (
    ("/static/no.js", None, 404),
    ("/api/v1/images/none/embedding", None, 404),
    ("/api/v1/images", b"no picture", 415),
)
"""Path, body, and the status that is expected."""


class Visitor:
    """Does what pages do.

    Args:
        client: asks.
        outcomes: what becomes of it goes there.
        picture: a JPEG file; each new picture is this one with another comment in it.
        known: ids of pictures whose embeddings the server has.
        grid: points per side of a job of everything.
        draw: chooses pictures.
        rest: waits so many seconds before somebody who was turned away comes back.
    """

    def __init__(
        self,
        client: Client,
        outcomes: Outcomes,
        picture: bytes,
        known: list[str],
        grid: int,
        draw: random.Random,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._outcomes = outcomes
        self._picture = picture
        self._known = known
        self._grid = grid
        self._draw = draw
        self._rest = rest
        self._tags: dict[str, str] = {}

    def load_page(self) -> None:
        """The page, its scripts, styles and icons; those seen before only if they changed."""
        for path in ("/", *page_files()):
            self._load(path)

    def load_file(self) -> None:
        """One of them."""
        self._load(self._draw.choice(("/", *page_files())))

    def fetch_preview(self) -> None:
        """The server's own decoding of a picture that is known."""
        self._ask(PREVIEW, f"/api/v1/images/{self._draw.choice(self._known)}/preview")

    def be_refused(self) -> None:
        """Ask for what there is not, or put in what is no picture."""
        begun = time.perf_counter()
        path, body, status = self._draw.choice(WRONG)
        answer = self._client.ask(path, body)
        if answer.status == status:
            self._outcomes.seconds[REFUSED].append(time.perf_counter() - begun)
        else:
            self._outcomes.note(REFUSED, answer, 0)

    def fetch_cached(self) -> None:
        """The embedding of a picture that is known."""
        self._ask(CACHED, self._known_embedding())

    def fetch_unchanged(self) -> None:
        """The same again, by somebody who has it already."""
        path = self._known_embedding()
        tag = self._tags.get(path)
        answer = self._ask(UNCHANGED if tag else CACHED, path, headers={"If-None-Match": tag or ""})
        if answer is not None:
            self._tags[path] = answer.headers["ETag"]

    def put_new(self) -> None:
        """A picture that nobody has seen, and then its embedding; patiently, if refused."""
        path = self._uploaded()
        if path and self._patiently(FIRST, lambda: self._ask(FIRST, path)):
            self._outcomes.count("answered")

    def put_new_and_leave(self) -> None:
        """The same, but hang up while the embedding is being made."""
        path = self._uploaded()
        if path:
            self._outcomes.count("left")
            self._leave(LEFT_EMBEDDING, path)

    def segment_everything(self) -> None:
        """Everything in a picture that is known, with settings that nobody had before."""
        self._ask(EVERYTHING, self._everything(), self._settings())

    def segment_everything_and_leave(self) -> None:
        """The same, but hang up after a while."""
        self._leave(LEFT_EVERYTHING, self._everything(), self._settings())

    def _load(self, path: str) -> None:
        tag = self._tags.get(path)
        answer = self._ask(PAGE, path, headers={"If-None-Match": tag} if tag else None)
        if answer is not None and "ETag" in answer.headers:
            self._tags[path] = answer.headers["ETag"]

    def _uploaded(self) -> str | None:
        """Put a new picture in; the address of its embedding."""
        file = with_comment(self._picture, secrets.token_hex(8))
        answer = self._patiently(UPLOAD, lambda: self._ask(UPLOAD, "/api/v1/images", file))
        if answer is None:
            return None
        self._outcomes.count("accepted")
        return str(json.loads(answer.body)["embedding"])

    def _known_embedding(self) -> str:
        return f"/api/v1/images/{self._draw.choice(self._known)}/embedding"

    def _everything(self) -> str:
        return f"/api/v1/images/{self._draw.choice(self._known)}/everything"

    def _settings(self) -> bytes:
        drawn = {"points_per_side": self._grid, "box_nms_thresh": self._draw.uniform(0.5, 0.9)}
        return json.dumps(drawn).encode()

    def _ask(
        self,
        kind: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer | None:
        """Ask and note what became of it; None where nobody answered or it was a fault."""
        begun = time.perf_counter()
        try:
            answer = self._client.ask(path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            self._outcomes.fail(kind, error)
            return None
        fine = self._outcomes.note(kind, answer, time.perf_counter() - begun)
        return answer if fine or answer.status in REFUSALS else None

    def _patiently(self, kind: str, ask: Callable[[], Answer | None]) -> Answer | None:
        """Ask again when the server says, as long as it says that it is busy."""
        for _ in range(TRIES):
            answer = ask()
            if answer is None or answer.status not in REFUSALS:
                return answer
            self._rest(float(answer.headers.get("Retry-After", "1")))
        self._outcomes.fail(kind, TimeoutError(f"refused {TRIES} times"))
        return None

    def _leave(self, kind: str, path: str, body: bytes | None = None) -> None:
        begun = time.perf_counter()
        try:
            self._client.hang_up(path, body, self._draw.uniform(0.1, 1.0))
        except (OSError, http.client.HTTPException) as error:
            self._outcomes.fail(kind, error)
        self._outcomes.seconds[kind].append(time.perf_counter() - begun)


def with_comment(jpeg: bytes, comment: str) -> bytes:
    """The same JPEG file with a comment in it, which makes it another file."""
    text = comment.encode()
    return jpeg[:2] + b"\xff\xfe" + (2 + len(text)).to_bytes(2, "big") + text + jpeg[2:]


def page_files() -> list[str]:
    """Addresses of the page's own scripts, styles and icons."""
    return [
        f"/static/{path.relative_to(ROOT / 'static').as_posix()}"
        for folder in ("js", "css", "img")
        for path in sorted((ROOT / "static" / folder).rglob("*"))
        if path.suffix in (".js", ".css", ".svg")
    ]


def gauge(client: Client, name: str) -> float:
    """A figure of the server's ``/metrics``.

    Raises:
        ValueError: there is none of that name.
    """
    text = client.ask("/metrics").body.decode()
    found = re.search(rf"^{name} (\S+)$", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"/metrics has no {name}.")
    return float(found[1])


def seconds_until_idle(client: Client, most: float) -> float | None:
    """How long it takes until nobody waits and no job runs; None if that is not so in time."""
    begun = time.monotonic()
    while (taken := time.monotonic() - begun) < most:
        busy = gauge(client, "segment_waiting") + gauge(client, "segment_jobs_running")
        if not busy:
            return taken
        time.sleep(0.1)
    return None
