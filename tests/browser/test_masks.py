"""The downloaded mask is the one that Python computes, whatever the picture's shape."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.browser.pictures import decoded, encoded
from tests.browser.referees import MinisamReferee, PredictorReferee, Prompt, iou
from tests.browser.studio import File, Studio
from visitors.pictures import Rgb, photograph, tiled


def _landscape() -> File:
    return File("coffee.png", encoded(photograph("coffee")))


def _portrait() -> File:
    return File("astronaut.png", encoded(photograph("astronaut")[:, 100:400]))


def _square() -> File:
    return File("chelsea.webp", encoded(photograph("chelsea")[:, 75:375], "WEBP", lossless=True))


def _large() -> File:
    return File("many.jpg", encoded(tiled(4000, 3000), "JPEG", quality=90), "image/jpeg")


def _turned(orientation: int) -> Callable[[], File]:
    def make() -> File:
        file = encoded(photograph("coffee"), "JPEG", orientation, quality=95)
        return File(f"turned{orientation}.jpg", file, "image/jpeg")

    return make


CUP = Prompt(points=((250, 180, 1), (560, 60, 0)))
CASES = [
    pytest.param(_landscape, CUP, id="landscape"),
    pytest.param(_portrait, Prompt(points=((120, 130, 1), (30, 30, 0))), id="portrait"),
    pytest.param(_square, Prompt(points=((150, 120, 1),)), id="square"),
    pytest.param(_turned(3), CUP, id="turned upside down"),
    pytest.param(_turned(6), CUP, id="turned left"),
    pytest.param(_turned(8), CUP, id="turned right"),
    pytest.param(
        _large, Prompt(points=((250, 180, 1), (900, 300, 0)), box=(90, 10, 520, 398)), id="large"
    ),
]


@pytest.mark.parametrize(("make_file", "prompt"), CASES)
def test_the_download_agrees_with_both_referees(
    kept: Studio,
    predictor: PredictorReferee,
    meta_export: MinisamReferee,
    make_file: Callable[[], File],
    prompt: Prompt,
) -> None:
    file = make_file()
    image = decoded(file.content)
    kept.open_file(file)
    assert kept.image_size == (image.shape[1], image.shape[0])
    assert kept.likeness(image) > 0.9

    for x, y, label in prompt.points:
        kept.click(x, y, button="left" if label else "right", alone=False)
    if prompt.box:
        kept.drag(*prompt.box)
    name, mask = kept.download()
    assert name == f"{file.name.rsplit('.', 1)[0]}-mask.png"

    given = kept.prompt
    _assert_near(given, prompt, image)
    assert iou(mask, predictor.masks(image, given)[0]) >= 0.99
    assert iou(mask, meta_export.mask(image, given)) >= 0.99


def _assert_near(given: Prompt, meant: Prompt, image: Rgb) -> None:
    """On a picture larger than the window a click is as exact as a pixel of the screen."""
    reach = max(1, image.shape[1] / 500)
    assert len(given.points) == len(meant.points)
    for is_there, should_be in zip(given.points, meant.points, strict=True):
        np.testing.assert_allclose(is_there, should_be, atol=reach)
    if meant.box:
        np.testing.assert_allclose(np.array(given.box), np.array(meant.box), atol=reach)
