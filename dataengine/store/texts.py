"""What short texts may be: names of people, projects and labels, and longer ones."""

from __future__ import annotations

import re
import unicodedata
import uuid

from dataengine.errors import InvalidError, shown

MOST_NAME, MOST_TEXT = 100, 20_000
"""Characters of a name, and of a guideline or comment."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def name_of(text: str, whose: str) -> str:
    """A name as it is kept: composed, without spaces around it.

    Raises:
        InvalidError: it is empty, too long, or has characters that nobody sees.
    """
    name = unicodedata.normalize("NFC", text).strip()
    if not name or len(name) > MOST_NAME or any(unicodedata.category(c)[0] == "C" for c in name):
        raise InvalidError(
            "invalid_request",
            f"The name of the {whose} is {shown(text)}; expected 1 to {MOST_NAME} characters, all "
            "of which can be seen.",
        )
    return name


def text_of(text: str, whose: str) -> str:
    """A longer text as it is kept.

    Raises:
        InvalidError: it is too long, or no database holds it.
    """
    if len(text) > MOST_TEXT or "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise InvalidError(
            "invalid_request",
            f"The {whose} has {len(text):,} characters; expected {MOST_TEXT:,} at most, without "
            "NUL and half surrogate pairs.",
        )
    return text


def new_id() -> str:
    """A UUID."""
    return str(uuid.uuid4())


def is_uuid(text: str) -> bool:
    """Whether this is a UUID in lower case."""
    return _UUID.fullmatch(text) is not None
