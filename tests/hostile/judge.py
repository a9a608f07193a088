"""What every answer to a hostile file has to be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sam.images.errors import ACCEPTED, SAVE_AGAIN

SECONDS = 10.0
"""Within which each answer has to be there."""

REFUSALS = {
    "damaged_image": 422,
    "image_too_large": 413,
    "unsupported_image": 415,
    "missing_file": 400,  # the name broke the form's header
}
"""How a file is refused, by code."""

_SAVED = f"{SAVE_AGAIN.removeprefix('save it as ')}."

_SAYS: dict[str, tuple[str, str | tuple[str, ...]]] = {
    "damaged_image": ("Found a", f"a complete {ACCEPTED} picture is accepted."),
    "image_too_large": ("The picture", "are accepted."),
    "unsupported_image": ("Found", (f"a {ACCEPTED} picture is accepted.", _SAVED)),
    "missing_file": ("The form has no file", "or as the request's body."),
}
"""How a refusal's sentence begins, and how it ends: what was found, and what is accepted or would
help."""

_LONGEST_SENTENCE = 400


class Violation(Exception):
    """An answer that must not be."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said, and after how many seconds."""

    status: int
    body: bytes
    seconds: float


def judged(answer: Answer) -> dict[str, Any]:
    """The body of an answer to ``POST /api/v1/images``: a picture, or ``error``.

    Raises:
        Violation: it is neither as it has to be, or came too late.
    """
    on_time(answer)
    try:
        body = json.loads(answer.body)
    except ValueError:
        raise Violation(f"{answer.status} with no JSON: {answer.body[:80]!r}") from None
    if answer.status in (200, 201):
        if not (body["width"] >= 1 and body["height"] >= 1 and len(body["id"]) == 64):
            raise Violation(f"accepted as {body}")
        return dict(body)
    error = body.get("error", {})
    code, message = error.get("code"), str(error.get("message"))
    begins, ends = _SAYS.get(str(code), ("", ""))
    if REFUSALS.get(code) != answer.status or error.get("status") != answer.status:
        raise Violation(f"refused with {answer.status} {code}: {message}")
    if not (message.startswith(begins) and message.endswith(ends)):
        raise Violation(f"says neither what was found nor what is accepted: {message}")
    if len(message) > _LONGEST_SENTENCE or not message.isprintable():
        raise Violation(f"a sentence of {len(message)} characters: {message!r}")
    return dict(body)


def on_time(answer: Answer) -> None:
    """Raises Violation where an answer took too long."""
    if answer.seconds > SECONDS:
        raise Violation(f"answered after {answer.seconds:.1f} s; expected {SECONDS:.0f} s at most")
