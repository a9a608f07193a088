"""HEIC and AVIF, as phones write them.

The files in ``heic/`` are four quarters of 96 x 64 pixels, written with pillow-heif 1.8.1 (libheif
and x265): nothing that is installed here encodes HEIC.
"""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sam.errors import ImageError
from sam.images import (
    DamagedImageError,
    ImageLimits,
    ImageTooLargeError,
    UnsupportedImageError,
    heif,
    read_image,
)
from tests.sam.images.pictures import encoded, exif, quarters

HEIC = Path(__file__).parent / "heic"
RGB = quarters(96, 64)
CLEAR = np.dstack([RGB, np.repeat(np.where(np.arange(96) < 48, 255, 0)[None], 64, 0)])
WHITE = np.where(CLEAR[:, :, 3:] > 0, RGB, 255)
FIRST = "Only the main picture of the file is used."
ON_WHITE = "Transparent parts are shown on white."


def avif(array: np.ndarray, **options: object) -> bytes:
    return encoded(array.astype(np.uint8), "AVIF", quality=95, speed=10, **options)


ANIMATED = {"save_all": True, "append_images": [Image.fromarray(RGB[::-1].copy())]}

CASES = {
    "HEIC": ((HEIC / "plain.heic").read_bytes(), RGB, ()),
    "HEIC turned": ((HEIC / "turned.heic").read_bytes(), np.rot90(RGB, -1), ()),
    "HEIC with transparency": ((HEIC / "clear.heic").read_bytes(), WHITE, (ON_WHITE,)),
    "HEIC of ten bits": (
        (HEIC / "ten_bits.heic").read_bytes(),
        RGB,
        ("Its more than 8 bits a colour are shown as 8.",),
    ),
    "HEIC of two": ((HEIC / "several.heic").read_bytes(), RGB, (FIRST,)),
    "AVIF": (avif(RGB), RGB, ()),
    "AVIF turned": (avif(RGB, exif=exif(6)), np.rot90(RGB, -1), ()),
    "AVIF with transparency": (avif(CLEAR), WHITE, (ON_WHITE,)),
    "AVIF of grey": (avif(np.repeat(RGB[:, :, :1], 3, 2)), np.repeat(RGB[:, :, :1], 3, 2), ()),
    "AVIF, animated": (avif(RGB, **ANIMATED), RGB, (FIRST,)),
}


@pytest.mark.parametrize("name", CASES)
def test_the_picture_is_read_upright(name: str) -> None:
    data, wanted, notes = CASES[name]
    image = read_image(data)

    assert image.format == name.split()[0].strip(",")
    assert image.rgb.shape == wanted.shape
    assert np.abs(image.rgb[8::16, 8::16].astype(int) - wanted[8::16, 8::16]).max() <= 12
    assert image.notes == notes
    assert not image.browser_safe  # few browsers show HEIC


@pytest.mark.parametrize("name", ["HEIC", "AVIF"])
@pytest.mark.parametrize("share", [0.3, 0.9, 0.98])
def test_a_cut_file_is_damaged(name: str, share: float) -> None:
    data = CASES[name][0]
    with pytest.raises(DamagedImageError, match=f"^Found an? {name} picture that is damaged"):
        read_image(data[: int(len(data) * share)])


@pytest.mark.parametrize("name", ["HEIC", "AVIF"])
def test_the_limit_of_pixels_holds(name: str) -> None:
    with pytest.raises(ImageTooLargeError, match="96 x 64 = 6,144 pixels"):
        read_image(CASES[name][0], ImageLimits(max_pixels=6000))


@pytest.mark.parametrize("name", ["HEIC", "AVIF"])
def test_a_size_that_lies_is_refused(name: str) -> None:
    data = CASES[name][0]
    size = struct.pack(">II", 96, 64)
    assert size in data
    for other in ((9600, 6400), (97, 64), (1, 1)):
        try:
            image = read_image(data.replace(size, struct.pack(">II", *other)))
        except ImageError:
            continue
        assert (image.width, image.height) in (other, (96, 64))


@pytest.mark.parametrize(
    ("brands", "kind"),
    [
        (b"mif1" + bytes(4) + b"mif1avifmiaf", "AVIF"),
        (b"avis" + bytes(4) + b"msf1", "AVIF"),
        (b"mif1" + bytes(4) + b"heicmiaf", "HEIC"),
        (b"msf1" + bytes(4) + b"hevc", "HEIC"),
        (b"heix" + bytes(4), "HEIC"),
    ],
)
def test_either_is_known_by_all_of_its_brands(brands: bytes, kind: str) -> None:
    data = struct.pack(">I", 8 + len(brands)) + b"ftyp" + brands + bytes(40)
    with pytest.raises(DamagedImageError, match=f"{kind} picture that is damaged"):
        read_image(data)


def test_without_their_decoders_sentences_say_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(heif, "find_spec", lambda name: None)
    with pytest.raises(UnsupportedImageError, match=r"pi_heif.*segment-studio\[heic\]"):
        read_image(CASES["HEIC"][0])
    monkeypatch.setattr(heif.features, "check", lambda name: False)
    with pytest.raises(UnsupportedImageError, match="AVIF picture, which this installation's"):
        read_image(CASES["AVIF"][0])
