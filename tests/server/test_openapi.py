"""The description of the API: valid, complete, and true."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from werkzeug.test import TestResponse

import sam
from docs import api as docs
from sam.automatic import PRESETS, EverythingSettings
from sam.masks import rle
from schemas.api_description import api_description
from server.settings import Settings, flag, variable
from studio.encoder import SharedEncoder
from studio.errors import BrokenError
from tests.sam.images.pictures import encoded, png_header, quarters, tiff
from tests.server.conftest import MakeApp

API: dict[str, Any] = json.loads(docs.SOURCE.read_text(encoding="utf-8"))
EVERYTHING = ("/api/v1/images/{image_id}/everything", "post")
VERBS = {"get", "post", "put", "patch", "delete"}


def test_it_is_that_of_the_operations() -> None:
    assert api_description() == API, "python -m schemas writes it anew"


def test_it_is_valid_openapi() -> None:
    validate(API)
    assert API["info"]["version"] == sam.__version__


def test_it_lists_every_route_and_nothing_else(make_app: MakeApp) -> None:
    app: Flask = make_app()
    served = {
        (re.sub(r"<(\w+)>", r"{\1}", str(rule)), method.lower())
        for rule in app.url_map.iter_rules()
        if str(rule).startswith("/api/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {
        (path, method) for path, methods in API["paths"].items() for method in VERBS & set(methods)
    }
    assert described == served


def test_every_operation_has_examples_a_tag_and_its_errors() -> None:
    for methods in API["paths"].values():
        for method in VERBS & set(methods):
            operation = methods[method]
            assert {sample["lang"] for sample in operation["x-codeSamples"]} == {"Shell", "Python"}
            assert operation["tags"][0] in {tag["name"] for tag in API["tags"]}
            assert "500" in operation["responses"]


PREVIEW = "/api/v1/images/{image_id}/preview"


def resolved(value: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in value:
        target: Any = API
        for step in value["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return resolved(target)
    return value


def check(response: TestResponse, path: str, method: str = "get") -> None:
    """``response`` is one that the description promises for this operation."""
    promised = API["paths"][path][method]["responses"]
    assert str(response.status_code) in promised, f"{response.status_code} {method} {path}"
    answer = resolved(promised[str(response.status_code)])
    for name, header in answer["headers"].items():
        schema = resolved(header)["schema"]
        value: object = response.headers[name]
        if schema.get("type") == "integer":
            value = int(response.headers[name])
        validate_schema(value, schema)
    if "content" in answer:
        assert response.mimetype in answer["content"]
        if response.mimetype == "application/json":
            validate_schema(response.json, answer["content"]["application/json"]["schema"])
    else:
        assert response.data == b""


def validate_schema(value: object, schema: dict[str, Any]) -> None:
    jsonschema.validate(value, schema | {"components": API["components"]})


def test_answers_are_as_described(client: FlaskClient) -> None:
    rgb = quarters()
    for data in (encoded(rgb, "PNG"), encoded(rgb, "PNG"), tiff(rgb, photometric="rgb")):
        response = client.post("/api/v1/images", data=data)
        check(response, "/api/v1/images", "post")
    image = response.json
    assert image is not None
    assert image["preview"]
    for rest in ("0/0/0", "0/0/0?exact=yes", "0/0/0?exact=perhaps", "0/1/0", "0/a/0", "9/0/0"):
        tile = "/api/v1/images/{image_id}/tiles/{level}/{x}/{y}"
        check(client.get(f"/api/v1/images/{image['id']}/tiles/{rest}"), tile)
    check(client.get(f"/api/v1/images/{image['id']}/preview?longest=a"), PREVIEW)
    for rest in ("", "/preview", "/embedding"):
        url = f"/api/v1/images/{image['id']}{rest}"
        path = f"/api/v1/images/{{image_id}}{rest}"
        first = client.get(url)
        check(first, path)
        check(client.get(f"/api/v1/images/{'0' * 64}{rest}"), path)
        if rest:
            tag = {"If-None-Match": first.headers["ETag"]}
            check(client.get(url, headers=tag), path)
    for query in ("dtype=int8", "window=0,0,1,1", "window=all", "ahead=perhaps"):
        check(client.get(f"{url}?{query}"), path)
    for body in (b"", b"[]", b"{", b'{"preset": 1}', b'{"points_per_side": 3}', bytes(5_000_000)):
        answer = client.post(f"/api/v1/images/{image['id']}/everything", data=body)
        check(answer, "/api/v1/images/{image_id}/everything", "post")
    check(client.post(f"/api/v1/images/{'0' * 64}/everything"), *EVERYTHING)
    for body in (b"{", b"{}", b'{"exemplars": [{"size": [1, 1], "counts": "01"}]}'):
        answer = client.post(f"/api/v1/images/{image['id']}/similar", data=body)
        check(answer, "/api/v1/images/{image_id}/similar", "post")
    labelme = (
        b'{"imagePath": "a.jpg", "shapes": [{"label": 1, "points": [[1, 1], [9, 1], [9, 9]]}]}'
    )
    for query, data in (
        ("width=20&height=10&file_name=a.jpg", labelme),
        ("width=20&height=10", b"{}"),
        ("width=0&height=10", labelme),
        ("width=20&height=10&turn=45", labelme),
        ("width=20&height=10", bytes(64_000_001)),
    ):
        response = client.post(f"/api/v1/annotations?{query}", data=data)
        check(response, "/api/v1/annotations", "post")
    for path in ("gallery", "model", "health", "openapi.json"):
        check(client.get(f"/api/v1/{path}", buffered=True), f"/api/v1/{path}")
    for rest in ("", "/thumbnail"):
        path = f"/api/v1/gallery/{{name}}{rest}"
        check(client.get(f"/api/v1/gallery/coffee{rest}", buffered=True), path)
        check(client.get(f"/api/v1/gallery/tea{rest}"), path)


@pytest.mark.parametrize("data", [b"", b"<svg/>", encoded(quarters(), "PNG")[:60]])
def test_refusals_are_as_described(client: FlaskClient, data: bytes) -> None:
    check(client.post("/api/v1/images", data=data), "/api/v1/images", "post")
    check(client.post("/api/v1/images", data=png_header(9**5, 9**5)), "/api/v1/images", "post")
    form = client.post("/api/v1/images", data={"a": "b"}, content_type="multipart/form-data")
    check(form, "/api/v1/images", "post")


def test_events_are_as_described(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(engine: SharedEncoder, rgb: object, crop_box: object) -> None:
        raise BrokenError("embedding_not_finite", "It is not finite.")

    monkeypatch.setattr(SharedEncoder, "encode_crop", fail)
    image = client.post("/api/v1/images", data=encoded(quarters(), "PNG")).json
    assert image is not None
    url = f"/api/v1/images/{image['id']}/everything"
    anything = {"points_per_side": 6, "pred_iou_thresh": 0, "stability_score_thresh": 0}
    kinds = set()
    for more in ({}, {"crop_n_layers": 1}):
        response = client.post(url, json={**anything, **more})
        check(response, *EVERYTHING)
        for line in response.data.splitlines():
            event = json.loads(line)
            validate_schema(event, API["components"]["schemas"]["Event"])
            kinds.add(event["event"])
    assert kinds == {"progress", "mask", "withdraw", "summary", "error"}


def test_every_setting_of_segment_everything_is_described_with_its_default() -> None:
    described = API["components"]["schemas"]["EverythingRequest"]["properties"]
    own = {"preset": "default", "candidates": False}
    found = {name: value["default"] for name, value in described.items()}
    assert found == own | asdict(EverythingSettings())
    assert described["preset"]["enum"] == list(PRESETS)


def test_the_example_of_a_mask_is_one() -> None:
    answer = API["paths"][EVERYTHING[0]]["post"]["responses"]["200"]
    mask = answer["content"][docs.EVENTS]["examples"]["mask"]["value"]
    assert mask["area"] == rle.area(mask["segmentation"]) > 1000


def test_examples_fit_their_schemas() -> None:
    found = 0
    for methods in API["paths"].values():
        for method in VERBS & set(methods):
            for answer in methods[method]["responses"].values():
                for content in resolved(answer).get("content", {}).values():
                    examples = [content[key] for key in ("example",) if key in content]
                    examples += [item["value"] for item in content.get("examples", {}).values()]
                    for example in examples:
                        validate_schema(example, content["schema"])
                        found += 1
    assert found > 20


def test_it_is_served_as_it_is(client: FlaskClient) -> None:
    assert client.get("/api/v1/openapi.json", buffered=True).json == API


def test_the_document_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert docs.main(["--check"]) == 0, capsys.readouterr().err


def test_an_old_document_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "docs" / "api.md"
    assert docs.main(["--check"], target) == 1
    assert docs.main([], target) == 0
    assert docs.main(["--check"], target) == 0
    target.write_text(target.read_text() + "more")

    assert docs.main(["--check"], target) == 1
    assert "python -m docs.api" in capsys.readouterr().err


def test_the_document_names_every_route_setting_and_code() -> None:
    text = docs.TARGET.read_text(encoding="utf-8")
    for path, methods in API["paths"].items():
        for method in VERBS & set(methods):
            assert f"`{method.upper()} {path}`" in text
    for response in API["components"]["responses"].values():
        for code in response["content"]["application/json"]["examples"]:
            assert f"| `{code}` |" in text
    for name in API["components"]["schemas"]["EverythingRequest"]["properties"]:
        assert f"| `{name}` |" in text
    for setting in fields(Settings):
        assert f"| `{flag(setting.name)}` | `{variable(setting.name)}` |" in text
