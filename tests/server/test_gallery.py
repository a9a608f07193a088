"""The gallery: real photographs, ready to be put in."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image


def test_at_least_six_photographs_with_credit(client: FlaskClient) -> None:
    body = client.get("/api/v1/gallery").json
    assert body is not None

    assert len(body["images"]) >= 6
    assert len({photo["name"] for photo in body["images"]}) == len(body["images"])
    for photo in body["images"]:
        assert photo["title"]
        assert photo["credit"]


def test_each_is_a_picture_of_its_stated_size_that_can_be_put_in(client: FlaskClient) -> None:
    for photo in client.get("/api/v1/gallery").json["images"]:  # type: ignore[index]
        file = client.get(photo["image"], buffered=True)
        image = client.post("/api/v1/images", data=file.data).json
        assert image is not None
        assert (image["width"], image["height"]) == (photo["width"], photo["height"])
        assert file.mimetype == f"image/{image['format'].lower()}"
        assert image["preview"] is None
        assert "max-age=86400" in file.headers["Cache-Control"]


def test_thumbnails_are_small_jpegs_of_the_same_shape(client: FlaskClient) -> None:
    for photo in client.get("/api/v1/gallery").json["images"]:  # type: ignore[index]
        response = client.get(photo["thumbnail"])
        assert response.mimetype == "image/jpeg"
        assert len(response.data) < 60_000
        with Image.open(BytesIO(response.data)) as small:
            assert max(small.size) <= 480
            assert small.width / small.height == pytest.approx(
                photo["width"] / photo["height"], rel=0.01
            )
        again = client.get(photo["thumbnail"], headers={"If-None-Match": response.headers["ETag"]})
        assert again.status_code == 304


@pytest.mark.parametrize("rest", ["", "/thumbnail"])
@pytest.mark.parametrize("name", ["tea", "coffee.png", "..", "%2e%2e%2fREADME", "x" * 5000])
def test_an_unknown_photograph(client: FlaskClient, name: str, rest: str) -> None:
    response = client.get(f"/api/v1/gallery/{name}{rest}")

    assert response.status_code == 404
    assert response.json is not None
    assert response.json["error"]["code"] in ("gallery_image_not_found", "not_found")
