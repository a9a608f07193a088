"""CMYK, with a profile, without one, and with a broken one."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageCms

from sam.images import read_image
from tests.sam.images.pictures import encoded, noise, quarters, tiff
from tests.sam.images.profiles import cmyk_profile

INK = Image.fromarray(quarters()).convert("CMYK")
PLAIN = np.asarray(INK.convert("RGB"))


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
@pytest.mark.parametrize(
    "profile",
    [b"", b"nonsense", cmyk_profile()[:200], cmyk_profile()[:128] + b"\xff" * 400],
    ids=["none", "nonsense", "cut", "garbage"],
)
def test_without_a_usable_profile_the_plain_formula_is_used(format: str, profile: bytes) -> None:
    options = {"quality": 100, "subsampling": 0} if format == "JPEG" else {}
    image = read_image(encoded(INK, format, icc_profile=profile, **options))

    assert np.abs(image.rgb.astype(int) - PLAIN).max() <= (4 if format == "JPEG" else 0)
    assert not image.browser_safe
    assert any("plain formula" in note for note in image.notes)


def test_a_profile_of_another_colour_space_is_not_used() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = read_image(encoded(INK, "TIFF", icc_profile=srgb))

    np.testing.assert_array_equal(image.rgb, PLAIN)


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
def test_its_own_profile_is_used(format: str) -> None:
    cyan = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
    image = read_image(encoded(cyan, format, icc_profile=cmyk_profile()))

    red, green, blue = image.rgb[8, 8].astype(int)
    assert red > 150 > 100 > max(green, blue)  # the plain formula makes cyan of it
    assert any("own profile" in note for note in image.notes)


def test_paper_stays_white_under_the_profile() -> None:
    paper = Image.new("CMYK", (16, 16), (0, 0, 0, 0))

    assert read_image(encoded(paper, "TIFF", icc_profile=cmyk_profile())).rgb.min() >= 250


def test_sixteen_bit_ink_is_scaled_not_stretched() -> None:
    ink = noise(8, 8, 4) // 2
    eight = read_image(tiff(ink, photometric="separated"))
    deep = read_image(tiff(ink.astype(np.uint16) * 257, photometric="separated"))

    np.testing.assert_array_equal(deep.rgb, eight.rgb)
    assert deep.rgb.min() > 0
