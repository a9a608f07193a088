"""EXIF orientation, against Pillow's own way of applying it."""

from __future__ import annotations

import struct
from io import BytesIO

import imagecodecs
import numpy as np
import pytest
from PIL import Image, ImageOps

from sam.images import read_image
from tests.sam.images.pictures import encoded, exif, noise, png_chunk, quarters, tiff

RGB = quarters()
ALL = range(1, 9)


def upright_by_pillow(data: bytes) -> np.ndarray:
    with Image.open(BytesIO(data)) as picture:
        return np.asarray(ImageOps.exif_transpose(picture).convert("RGB"))


@pytest.mark.parametrize("orientation", ALL)
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("order", ["<", ">"])
def test_the_picture_is_turned_upright(format: str, orientation: int, order: str) -> None:
    options = {"lossless": True} if format == "WEBP" else {}
    data = encoded(RGB, format, exif=exif(orientation, order), **options)
    image = read_image(data)

    np.testing.assert_array_equal(image.rgb, upright_by_pillow(data))
    assert (image.width, image.height) == ((48, 32) if orientation < 5 else (32, 48))
    assert image.rgb.flags.c_contiguous
    # Every browser turns a JPEG; about PNG and WebP they disagree.
    assert image.browser_safe == (format == "JPEG" or orientation == 1)


@pytest.mark.parametrize("orientation", ALL)
def test_an_orientation_turns_the_first_row_to_the_side_the_standard_names(
    orientation: int,
) -> None:
    """A second referee: EXIF 2.32 says where row 0 and column 0 of the stored picture are shown."""
    row, column = [
        ("top", "left"),
        ("top", "right"),
        ("bottom", "right"),
        ("bottom", "left"),
        ("left", "top"),
        ("right", "top"),
        ("right", "bottom"),
        ("left", "bottom"),
    ][orientation - 1]
    stored = np.zeros((4, 6, 3), np.uint8)
    stored[0, :, 0] = 255
    stored[:, 0, 1] = 255
    shown = read_image(encoded(stored, "PNG", exif=exif(orientation))).rgb
    side = {
        "top": np.s_[0, :],
        "bottom": np.s_[-1, :],
        "left": np.s_[:, 0],
        "right": np.s_[:, -1],
    }

    assert (shown[side[row]][:, 0] == 255).all()
    assert (shown[side[column]][:, 1] == 255).all()


@pytest.mark.parametrize("orientation", ALL)
def test_a_tiff_of_jpeg_is_turned_once(orientation: int) -> None:
    data = encoded(RGB, "TIFF", compression="jpeg", quality=95, tiffinfo={274: orientation})
    wanted = read_image(encoded(RGB, "PNG", exif=exif(orientation))).rgb.astype(int)

    assert np.abs(read_image(data).rgb - wanted).mean() < 3


@pytest.mark.parametrize("orientation", ALL)
@pytest.mark.parametrize("depth", [8, 16])
def test_tiff_has_a_tag_of_its_own(orientation: int, depth: int) -> None:
    samples = RGB if depth == 8 else RGB.astype(np.uint16) * 257
    tag = [(274, "H", 1, orientation, True)]
    image = read_image(tiff(samples, photometric="rgb", extratags=tag))

    as_png = read_image(encoded(RGB, "PNG", exif=exif(orientation)))
    stretched = (as_png.rgb.astype(float) - 30) / (230 - 30) * 255 if depth == 16 else as_png.rgb
    np.testing.assert_allclose(image.rgb, stretched, atol=0.51)


@pytest.mark.parametrize("chunk", [b"IDAT", b"IEND"])
def test_sixteen_bit_png_is_turned_too(chunk: bytes) -> None:
    data = imagecodecs.png_encode(noise(4, 6, 3, dtype="uint16"))
    at = data.index(chunk) - 4
    turned = data[:at] + png_chunk(b"eXIf", exif(6)[6:]) + data[at:]

    np.testing.assert_array_equal(
        read_image(turned).rgb, np.rot90(read_image(data).rgb, -1, axes=(0, 1))
    )


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"Exif\0\0",
        b"Exif\0\0II*\0",
        b"Exif\0\0XX*\0\x08\0\0\0",
        exif(6)[:-9],
        exif(0),
        exif(9),
        exif(65535),
        b"Exif\0\0II*\0" + struct.pack("<I", 0xFFFFFFF0),
        b"Exif\0\0II*\0" + struct.pack("<IH", 8, 65535) + b"\xff" * 40,
        b"Exif\0\0" + bytes(range(256)),
        exif(6).replace(b"\x03\0\x01\0\0\0", b"\x02\0\x01\0\0\0"),  # text instead of a number
    ],
)
def test_broken_exif_is_no_orientation(block: bytes) -> None:
    data = encoded(RGB, "JPEG", exif=block) if block else encoded(RGB, "JPEG")
    image = read_image(data)

    assert (image.width, image.height) == (48, 32)
    np.testing.assert_array_equal(image.rgb, read_image(encoded(RGB, "JPEG")).rgb)
