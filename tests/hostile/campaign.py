"""Sending every kind of hostile file to a server, and holding each answer to what it has to be."""

from __future__ import annotations

import http.client
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.hostile import kinds
from tests.hostile.judge import Answer, Violation, judged, on_time
from tests.hostile.service import Service
from tests.hostile.upload import Upload

_EMBEDDED = 5
"""Of so many accepted pictures one is encoded too."""

_WARMING = 60
"""Inputs of each kind that come before memory is measured."""

_EMBEDDING_BYTES = 32 * 16 * 16 * 2


@dataclass(slots=True)
class Tally:
    """What became of the inputs of one kind.

    Attributes:
        refused: how many, by code.
        slowest: seconds of the slowest answer, previews included, and the input's number.
        violations: sentences, each with the input's number.
    """

    kind: str
    inputs: int = 0
    accepted: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, int] = (0.0, 0)
    violations: list[str] = field(default_factory=list)


def send_kind(
    service: Service, kind: str, seed: int, numbered: Iterable[tuple[int, Upload]], failed: Path
) -> Tally:
    """Send the inputs of a kind one after the other.

    Args:
        service: gets them.
        kind, seed: what the inputs are made from, to say which failed.
        numbered: the inputs.
        failed: a folder; inputs with a wrong answer are written into it.
    """
    tally = Tally(kind)
    for number, upload in numbered:
        tally.inputs += 1

        def ask(*request: object, number: int = number) -> Answer:
            answer = service.ask(*request)  # type: ignore[arg-type]
            tally.slowest = max(tally.slowest, (answer.seconds, number))
            return answer

        try:
            _send(ask, upload, tally)
        except (Violation, OSError, http.client.HTTPException) as error:
            tally.violations.append(f"{kind} {number}: {error or type(error).__name__}")
            _save(failed / f"{kind}-{seed}-{number}", upload)
            if service.process.poll() is not None:
                raise SystemExit(f"The server died of {kind} {number} of seed {seed}.") from error
    return tally


def _send(ask: Callable[..., Answer], upload: Upload, tally: Tally) -> None:
    headers, body = upload.request()
    found = judged(ask("POST", "/api/v1/images", body, headers))
    if "error" in found:
        tally.refused[found["error"]["code"]] += 1
        return
    tally.accepted += 1
    place = f"/api/v1/images/{found['id']}"
    preview = ask("GET", f"{place}/preview")
    on_time(preview)
    if preview.status != 200 or not preview.body.startswith(b"\x89PNG"):
        raise Violation(f"accepted, and its preview is {preview.status} {preview.body[:200]!r}")
    if tally.accepted % _EMBEDDED == 0:
        embedding = ask("GET", f"{place}/embedding")
        on_time(embedding)
        if (embedding.status, len(embedding.body)) != (200, _EMBEDDING_BYTES):
            raise Violation(f"its embedding is {embedding.status} {embedding.body[:200]!r}")


def _save(path: Path, upload: Upload) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(upload.data)
    told = {"content_type": upload.content_type, "file_name": repr(upload.file_name)}
    path.with_name(f"{path.name}.json").write_text(json.dumps(told))


def warm_up(service: Service, seed: int, failed: Path) -> list[str]:
    """Have every decoder, cache and thread in memory, and all caches full, before measuring.

    The caches fill with what is looked at and encoded, so that each kind is sent as it will be.

    Returns:
        What was answered wrongly.
    """
    other = seed + 1_000_003
    return [
        sentence
        for kind in kinds.KINDS
        for sentence in send_kind(
            service, kind, other, kinds.distinct(kind, other, _WARMING), failed
        ).violations
    ]
