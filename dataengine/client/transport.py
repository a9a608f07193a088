"""Requests with patience: what fails for a moment is asked again, and a write is done once."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from email.message import Message
from typing import Any

_AGAIN = frozenset({429, 502, 503, 504})
"""Statuses after which the same request may go well."""

_LONGEST_S = 30.0


class RequestError(Exception):
    """The server refused, or did not answer.

    Attributes:
        status: HTTP status; 0 where there was no answer.
        code: for programs, as "conflict"; "unreachable" where there was no answer.
        answer: the JSON of the answer: of a conflict both versions.
    """

    def __init__(self, status: int, code: str, message: str, answer: Any = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.answer = answer


class Transport:
    """Asks one server.

    Args:
        server: its address, as http://127.0.0.1:8000.
        token: the access token, if it has one.
        tries: how often a request is sent at most.
        timeout: seconds without a byte after which a try has failed.
        rest: waits so many seconds.
    """

    def __init__(
        self,
        server: str,
        token: str | None = None,
        tries: int = 6,
        timeout: float = 60,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        self._server = server.rstrip("/")
        self._token = token
        self._tries = tries
        self._timeout = timeout
        self._rest = rest

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """The JSON of the answer; None where it has no body.

        Args:
            path: below ``/api/v1``, with its query.
            body: bytes as they are, or what is to be JSON; None for no body.

        Raises:
            RequestError: the server refuses it, or does not answer in as many tries.
        """
        named = dict(headers or {})
        if method != "GET":
            # The same in every try: what was done already is answered, and not done again.
            named.setdefault("Idempotency-Key", str(uuid.uuid4()))
        for number in range(self._tries):
            try:
                with self.open(method, path, body, named) as response:
                    text = response.read()
                return json.loads(text) if text else None
            except RequestError as error:
                last = number == self._tries - 1
                if last or not (error.status == 0 or error.status in _AGAIN):
                    raise
                self._rest(self._pause(error, number))
        raise AssertionError("The last try raises.")

    def open(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> AbstractContextManager[http.client.HTTPResponse]:
        """One try: the answer, to be read by lines or whole, and closed.

        Raises:
            RequestError: the server refuses it, or does not answer.
        """
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self._server}/api/v1{path}", data=data, method=method, headers=dict(headers or {})
        )
        if data is not None:
            kind = "application/octet-stream" if data is body else "application/json"
            request.add_header("Content-Type", kind)
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        try:
            answer: http.client.HTTPResponse = urllib.request.urlopen(
                request, timeout=self._timeout
            )
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(error.code, error.read(), error.headers) from None
        except (OSError, http.client.HTTPException) as error:
            raise unreachable(self._server, error) from None
        return answer

    def rest(self, seconds: float) -> None:
        """Wait."""
        self._rest(seconds)

    @staticmethod
    def _pause(error: RequestError, number: int) -> float:
        asked = error.answer.get("retry_after") if isinstance(error.answer, dict) else None
        pause = float(asked) if asked else 0.2 * 2**number
        return min(pause, _LONGEST_S)


def unreachable(server: str, error: Exception) -> RequestError:
    """That there was no answer, or not all of it."""
    reason = getattr(error, "reason", error)
    return RequestError(0, "unreachable", f"{server} does not answer ({reason}).")


def _refused(status: int, text: bytes, headers: Message) -> RequestError:
    try:
        answer = json.loads(text)
        code, message = answer["error"]["code"], answer["error"]["message"]
    except (ValueError, KeyError, TypeError):  # of a proxy
        answer, code, message = {}, "unreadable", f"The answer is {status}, without a reason."
    if headers.get("Retry-After", "").isdecimal():
        answer["retry_after"] = int(headers["Retry-After"])
    return RequestError(status, code, message, answer)
