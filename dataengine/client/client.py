"""``Client``: a server's projects as methods."""

from __future__ import annotations

import hashlib
import http.client
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from dataengine.client.server_sent import events_of
from dataengine.client.suggesting import Suggesting
from dataengine.client.transport import RequestError, Transport, unreachable

Json = dict[str, Any]

_PORTION = 500


class Client(Suggesting):
    """One person's way to a server's projects.

    Args:
        server: its address, as http://127.0.0.1:8000.
        person: who works: a name, made where nobody has it.
        token: the server's access token, if it has one.
        person_token: the person's own token, if they have one.
        transport: asks; None for one of its own.

    Raises:
        RequestError: the server does not answer, or lets nobody in with this token.
    """

    def __init__(
        self,
        server: str,
        person: str,
        token: str | None = None,
        person_token: str | None = None,
        transport: Transport | None = None,
    ) -> None:
        self._server = server
        self._transport = transport or Transport(server, token)
        self.person: Json = self._transport.send("POST", "/people", {"name": person})
        self._headers = {"Person": str(self.person["id"])}
        if person_token:
            self._headers["Person-Token"] = person_token

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Any operation of the API: the JSON of its answer.

        Args:
            path: below ``/api/v1``.
            headers: more of them, with _ for -, as ``If_Match='"page.17"'``.

        Raises:
            RequestError: it is refused.
        """
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._transport.send(method, path, body, self._headers | named)

    def projects(self) -> list[Json]:
        """All projects, with how far they are."""
        found: list[Json] = self.send("GET", "/projects")["projects"]
        return found

    def make_project(
        self, name: str, labels: Iterable[str | Json] = (), guideline: str = ""
    ) -> Json:
        """Make a project.

        Args:
            labels: names, or objects with name, colour and key.
        """
        wanted = [{"name": each} if isinstance(each, str) else each for each in labels]
        new = {"name": name, "labels": wanted, "guideline": guideline}
        made: Json = self.send("POST", "/projects", new)
        return made

    def remove_project(self, project_id: str, name: str) -> Json:
        """Remove a project for good, which was put away before.

        Args:
            name: the project's, so that it is this one that is meant.

        Returns:
            What was removed: ``name``, ``pictures``, ``objects``.
        """
        query = urlencode({"name": name})
        removed: Json = self.send("DELETE", f"/projects/{project_id}?{query}")
        return removed

    def remove_picture(self, project_id: str, picture_id: str) -> Json:
        """Remove a picture from a project for good, with all its annotations."""
        removed: Json = self.send("DELETE", f"/projects/{project_id}/pictures/{picture_id}")
        return removed

    def add_picture(
        self, project_id: str, picture: bytes | Path | str, file_name: str = "", group: str = ""
    ) -> Json:
        """Add a picture: the file's bytes, or where it lies."""
        if not isinstance(picture, bytes):
            path = Path(picture)
            picture, file_name = path.read_bytes(), file_name or path.name
        query = urlencode({"file_name": file_name, "group": group})
        added: Json = self.send("POST", f"/projects/{project_id}/pictures?{query}", picture)
        return added

    def add_pictures(
        self,
        project_id: str,
        paths: Iterable[Path | str],
        done: Callable[[Path, str], None] | None = None,
    ) -> list[str]:
        """Add many files; what the server has already is not sent again.

        Args:
            done: is given each file and the id of its picture once it is in the project.

        Returns:
            The ids of the pictures, in the order of the files.

        Raises:
            RequestError: one is refused; those before it are in the project.
        """
        ids: list[str] = []
        portion: list[tuple[Path, str]] = []
        files = [Path(each) for each in paths]
        for number, path in enumerate(files, 1):
            with path.open("rb") as file:
                portion.append((path, hashlib.file_digest(file, "sha256").hexdigest()))
            if len(portion) == _PORTION or number == len(files):
                for each, name in self._add(project_id, portion):
                    ids.append(name)
                    if done is not None:
                        done(each, name)
                portion = []
        return ids

    def _add(
        self, project_id: str, portion: Sequence[tuple[Path, str]]
    ) -> Iterator[tuple[Path, str]]:
        wanted = [{"id": name, "file_name": path.name} for path, name in portion]
        known = self.send("POST", f"/projects/{project_id}/known", {"pictures": wanted})
        missing = set(known["missing"])
        for path, name in portion:
            if name in missing:
                self.add_picture(project_id, path)
            yield path, name

    def pictures(self, project_id: str, **conditions: str) -> Iterator[Json]:
        """A project's pictures; conditions as ``state="new"`` or ``search="scan"``."""
        cursor: str | None = ""
        while cursor is not None:
            query = urlencode({**conditions, **({"cursor": cursor} if cursor else {})})
            page = self.send("GET", f"/projects/{project_id}/pictures?{query}")
            yield from page["pictures"]
            cursor = page["next"]

    def document(self, project_id: str, picture_id: str) -> Json:
        """A picture's annotations, each with its revision."""
        found: Json = self.send("GET", f"/projects/{project_id}/pictures/{picture_id}/annotations")
        return found

    def save(self, project_id: str, picture_id: str, changes: Sequence[Json]) -> Json:
        """Save changes of a picture's annotations; what is in conflict is in the answer."""
        path = f"/projects/{project_id}/pictures/{picture_id}/annotations"
        saved: Json = self.send("POST", path, {"changes": list(changes)})
        return saved

    def similar(
        self,
        picture_id: str,
        exemplars: Sequence[Json],
        others: Sequence[Json] = (),
        preset: str = "fast",
    ) -> Json:
        """What is suggested of a picture from one to four objects of it.

        Args:
            exemplars: annotations of the picture, as ``document`` has their records, or RLEs.
            others: what is not to be suggested: annotations or RLEs.
            preset: how thoroughly candidates are looked for.

        Returns:
            ``suggestions``, the likeliest first, each with ``segmentation`` and ``score``; and
            the ``line`` from which score on they should be looked at. None above it is an answer.

        Raises:
            RequestError: it is refused, fails on the way, or the connection ends before its end.
        """
        named = {"exemplars": _masks(exemplars), "others": _masks(others), "preset": preset}
        path = f"/images/{picture_id}/similar"
        suggestions: list[Json] = []
        try:
            with self._transport.open("POST", path, named, self._headers) as lines:
                for text in lines:
                    event = json.loads(text)
                    kind = event.pop("event")
                    if kind == "suggestion":
                        suggestions.append(event)
                    elif kind == "error":
                        error = event["error"]
                        raise RequestError(error["status"], error["code"], error["message"], event)
                    elif kind == "summary":
                        return {**event, "suggestions": suggestions}
        except (OSError, http.client.HTTPException) as error:
            raise unreachable(self._server, error) from None
        raise unreachable(self._server, ConnectionError("the answer ended before its last line"))

    def act(self, project_id: str, picture_id: str, action: str, **more: Any) -> Json:
        """Submit, skip, accept or return a picture; more as ``comment="..."``."""
        path = f"/projects/{project_id}/pictures/{picture_id}/actions"
        found: Json = self.send("POST", path, {"action": action, **more})
        return found

    def next_picture(
        self, project_id: str, stage: str = "annotate", without: Sequence[str] = ()
    ) -> Json | None:
        """The next picture, this person's for a while; None where there is nothing to do."""
        asked = {"stage": stage, "without": list(without)}
        found: Json | None = self.send("POST", f"/projects/{project_id}/next", asked)["picture"]
        return found

    def queue_order(self, project_id: str) -> Json:
        """In which order a project's pictures are given (``order``), how far it is computed
        (``task``), and how many wait (``waiting``) and have no place yet (``without``)."""
        found: Json = self.send("GET", f"/projects/{project_id}/order")
        return found

    def order_queue(self, project_id: str, order: str) -> Json:
        """Choose in which order a project's pictures are given, as a lead.

        Args:
            order: ``given``, ``diverse`` or ``unsure``; the one that it has is computed anew.

        Returns:
            As :meth:`queue_order`; it is computed by and by.
        """
        found: Json = self.send("PUT", f"/projects/{project_id}/order", {"order": order})
        return found

    def annotations(self, project_id: str, state: str = "all") -> Iterator[Json]:
        """Every picture with its records, one after the other as they arrive.

        Raises:
            RequestError: it is refused, or the connection ends before the last of them.
        """
        path = f"/projects/{project_id}/annotations?state={quote(state)}"
        with self._transport.open("GET", path, headers=self._headers) as lines:
            try:
                for line in lines:
                    yield json.loads(line)
            except (OSError, http.client.HTTPException) as error:
                raise unreachable(self._server, error) from None

    def events(self, project_id: str, after: int | None = None) -> Iterator[Json]:
        """What happens in a project, as it happens. Where the connection ends it goes on, and
        nothing is missed.

        Args:
            after: the number of the last event that is known; 0 begins with the first, None with
                what happens from now on.

        Raises:
            RequestError: it is refused; a server that is away is waited for.
        """
        path = f"/projects/{project_id}/events"
        known = None if after is None else str(after)
        while True:
            last = {} if known is None else {"Last-Event-ID": known}
            headers = self._headers | last
            query = "?after=0" if known == "0" else ""
            pause = 1.0
            try:
                with self._transport.open("GET", path + query, headers=headers) as lines:
                    for found in events_of(lines):
                        known = found.id or known
                        pause = found.retry or pause
                        if found.data:
                            yield json.loads(found.data)
            except RequestError as error:
                if error.status not in (0, 429, 502, 503, 504):
                    raise
            except (OSError, http.client.HTTPException):
                pass  # the connection ended; what was heard is known
            self._transport.rest(pause)


def _masks(given: Sequence[Json]) -> list[Json]:
    """RLEs, of annotations or as they are."""
    return [each.get("segmentation", each) for each in given]
