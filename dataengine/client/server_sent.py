"""Server-sent events, as the HTML standard has them, out of the lines of an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerSent:
    """What stands between two empty lines.

    Attributes:
        id: names the place in the stream; empty where nothing is said of it.
        event: its kind; empty for none.
        data: its text; empty where it only names the place, or says when to come back.
        retry: seconds after which to come back; None where nothing is said of it.
    """

    id: str = ""
    event: str = ""
    data: str = ""
    retry: float | None = None


def events_of(lines: Iterable[bytes]) -> Iterator[ServerSent]:
    """The events of a stream; one that is cut off is none."""
    fields: dict[str, list[str]] = {}
    for raw in lines:
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        if not line:
            if fields:
                yield _event(fields)
            fields = {}
            continue
        name, _, value = line.partition(":")
        if name:  # a line that begins with a colon says that the connection lives
            fields.setdefault(name, []).append(value.removeprefix(" "))


def _event(fields: dict[str, list[str]]) -> ServerSent:
    retry = fields.get("retry", [""])[-1]
    return ServerSent(
        fields.get("id", [""])[-1],
        fields.get("event", [""])[-1],
        "\n".join(fields.get("data", [])),
        int(retry) / 1000 if retry.isdecimal() else None,
    )
