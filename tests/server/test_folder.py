"""Pictures of the server's folder, and those that are too large to be held: tiles, previews,
windows and refusals."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image

from tests.sam.images.pictures import encoded, quarters, tiff
from tests.server.conftest import MakeApp

WIDE = np.tile(quarters(64, 64), (20, 30, 1))
"""(1280, 1920, 3), more than the servers here decode whole."""
SLIDE = tiff(WIDE, photometric="rgb", tile=(128, 128), compression="deflate")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pictures")
    (root / "scans").mkdir()
    (root / "scans/slide.tif").write_bytes(SLIDE)
    (root / "photo.png").write_bytes(encoded(quarters(), "PNG"))
    (root / "notes.txt").write_bytes(b"no picture")
    (root / ".hidden.png").write_bytes(b"")
    (root / "link.png").symlink_to("/etc/passwd")
    return root


@pytest.fixture(scope="module")
def client(make_app: MakeApp, folder: Path) -> FlaskClient:
    return make_app(
        pictures_dir=folder, max_image_pixels=1_000_000, max_image_bytes=1_000_000
    ).test_client()


def opened(client: FlaskClient, name: str) -> dict[str, object]:
    response = client.post("/api/v1/folder", query_string={"name": name})
    assert response.status_code == 200, response.json
    found: dict[str, object] = response.json
    return found


def test_what_the_folder_has_is_listed_and_opened(client: FlaskClient) -> None:
    listed = client.get("/api/v1/folder").json
    assert listed is not None
    assert [each["name"] for each in listed["pictures"]] == ["photo.png", "scans/slide.tif"]
    assert listed["pictures"][1]["bytes"] == len(SLIDE)
    slide = opened(client, "scans/slide.tif")
    assert (slide["width"], slide["height"]) == (1920, 1280)
    assert slide["id"] == hashlib.sha256(SLIDE).hexdigest()
    assert opened(client, "photo.png")["format"] == "PNG"


@pytest.mark.parametrize("name", ["", "../photo.png", "link.png", "/etc/passwd", "notes.txt"])
def test_no_name_leads_out_of_the_folder(client: FlaskClient, name: str) -> None:
    response = client.post("/api/v1/folder", query_string={"name": name})
    assert response.status_code == 404
    assert response.json is not None
    assert response.json["error"]["code"] == "folder_picture_not_found"


@pytest.mark.parametrize("way", ["lies", "sent"])
def test_a_large_picture_is_seen_in_parts_and_encoded_in_windows(
    client: FlaskClient, make_app: MakeApp, way: str
) -> None:
    if way == "lies":
        image = opened(client, "scans/slide.tif")
    else:
        client = make_app(max_image_pixels=1_000_000).test_client()
        sent = client.post("/api/v1/images", data=SLIDE)
        assert sent.status_code == 201
        image = sent.json or {}
    url = f"/api/v1/images/{image['id']}"
    tile = client.get(f"{url}/tiles/0/3/2?exact=yes")
    with Image.open(BytesIO(tile.data)) as found:
        np.testing.assert_array_equal(np.asarray(found), WIDE[1024:, 1536:])
    with Image.open(BytesIO(client.get(f"{url}/preview?longest=192").data)) as found:
        assert found.size == (192, 128)
    for query in ("", "?window=512,0,1024,1024"):
        response = client.get(f"{url}/embedding{query}")
        assert response.status_code == 200, response.json
        assert response.headers["Image-Size"] == "1920x1280"
    for path, status in (
        (f"{url}/preview?longest=1920", 413),
        (f"{url}/first-channel", 413),
    ):
        refused = client.get(path)
        assert refused.status_code == status
    everything = client.post(f"{url}/everything", json={"preset": "fast"})
    assert everything.status_code == 422
    assert everything.json is not None
    assert everything.json["error"]["code"] == "picture_too_large"


def test_a_file_that_has_changed_is_another_picture(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "a.tif").write_bytes(SLIDE)
    client = make_app(pictures_dir=tmp_path, max_image_pixels=1_000_000).test_client()
    before = opened(client, "a.tif")
    other = tiff(255 - WIDE, photometric="rgb", tile=(128, 128), compression="deflate")
    (tmp_path / "a.tif").write_bytes(other)
    assert client.get(f"/api/v1/images/{before['id']}").status_code == 404
    assert opened(client, "a.tif")["id"] == hashlib.sha256(other).hexdigest()


def test_the_folder_is_known_after_a_restart(make_app: MakeApp, tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/a.tif").write_bytes(SLIDE)
    settings = {
        "pictures_dir": tmp_path / "pictures",
        "cache_dir": tmp_path / "cache",
        "max_image_pixels": 1_000_000,
    }
    image = opened(make_app(**settings).test_client(), "a.tif")
    again = make_app(**settings).test_client().get(f"/api/v1/images/{image['id']}")
    assert again.json == image
