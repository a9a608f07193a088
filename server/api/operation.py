"""An operation of the API: all that there is to say of it, and the route that answers it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from flask import Blueprint
from pydantic import BaseModel

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """What an address or a header of a request holds.

    Attributes:
        schema: JSON Schema of its value.
    """

    name: str
    place: Literal["path", "query", "header"]
    description: str
    schema: Mapping[str, Any]
    example: str | None = None


@dataclass(frozen=True)
class Body:
    """What a request carries.

    Attributes:
        json: its type, where it is JSON.
        media: schemas by media type, where it is not.
    """

    description: str | None = None
    json: type[BaseModel] | None = None
    media: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    required: bool = False


@dataclass(frozen=True)
class Answer:
    """A good answer; without ``json``, ``events`` and ``media`` it has no body.

    Attributes:
        json: type of the body, dict for any object.
        events: type of each line of a stream of JSON.
        media: media types of other bodies.
        typed: by media type of a stream, the type of each of its lines or events.
        headers: names of those that it has beside the ones of every answer.
    """

    description: str
    json: type[BaseModel] | type[dict[str, Any]] | None = None
    events: type[BaseModel] | None = None
    media: tuple[str, ...] = ()
    typed: Mapping[str, type[BaseModel]] = field(default_factory=dict)
    headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """An error that several operations may answer with.

    Attributes:
        name: of its description.
        samples: by each code, a sentence that may come with it.
        headers: as of an answer.
        json: its type, where there is more in it than the error.
    """

    name: str
    status: int
    description: str
    samples: Mapping[str, str]
    headers: tuple[str, ...] = ()
    json: type[BaseModel] | None = None


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One of the API's.

    Attributes:
        path: with parameters in braces, as OpenAPI has them.
        tag: the part of the documentation that it stands in.
        description: Markdown; lines of a paragraph are joined.
        answers: good ones, by status.
        refusals: those that not every operation has.
        shell, python: examples, which the tests run one after the other.
    """

    id: str
    method: Literal["get", "post", "put", "patch", "delete"]
    path: str
    tag: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    answers: Mapping[int, Answer]
    refusals: tuple[Refusal, ...] = ()
    shell: str
    python: str

    def route(self, routes: Blueprint) -> Callable[[View], View]:
        """Decorates the view that answers it; parameters in the path are its arguments."""
        return routes.route(re.sub(r"{(\w+)}", r"<\1>", self.path), methods=[self.method.upper()])
