"""``server/openapi.json``: the description of the API, made of its operations (``server/api``)."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

import sam
from server.api import (
    annotation_files,
    comments,
    data_sets,
    everything,
    find,
    folder,
    gallery,
    gold,
    images,
    listening,
    memory,
    model,
    people,
    prefill,
    project_annotations,
    project_pictures,
    project_refusals,
    projects,
    queue_order,
    refusals,
    rounds,
    similar,
    timings,
    work,
)
from server.api.headers import EVERYWHERE, HEADERS
from server.api.message import Error
from server.api.operation import Answer, Body, Operation, Parameter, Refusal

_REF = "#/components/schemas/{model}"
_STREAM = "application/x-ndjson"
_EXAMPLES = json.loads((Path(__file__).parent / "examples.json").read_text(encoding="utf-8"))
"""By the name of the type."""

_ABOUT = """
A picture is put in once and encoded once. The mask decoder runs where the prompts are, in the page
or in a script, on the embedding this API answers.

Everything is under `/api/v1`. Pictures travel as their files' bytes, embeddings as raw
little-endian numbers described by headers, everything else as JSON. A picture's id is the SHA-256
of its file, so putting the same file in again is cheap and gives the same id. Pictures are kept up
to a bound, across restarts too, and the ones used longest ago are dropped first: a `404
image_not_found` for an id that once worked means that the picture must be put in again.
"""

_SHELL = """
server=http://127.0.0.1:8000
"""

_PYTHON = """
import json
import urllib.request

server = "http://127.0.0.1:8000"


def get_json(path):
    with urllib.request.urlopen(server + path) as response:
        return json.load(response)
"""

_TAGS = {
    "Images": (
        "Put pictures in, get their embeddings, segment everything in them, and find the rest like "
        "some objects."
    ),
    "Annotations": "Files of annotations that other tools have written.",
    "Gallery": "Photographs to try.",
    "Model": "What is running here.",
    "People": "Who works on projects, and what they may do.",
    "Projects": (
        "Pictures that several people annotate for one purpose. What is written here is on the "
        "disk when the answer comes; every change needs the header `Person`. See "
        "[projects.md](projects.md)."
    ),
    "Project pictures": "Adding them, and the pages of a grid.",
    "Project annotations": (
        "Each has revisions, which clients name: what follows another revision than the one that "
        "is kept is refused, and nothing is overwritten."
    ),
    "Work": "Whose turn it is, and how far a picture is.",
    "Data sets": "Of other tools' kinds, out of a project and into it.",
    "Learning": (
        "Rounds of fine-tuning the mask decoder on a project's accepted pictures, and which "
        "decoder its pages use."
    ),
    "Suggestions": (
        "Masks that a task suggests for pictures which nobody has begun, until people decide on "
        "them. See [prefill.md](prefill.md)."
    ),
    "Gold pictures": (
        "Known answers that are mixed in unseen, and how people did on them. No answer to an "
        "annotator, nor to a guest, who reads without the header `Person`, tells a gold picture "
        "from another."
    ),
    "Memory": (
        "Which of a click's masks comes first in a project, learnt from what is kept there. See "
        "[learning.md](learning.md)."
    ),
}

_TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": (
        "The access token, where the server has one; a browser is given a cookie instead."
    ),
}


def operations() -> list[Operation]:
    """All of the API's, in the order of the documentation."""
    modules = (
        *(images, folder, everything, similar, find, annotation_files, gallery, model),
        *(people, projects, project_pictures, project_annotations, work),
        *(comments, timings, listening, queue_order, data_sets, gold, memory),
        *(rounds, prefill),
    )
    return [
        found
        for module in modules
        for found in vars(module).values()
        if isinstance(found, Operation)
    ]


def api_description() -> dict[str, Any]:
    """The API as OpenAPI 3.1 describes it."""
    every = operations()
    schemas, components = _schemas(every)
    paths: dict[str, Any] = {}
    for each in every:
        path = paths.setdefault(each.path, {})
        placed = [_parameter(one) for one in each.parameters if one.place == "path"]
        if placed:
            path["parameters"] = placed
        path[each.method] = _operation(each, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Segment Studio",
            "version": sam.__version__,
            "summary": (
                "Pictures in, embeddings and masks out: the parts of Segment Anything that need a "
                "server."
            ),
            "description": _prose(_ABOUT),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "x-codeSamples": _samples(_SHELL, _PYTHON),
        },
        "servers": [{"url": "http://127.0.0.1:8000", "description": "Where `make run` serves."}],
        "tags": [{"name": name, "description": words} for name, words in _TAGS.items()],
        "paths": paths,
        "components": {
            "headers": dict(HEADERS),
            "schemas": components,
            "responses": {
                each.name: _refusal(each, schemas)
                for module in (refusals, project_refusals)
                for each in vars(module).values()
                if isinstance(each, Refusal)
            },
            "securitySchemes": {"token": _TOKEN},
        },
        "security": [{}, {"token": []}],
    }


def _operation(operation: Operation, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": _prose(operation.description),
    }
    others = [_parameter(each) for each in operation.parameters if each.place != "path"]
    if others:
        described["parameters"] = others
    if operation.body:
        described["requestBody"] = _body(operation.body, schemas)
    described["responses"] = {
        str(status): _answer(each, schemas) for status, each in operation.answers.items()
    } | {str(each.status): _named(each) for each in _refusals(operation)}
    described["x-codeSamples"] = _samples(operation.shell, operation.python)
    return described


def _refusals(operation: Operation) -> Iterator[Refusal]:
    """Its own, then those that every operation may have."""
    yield from operation.refusals
    own = {each.status for each in operation.refusals}
    for each in (refusals.INTERNAL, *refusals.ANYWHERE):
        if each.status not in own:
            yield each


def _parameter(parameter: Parameter) -> dict[str, Any]:
    described = {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.place == "path",
        "description": parameter.description,
        "schema": dict(parameter.schema),
    }
    return described if parameter.example is None else described | {"example": parameter.example}


def _body(body: Body, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    described: dict[str, Any] = {"required": body.required}
    if body.description:
        described["description"] = body.description
    content: dict[str, Any] = {kind: {"schema": each} for kind, each in body.media.items()}
    if body.json:
        content["application/json"] = _typed(body.json, schemas)
    return described | {"content": content}


def _answer(answer: Answer, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    content: dict[str, Any] = {
        kind: {"schema": {"type": "string", "contentMediaType": kind}} for kind in answer.media
    }
    if answer.json is dict:
        content["application/json"] = {"schema": {"type": "object"}}
    elif answer.json:
        content["application/json"] = _typed(answer.json, schemas)
    for kind, line in answer.typed.items():
        content[kind] = _typed(line, schemas)
    if answer.events:
        samples = {
            name: {"value": value} for name, value in _EXAMPLES[answer.events.__name__].items()
        }
        content[_STREAM] = {"schema": schemas[answer.events], "examples": samples}
    described = {"description": answer.description, "headers": _headers(answer.headers)}
    return described | ({"content": content} if content else {})


def _typed(kind: type, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    return {"schema": schemas[kind], "example": _EXAMPLES[kind.__name__]}


def _refusal(refusal: Refusal, schemas: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    more = _EXAMPLES[refusal.json.__name__] if refusal.json else {}
    samples = {
        code: {
            "value": {"error": {"code": code, "message": message, "status": refusal.status}} | more
        }
        for code, message in refusal.samples.items()
    }
    return {
        "description": refusal.description,
        "headers": _headers(refusal.headers),
        "content": {
            "application/json": {"schema": schemas[refusal.json or Error]} | {"examples": samples}
        },
    }


def _named(refusal: Refusal) -> dict[str, str]:
    return {"$ref": f"#/components/responses/{refusal.name}"}


def _headers(names: Iterable[str]) -> dict[str, dict[str, str]]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in (*names, *EVERYWHERE)}


def _schemas(
    every: Iterable[Operation],
) -> tuple[dict[Any, dict[str, Any]], dict[str, Any]]:
    """By each type that stands in an operation its schema, and all that these refer to."""
    requests = [each.body.json for each in every if each.body and each.body.json]
    answers = [answer for each in every for answer in each.answers.values()]
    kinds = [kind for each in answers for kind in (each.json, each.events, *each.typed.values())]
    kinds += [refusal.json for each in every for refusal in each.refusals]
    wanted: list[tuple[Any, JsonSchemaMode]] = [
        (kind, "validation") for kind in dict.fromkeys(requests)
    ]
    for kind in dict.fromkeys([*kinds, Error]):
        if kind and kind is not dict:
            wanted.append((kind, "serialization"))
    found, definitions = TypeAdapter.json_schemas(
        [(kind, mode, TypeAdapter(kind)) for kind, mode in wanted],
        ref_template=_REF,
    )
    return {kind: found[kind, mode] for kind, mode in wanted}, _tidied(definitions["$defs"])


def _tidied(schema: Any) -> Any:
    """Without what says nothing (titles that repeat a name, that more fields may be there), and
    with descriptions as prose."""
    if isinstance(schema, list):
        return [_tidied(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    tidied = {
        key: _tidied(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "additionalProperties" and value is True)
    }
    words = tidied.get("description")
    return tidied | ({"description": _prose(words)} if isinstance(words, str) else {})


def _samples(shell: str, python: str) -> list[dict[str, str]]:
    sources = {"Shell": shell, "Python": python}
    return [
        {"lang": language, "source": textwrap.dedent(source).strip()}
        for language, source in sources.items()
    ]


def _prose(text: str) -> str:
    """Markdown whose paragraphs are one line each."""
    paragraphs = textwrap.dedent(text).strip().split("\n\n")
    return "\n\n".join(" ".join(each.split()) for each in paragraphs)
