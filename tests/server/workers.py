"""A client of a server that keeps projects, for tests."""

from __future__ import annotations

import itertools
import uuid
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.dataengine.made import record
from tests.sam.images.pictures import encoded, quarters

_NAMES = itertools.count()


def picture(number: int = 0) -> bytes:
    """A PNG of 20x10 pixels, another one for each number."""
    rgb = quarters(20, 10).copy()
    rgb[0, 0] = number % 256, number // 256, 7
    return encoded(rgb, "PNG")


class Worker:
    """Somebody who works by the API.

    Args:
        client: asks.
        name: theirs.
    """

    def __init__(self, client: FlaskClient, name: str) -> None:
        self.client = client
        body = client.post("/api/v1/people", json={"name": name}).json
        assert body is not None
        self.id = str(body["id"])
        self.headers = {"Person": self.id}

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        """Ask for something under ``/api/v1``; in names of headers _ stands for -."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        json = {} if body is None else {"json": body}
        return self.client.open(
            f"/api/v1{path}",
            method=method,
            headers=self.headers | named,
            buffered=True,
            **json,
        )

    def done(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The same, which has to go well; the answer's JSON."""
        response = self.send(method, path, body, **headers)
        assert response.status_code in (200, 201), response.text
        return response.json

    def project(self, *labels: str) -> str:
        """The path of a new project."""
        new = {"name": f"P{next(_NAMES)}", "labels": [{"name": each} for each in labels]}
        return f"/projects/{self.done('POST', '/projects', new)['id']}"

    def add(self, project: str, data: bytes, name: str = "a.png") -> str:
        """The path of a picture that is added to a project."""
        response = self.client.post(
            f"/api/v1{project}/pictures?file_name={name}", data=data, headers=self.headers
        )
        assert response.status_code in (200, 201), response.text
        assert response.json is not None
        return f"{project}/pictures/{response.json['id']}"

    def keep(self, of_picture: str, label: str = "cell") -> tuple[str, str]:
        """Keep a new annotation; its path, and its revision."""
        name, revision = str(uuid.uuid4()), f"page.{uuid.uuid4()}"
        path = f"{of_picture}/annotations/{name}"
        content = {"revision": revision, "record": record(name, label)}
        self.done("PUT", path, content, If_None_Match="*")
        return path, revision


def code(response: TestResponse) -> tuple[int, str]:
    """Status and code of a refusal."""
    assert response.json is not None
    return response.status_code, str(response.json["error"]["code"])
