"""The page, its files, and the headers they need."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import sam
from server.static_files import StaticFiles, cache_control, media_type
from studio.settings import ROOT
from tests.studio.models_folder import folder_in_force

FOR_GOOD = "private, max-age=31536000, immutable"
RUNTIME = "vendor/onnxruntime-web/0123456789ab"

ISOLATION = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def test_the_page_is_isolated_and_revalidated(client: FlaskClient) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert response.mimetype == "text/html"
    assert "<title>" in response.text
    assert ISOLATION.items() <= dict(response.headers).items()
    assert response.headers["Cache-Control"] == "no-cache"
    again = client.get("/", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A static folder as the repository's, in small."""
    for name in (
        "js/main.js",
        "js/decoder/worker.js",
        "css/page.css",
        "img/icon.svg",
        f"{RUNTIME}/ort.wasm.min.mjs",
        f"{RUNTIME}/ort-wasm-simd-threaded.wasm",
        "vendor/onnxruntime-web/ort.wasm.min.mjs",
        "models/decoder-0123456789ab.onnx",
        "js/notes.secret",
    ):
        path = tmp_path / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "secret.js").write_text("outside")
    return tmp_path / "static"


@pytest.fixture
def site(make_app, folder: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:  # type: ignore[no-untyped-def]
    """Serves that folder."""
    (folder.parent / "templates").symlink_to(ROOT / "templates")
    monkeypatch.setattr("server.app.ROOT", folder.parent)
    client: FlaskClient = make_app().test_client()
    return client


@pytest.mark.parametrize(
    ("name", "kind", "caching"),
    [
        ("js/main.js", "text/javascript", "no-cache"),
        ("js/decoder/worker.js", "text/javascript", "no-cache"),
        ("css/page.css", "text/css", "no-cache"),
        ("img/icon.svg", "image/svg+xml", "no-cache"),
        (f"{RUNTIME}/ort.wasm.min.mjs", "text/javascript", FOR_GOOD),
        (f"{RUNTIME}/ort-wasm-simd-threaded.wasm", "application/wasm", FOR_GOOD),
        # An address that stays the same with another content must not be kept.
        ("vendor/onnxruntime-web/ort.wasm.min.mjs", "text/javascript", "no-cache"),
    ],
)
def test_types_caching_and_isolation(site: FlaskClient, name: str, kind: str, caching: str) -> None:
    response = site.get(f"/static/{name}", buffered=True)

    assert response.status_code == 200
    assert response.mimetype == kind
    assert response.headers["Cache-Control"] == caching
    assert ISOLATION.items() <= dict(response.headers).items()
    tag = {"If-None-Match": response.headers["ETag"]}
    again = site.get(f"/static/{name}", headers=tag, buffered=True)
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["prepare", "mask", "decode", "plain"])
def test_a_graph_is_the_manifests_and_kept_for_good(
    site: FlaskClient, models: Path, name: str
) -> None:
    url = site.get("/api/v1/model").json["graph_urls"][name]  # type: ignore[index]
    response = site.get(url, buffered=True)

    assert response.data == next(folder_in_force(models).glob(f"{name}-*.onnx")).read_bytes()
    assert response.mimetype == "application/octet-stream"
    assert response.headers["Cache-Control"] == FOR_GOOD
    # A graph that happens to lie beside it, but is not the manifest's, is not served.
    another = url.replace(url[-17:], "0123456789ab.onnx")
    assert site.get(another).status_code == 404


def test_the_manifest_is_served_and_asked_for_anew_each_time(
    site: FlaskClient, models: Path
) -> None:
    path = folder_in_force(models) / "manifest.json"
    response = site.get(f"/static/models/{path.parent.name}/manifest.json", buffered=True)
    assert response.data == path.read_bytes()
    assert response.mimetype == "application/json"
    assert response.headers["Cache-Control"] == "no-cache"
    # The weights are in the graphs already.
    assert site.get(f"/static/models/{path.parent.name}/decoder.safetensors").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "js/absent.js",
        "js/notes.secret",
        "js",
        "js/",
        "",
        "../secret.js",
        "..%2fsecret.js",
        "js/../../secret.js",
        "%2e%2e/secret.js",
        "/etc/passwd",
        "js/main.js%00",
        "js\\main.js",
        "x" * 5000,
    ],
)
def test_what_is_not_listed_does_not_exist(site: FlaskClient, name: str) -> None:
    response = site.get(f"/static/{name}")

    assert response.status_code == 404
    assert response.json is not None
    assert response.json["error"]["status"] == 404


def test_a_new_file_is_found(folder: Path, models: Path) -> None:
    files = StaticFiles(folder, models)
    assert files.find("js/new.mjs") is None
    (folder / "js" / "new.mjs").write_text("new")
    os.utime(folder / "js", ns=(1, 1))  # a folder's time is coarse; this one changed for certain

    path = files.find("js/new.mjs")
    assert path is not None
    assert media_type(path) == "text/javascript"
    assert cache_control("js/new.mjs") == "no-cache"


def test_every_file_of_the_real_page_has_a_type(client: FlaskClient) -> None:
    page_files = [
        path.relative_to(ROOT / "static").as_posix()
        for part in ("js", "css", "img")
        for path in (ROOT / "static" / part).rglob("*")
        if path.is_file() and path.suffix != ".ts"  # declarations are for the type checker
    ]
    assert page_files
    for name in page_files:
        assert client.get(f"/static/{name}", buffered=True).status_code == 200, name


def test_the_model_is_described_by_the_manifest(site: FlaskClient, models: Path) -> None:
    folder = folder_in_force(models)
    manifest = json.loads((folder / "manifest.json").read_text())
    model = site.get("/api/v1/model").json

    home = f"/static/models/{manifest['decoder_fingerprint'][:16]}"
    urls = {name: f"{home}/{graph['file']}" for name, graph in manifest["graphs"].items()}
    assert model == manifest | {
        "graph_urls": urls,
        "runtime_url": f"/static/{RUNTIME}/",
        "device": "cpu",
        "version": sam.__version__,
        "limits": {"max_bytes": 100_000_000, "max_pixels": 100_000_000},
    }


def test_of_two_runtimes_the_newer_one_is_announced(site: FlaskClient, folder: Path) -> None:
    home = folder / "vendor" / "onnxruntime-web"
    for name, seconds in (("fedcba987654", 2e9), ("00000000000a", 1e9)):
        (home / name).mkdir()
        (home / name / "ort.wasm.min.mjs").touch()
        os.utime(home / name / "ort.wasm.min.mjs", (seconds, seconds))
    # Half of one does not count: the entry comes last.
    (home / "0000000000ff").mkdir()

    runtime = site.get("/api/v1/model").json["runtime_url"]  # type: ignore[index]
    assert runtime == "/static/vendor/onnxruntime-web/fedcba987654/"
    assert site.get(f"{runtime}ort.wasm.min.mjs").status_code == 200


def test_without_a_runtime_none_is_announced(site: FlaskClient, folder: Path) -> None:
    shutil.rmtree(folder / RUNTIME)
    assert site.get("/api/v1/model").json["runtime_url"] is None  # type: ignore[index]
    assert site.get(f"/static/{RUNTIME}/ort.wasm.min.mjs").status_code == 404


def test_health(client: FlaskClient) -> None:
    health = client.get("/api/v1/health").json
    assert health is not None
    assert (health["status"], health["version"]) == ("ok", sam.__version__)
    assert health["model"]["kind"] == "tiny"
    assert health["model"]["image_size"] == 256
    assert health["limits"] == {"max_bytes": 100_000_000, "max_pixels": 100_000_000}
