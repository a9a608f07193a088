"""docs/api.md, made from the OpenAPI file and the settings.

``python -m docs.api`` writes it, ``python -m docs.api --check`` compares.

The examples in it are run by the tests, in the order in which they stand there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from server.settings import Settings, default_words, flag, variable
from studio.settings import ROOT

SOURCE = ROOT / "server" / "openapi.json"
TARGET = ROOT / "docs" / "api.md"

EVENTS = "application/x-ndjson"
"""The type of a stream of events."""

SERVER_SENT = "text/event-stream"
"""The type of a stream that browsers listen to."""

_LANGUAGES = {"Shell": "sh", "Python": "python"}
_EVERYWHERE = {
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Embedder-Policy",
    "Cross-Origin-Resource-Policy",
    "X-Content-Type-Options",
    "Cache-Control",
    "Content-Security-Policy",
    "Referrer-Policy",
    "X-Request-Id",
}
"""Headers of every answer; listed once."""

_ANYWHERE = frozenset(
    f"#/components/responses/{name}"
    for name in ("TokenRequired", "CrossSite", "UnknownHost", "TooManyRequests")
)
"""What any request may be answered with; said once."""


def render(api: dict[str, Any]) -> str:
    """The document for an OpenAPI description."""
    return "\n".join(_lines(api)).rstrip() + "\n"


def _lines(api: dict[str, Any]) -> Iterator[str]:
    info = api["info"]
    yield f"# {info['title']}: the API"
    yield ""
    yield "<!-- Made by `python -m schemas` of server/api/ and the settings; change it there. -->"
    yield ""
    yield info["summary"]
    yield ""
    yield info["description"]
    yield ""
    yield (
        "The examples below continue one another. They expect a `photo.jpg` in the current folder; "
        "the Python ones need nothing but Python, and numpy for the embedding."
    )
    yield ""
    yield from _examples(info)
    yield from _errors(api)
    for tag in api["tags"]:
        yield f"## {tag['name']}"
        yield ""
        yield tag["description"]
        yield ""
        for path, methods in api["paths"].items():
            for method in ("get", "post", "put", "patch", "delete"):
                if tag["name"] in methods.get(method, {}).get("tags", ()):
                    yield from _operation(api, path, method, methods)
    yield from _settings()


def _settings() -> Iterator[str]:
    yield "## The server's settings"
    yield ""
    yield (
        "`python -m server` takes each as a flag or as an environment variable; the flag wins. "
        "Sizes are bytes, or a number with KB, MB or GB, powers of 1000."
    )
    yield ""
    rows = [
        (f"`{flag(s.name)}`", f"`{variable(s.name)}`", default_words(s), s.metadata["help"])
        for s in fields(Settings)
    ]
    yield from _table(("Flag", "Variable", "Default", "Meaning"), rows)


def _operation(
    api: dict[str, Any], path: str, method: str, methods: dict[str, Any]
) -> Iterator[str]:
    operation = methods[method]
    yield f"### {operation['summary']}"
    yield ""
    yield f"`{method.upper()} {path}`"
    yield ""
    yield operation["description"]
    yield ""
    parameters = [*methods.get("parameters", ()), *operation.get("parameters", ())]
    if parameters:
        rows = [(f"`{p['name']}`", p["in"], _with_values(p)) for p in parameters]
        yield from _table(("Parameter", "In", "Meaning"), rows)
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body:
        yield from _request(api, body)
    rows = []
    for status, answer in operation["responses"].items():
        if answer.get("$ref") in _ANYWHERE:
            continue
        full = _resolved(api, answer)
        rows.append((status, _kind(full), _meaning(api, full)))
    yield from _table(("Status", "Answer", "Meaning"), rows)
    for status, answer in operation["responses"].items():
        content = answer.get("content", {}).get("application/json", {})
        if "example" in content:
            yield f"A {status} answer:"
            yield ""
            yield from _block("json", json.dumps(content["example"], indent=2, ensure_ascii=False))
            if "$ref" in content["schema"]:
                yield from _properties(api, content["schema"])
            break
        if "examples" in answer.get("content", {}).get(EVENTS, {}):
            yield from _stream(api, answer["content"][EVENTS])
        for kind in (EVENTS, SERVER_SENT):
            content = answer.get("content", {}).get(kind, {})
            if "example" in content:
                yield "Each line:" if kind == EVENTS else "Each event's `data`:"
                yield ""
                yield from _block("json", json.dumps(content["example"], ensure_ascii=False))
                yield from _properties(api, content["schema"])
    yield from _examples(operation)


def _request(api: dict[str, Any], content: dict[str, Any]) -> Iterator[str]:
    """A JSON body: an example, and a table of what may be in it."""
    yield "The body, for instance:"
    yield ""
    yield from _block("json", json.dumps(content["example"], ensure_ascii=False))
    schema = _resolved(api, content["schema"])
    yield schema["description"]
    yield ""
    rows = [
        (
            f"`{name}`",
            f"`{json.dumps(value['default'])}`" if "default" in value else "to be given",
            value.get("description", ""),
        )
        for name, value in schema["properties"].items()
    ]
    yield from _table(("Field", "Default", "Meaning"), rows)


def _stream(api: dict[str, Any], content: dict[str, Any]) -> Iterator[str]:
    """A stream of events: a line of each kind, and a table of what is in them."""
    yield "The lines, one of each kind:"
    yield ""
    lines = [json.dumps(item["value"], ensure_ascii=False) for item in content["examples"].values()]
    yield from _block("json", "\n".join(lines))
    rows = []
    for reference in _resolved(api, content["schema"])["oneOf"]:
        event = _resolved(api, reference)
        name = event["properties"]["event"]["const"]
        rows.append((f"`{name}`", event["description"]))
        for field, value in event["properties"].items():
            described = value.get("description") or _resolved(api, value).get("description")
            if described:
                rows.append((f"`{name}` … `{field}`", described))
    yield from _table(("Event", "Meaning"), rows)


def _with_values(parameter: dict[str, Any]) -> str:
    schema, text = parameter["schema"], str(parameter["description"])
    if "enum" in schema:
        text += f" One of {', '.join(f'`{value}`' for value in schema['enum'])};"
        text += f" `{schema['default']}` if it is left out."
    return text


def _kind(answer: dict[str, Any]) -> str:
    return " or ".join(f"`{kind}`" for kind in answer.get("content", {})) or "no body"


def _meaning(api: dict[str, Any], answer: dict[str, Any]) -> str:
    """The description, the error codes or the headers that go with it."""
    text = str(answer["description"])
    for content in answer.get("content", {}).values():
        if "examples" in content and EVENTS not in answer["content"]:
            codes = ", ".join(f"`{code}`" for code in content["examples"])
            text += f" Code: {codes}."
    headers = [name for name in answer["headers"] if name not in _EVERYWHERE]
    if headers:
        described = (
            f"`{name}` ({_resolved(api, answer['headers'][name])['description'].rstrip('.')})"
            for name in headers
        )
        text += f" Headers: {'; '.join(described)}."
    return text


def _properties(api: dict[str, Any], schema: dict[str, Any]) -> Iterator[str]:
    """A table of what an object holds, with one level of objects inside it."""
    rows = []
    for name, value in _resolved(api, schema)["properties"].items():
        full = _resolved(api, value)
        inner = _resolved(api, full["items"]) if full.get("type") == "array" else full
        rows.append((f"`{name}`", value.get("description", full.get("description", ""))))
        for nested, detail in inner.get("properties", {}).items():
            described = _resolved(api, detail).get("description")
            if described:
                rows.append((f"`{name}` … `{nested}`", described))
    yield from _table(("Field", "Meaning"), rows)


def _errors(api: dict[str, Any]) -> Iterator[str]:
    yield "## Errors"
    yield ""
    yield (
        "Every error has the same shape. `code` is for programs and does not change; `message` is "
        "one sentence for people. An address that does not exist is answered with 404 `not_found`, "
        "a method it does not take with 405 `method_not_allowed` and an `Allow` header."
    )
    yield ""
    yield (
        "Any request may be answered with 401 where the server has an access token (send it as "
        "`Authorization: Bearer TOKEN`), 403 if a page of another site sent it, 421 under a name "
        "that is not the server's, and 429 with `Retry-After` beyond a client's share: see "
        "[security.md](security.md). `X-Request-Id` names the request in the server's log; for "
        "those who run the server there are [`/healthz`, `/readyz` and `/metrics`](deploy.md)."
    )
    yield ""
    first = next(iter(api["components"]["responses"]["TooLarge"]["content"].values()))
    example = next(iter(first["examples"].values()))["value"]
    yield from _block("json", json.dumps(example, indent=2, ensure_ascii=False))
    rows = []
    for response in api["components"]["responses"].values():
        for code, sample in response["content"]["application/json"]["examples"].items():
            error = sample["value"]["error"]
            row = (f"`{code}`", error["status"], f"“{error['message']}”")
            if row not in rows:  # several answers share internal_error
                rows.append(row)
    yield from _table(("Code", "Status", "For instance"), rows)


def _examples(owner: dict[str, Any]) -> Iterator[str]:
    for sample in owner["x-codeSamples"]:
        yield from _block(_LANGUAGES[sample["lang"]], sample["source"])


def _block(language: str, text: str) -> Iterator[str]:
    yield f"```{language}"
    yield text
    yield "```"
    yield ""


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _resolved(api: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """``value``, or what its ``$ref`` points to."""
    if "$ref" not in value:
        return value
    target: Any = api
    for step in value["$ref"].removeprefix("#/").split("/"):
        target = target[step]
    return _resolved(api, target)


def main(arguments: Sequence[str] | None = None, target: Path = TARGET) -> int:
    """Write the document, or with ``--check`` say whether it is up to date (status 1 if not)."""
    parser = argparse.ArgumentParser(prog="python -m docs.api", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    check = parser.parse_args(arguments).check
    wanted = render(json.loads(SOURCE.read_text(encoding="utf-8")))
    if check:
        current = target.read_text(encoding="utf-8") if target.exists() else ""
        if current != wanted:
            print(f"{target.name} is out of date; run `python -m docs.api`.", file=sys.stderr)
            return 1
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
