"""Putting pictures in, and seeing them as the model does."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from sam.images import read_image
from studio.cache import ENTRY_BYTES
from tests.sam.images.pictures import encoded, exif, noise, png_header, quarters, tiff
from tests.server.conftest import MakeApp

RGB = quarters()
PNG = encoded(RGB, "PNG")
ID = hashlib.sha256(PNG).hexdigest()


def put(client: FlaskClient, data: bytes, **options: object) -> TestResponse:
    return client.post("/api/v1/images", data=data, **options)


def test_a_picture_is_new_once(client: FlaskClient) -> None:
    first, second = put(client, PNG), put(client, PNG)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json == {
        "id": ID,
        "width": 48,
        "height": 32,
        "format": "PNG",
        "preview": None,
        "embedding": f"/api/v1/images/{ID}/embedding",
        "first_channel": None,
        "notes": [],
    }
    assert second.json == first.json == client.get(first.headers["Location"]).json


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "image/png",
        "text/plain",
        "application/x-www-form-urlencoded",  # what curl --data-binary says by itself
        "application/json",
        "nonsense",
    ],
)
def test_the_declared_type_does_not_matter(client: FlaskClient, content_type: str | None) -> None:
    response = put(client, PNG, content_type=content_type)

    assert response.status_code == 201
    assert response.json is not None
    assert response.json["id"] == ID


@pytest.mark.parametrize("name", ["a.png", "../../etc/passwd", "a\0b", "ä" * 5000, ""])
def test_a_form_with_any_file_name(client: FlaskClient, name: str) -> None:
    response = client.post("/api/v1/images", data={"file": (BytesIO(PNG), name or "x")})

    assert response.status_code == 201
    assert response.json is not None
    assert response.json["id"] == ID


FILES = {
    "JPEG": encoded(RGB, "JPEG"),
    "PNG": PNG,
    "WEBP": encoded(RGB, "WEBP"),
    "GIF": encoded(RGB, "GIF"),
    "TIFF": encoded(RGB, "TIFF"),
    "BMP": encoded(RGB, "BMP"),
    "JPEG CMYK": encoded(Image.fromarray(RGB).convert("CMYK"), "JPEG"),
    "PNG 16-bit": encoded(Image.fromarray(noise(32, 48, dtype="uint16")), "PNG"),
    "PNG alpha": encoded(np.dstack([RGB, noise(32, 48)]), "PNG"),
    "PNG grey": encoded(RGB[:, :, 0].copy(), "PNG"),
    "PNG one bit": encoded(Image.fromarray(RGB[:, :, 0] > 100), "PNG"),
    "TIFF float": tiff(np.linspace(-1, 1, 32 * 48, dtype=np.float32).reshape(32, 48)),
    "TIFF no data": tiff(
        np.where(RGB[:, :, 0] > 100, np.float32(-9999), RGB[:, :, 1]),
        extratags=[(42113, "s", 0, "-9999", True)],
    ),
    "TIFF of unsaid colours": tiff(RGB, photometric="minisblack", planarconfig="contig"),
    "TIFF WebP": tiff(RGB, photometric="rgb", compression="webp"),
    "JPEG without its end": encoded(RGB, "JPEG")[:-2],
    "AVIF": encoded(RGB, "AVIF", speed=10),
    "HEIC": (Path(__file__).parents[1] / "sam" / "images" / "heic" / "plain.heic").read_bytes(),
}
SHOWN_BY_BROWSERS = {"JPEG", "PNG", "WEBP", "GIF", "BMP", "PNG grey", "PNG one bit"}


@pytest.mark.parametrize("name", FILES)
def test_the_preview_is_what_the_model_sees(client: FlaskClient, name: str) -> None:
    image = put(client, FILES[name]).json
    assert image is not None
    response = client.get(f"/api/v1/images/{image['id']}/preview")

    assert response.mimetype == "image/png"
    with Image.open(BytesIO(response.data)) as preview:
        assert preview.mode == "RGB"
        np.testing.assert_array_equal(np.asarray(preview), read_image(FILES[name]).rgb)
    assert image["format"] == name.split()[0]
    if name in SHOWN_BY_BROWSERS:
        assert image["preview"] is None
    else:
        assert image["preview"] == f"/api/v1/images/{image['id']}/preview"


def test_grey_channels_that_are_shown_as_colours_can_be_had_as_the_first_of_them(
    client: FlaskClient,
) -> None:
    samples = np.random.default_rng(3).integers(0, 4000, (32, 48, 4), np.uint16)
    data = tiff(samples, photometric="minisblack", planarconfig="contig")
    image = put(client, data).json
    assert image is not None
    assert image["first_channel"] == f"/api/v1/images/{image['id']}/first-channel"
    response = client.get(image["first_channel"])
    with Image.open(BytesIO(response.data)) as channel:
        pixels = np.asarray(channel)
    assert (pixels == pixels[..., :1]).all()
    np.testing.assert_array_equal(pixels, read_image(tiff(samples[..., 0])).rgb)
    again = client.get(image["first_channel"], headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    coloured = put(client, tiff(samples[..., :3], photometric="rgb")).json
    assert coloured is not None and coloured["first_channel"] is None


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_sizes_agree_everywhere(client: FlaskClient, format: str, orientation: int) -> None:
    tag = [(274, "H", 1, orientation, True)]
    data = (
        tiff(RGB, photometric="rgb", extratags=tag)
        if format == "TIFF"
        else encoded(RGB, format, exif=exif(orientation))
    )
    image = put(client, data).json
    assert image is not None
    size = (image["width"], image["height"])
    embedding = client.get(image["embedding"])
    with Image.open(BytesIO(client.get(f"/api/v1/images/{image['id']}/preview").data)) as preview:
        assert preview.size == size

    assert size == ((48, 32) if orientation < 5 else (32, 48))
    assert embedding.headers["Image-Size"] == f"{size[0]}x{size[1]}"


def test_a_large_photograph(client: FlaskClient) -> None:
    tile = noise(300, 400, 3)
    image = put(client, encoded(np.tile(tile, (10, 10, 1)), "JPEG")).json

    assert image is not None
    assert (image["width"], image["height"]) == (4000, 3000)
    assert client.get(image["embedding"]).status_code == 200


def test_tiles_are_the_picture_cut_up(client: FlaskClient) -> None:
    rgb = np.random.default_rng(1).integers(0, 256, (600, 1100, 3), dtype=np.uint8)
    image = put(client, encoded(rgb, "PNG")).json
    assert image is not None

    def tile(level: int, x: int, y: int, query: str = "?exact=yes") -> np.ndarray:
        response = client.get(f"/api/v1/images/{image['id']}/tiles/{level}/{x}/{y}{query}")
        assert response.status_code == 200, response.json
        with Image.open(BytesIO(response.data)) as found:
            return np.asarray(found)

    rows = [np.concatenate([tile(0, x, y) for x in range(3)], axis=1) for y in range(2)]
    np.testing.assert_array_equal(np.concatenate(rows), rgb)
    assert tile(1, 1, 0).shape == (300, 550 - 512, 3)
    assert tile(2, 0, 0).shape == (150, 275, 3)
    assert abs(tile(2, 0, 0).mean() - rgb.mean()) < 1
    assert np.abs(tile(0, 2, 1, "").astype(int) - rgb[512:, 1024:]).mean() < 12
    small = client.get(f"/api/v1/images/{image['id']}/preview?longest=110").data
    with Image.open(BytesIO(small)) as found:
        assert found.size == (110, 60)
    outside = client.get(f"/api/v1/images/{image['id']}/tiles/0/3/0")
    assert outside.status_code == 404
    assert outside.json is not None
    assert outside.json["error"]["message"] == (
        "The picture has no tile 3/0 of level 0; expected a column below 3 and a row below 2."
    )


def test_an_unchanged_preview_is_not_sent_again(client: FlaskClient) -> None:
    put(client, PNG)
    first = client.get(f"/api/v1/images/{ID}/preview")
    again = client.get(
        f"/api/v1/images/{ID}/preview", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    ("data", "status", "code", "words"),
    [
        (b"", 415, "unsupported_image", "an empty file (0 bytes)"),
        (b"<svg/>", 415, "unsupported_image", "an SVG drawing"),
        (PNG[:60], 422, "damaged_image", "damaged or cut off"),
        (png_header(20000, 20000), 413, "image_too_large", "20000 x 20000 = 400,000,000 pixels"),
    ],
)
def test_refusals(client: FlaskClient, data: bytes, status: int, code: str, words: str) -> None:
    response = put(client, data)

    assert response.status_code == status
    assert response.json is not None
    error = response.json["error"]
    assert (error["code"], error["status"]) == (code, status)
    assert words in error["message"]


def test_a_form_without_the_field(client: FlaskClient) -> None:
    response = client.post("/api/v1/images", data={"picture": (BytesIO(PNG), "a.png")})

    assert response.status_code == 400
    assert response.json is not None
    assert response.json["error"]["code"] == "missing_file"


def test_too_many_bytes_are_refused_by_the_announced_length(make_app: MakeApp) -> None:
    client = make_app(max_image_bytes=1000).test_client()

    class Unread(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("the body was read")

    response = client.post(
        "/api/v1/images",
        input_stream=Unread(),
        environ_overrides={"CONTENT_LENGTH": "2000000"},
    )
    assert response.status_code == 413
    assert response.json is not None
    assert response.json["error"] == {
        "code": "image_too_large",
        "message": "The request's body has 2,000,000 bytes; at most 1,000 bytes are accepted.",
        "status": 413,
    }


@pytest.mark.parametrize("size", [2000, 200_000])
def test_too_many_bytes_in_a_form(make_app: MakeApp, size: int) -> None:
    client = make_app(max_image_bytes=1000).test_client()
    response = client.post("/api/v1/images", data={"file": (BytesIO(b"x" * size), "a.png")})

    assert response.status_code == 413
    assert response.json is not None
    assert response.json["error"]["code"] == "image_too_large"
    assert "1,000 bytes are accepted" in response.json["error"]["message"]


@pytest.mark.parametrize("rest", ["", "/preview", "/embedding"])
@pytest.mark.parametrize("image_id", ["0" * 64, "nonsense", "%00", "..", "A" * 64, "x" * 5000])
def test_an_unknown_picture(client: FlaskClient, image_id: str, rest: str) -> None:
    response = client.get(f"/api/v1/images/{image_id}{rest}")

    assert response.status_code == 404
    assert response.json is not None
    assert response.json["error"]["code"] in ("image_not_found", "not_found")
    assert len(response.json["error"]["message"]) < 250


def test_the_oldest_picture_goes_first_and_the_answer_says_what_to_do(make_app: MakeApp) -> None:
    files = [encoded(noise(100, 100, 3, seed=seed), "BMP") for seed in range(4)]
    size = len(files[0])
    room = 3 * (size + ENTRY_BYTES)
    client = make_app(max_image_bytes=size, image_store_bytes=room).test_client()
    ids = [hashlib.sha256(data).hexdigest() for data in files]
    for data in files[:3]:
        put(client, data)
    client.get(f"/api/v1/images/{ids[0]}")  # used again: not the oldest any more
    put(client, files[3])

    statuses = [client.get(f"/api/v1/images/{image_id}").status_code for image_id in ids]
    assert statuses == [200, 404, 200, 200]
    gone = client.get(f"/api/v1/images/{ids[1]}").json
    assert gone is not None
    assert "put it in again with POST /api/v1/images" in gone["error"]["message"]
    assert put(client, files[1]).status_code == 201
