"""Files that lack nothing of the picture: wrong checksums beside it, an end that is missing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from sam.errors import ImageError
from sam.images import DamagedImageError, read_image
from tests.hostile import files
from tests.sam.images.pictures import encoded, exif, noise, png_chunk, quarters

RGB = quarters()
NOISE = noise(64, 80, 3)
BIG = encoded(NOISE, "PNG")
DEEP = encoded(Image.fromarray(noise(64, 80, dtype="uint16")), "PNG")


def texts(array: np.ndarray = RGB) -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Software", "a program")
    words.add_itxt("Comment", "words")
    return encoded(array, "PNG", pnginfo=words, dpi=(72, 72), exif=exif(1))


def wrong(data: bytes, kind: bytes) -> bytes:
    """The checksum of the first chunk of this kind is another."""
    place = data.index(kind)
    (length,) = struct.unpack_from(">I", data, place - 4)
    end = place + 4 + length
    return data[:end] + bytes([data[end] ^ 1]) + data[end + 1 :]


def late_text(data: bytes) -> bytes:
    return data[:-12] + png_chunk(b"tEXt", b"Title\0late") + data[-12:]


def garbled(data: bytes, kind: bytes) -> bytes:
    """What the first chunk of this kind holds is other than its checksum says."""
    place = data.index(kind) + 5
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


LEFT_OUT = "A chunk of the PNG with a wrong checksum ({}) is left out."
NO_END = "The PNG has no end; every row of it is there."
PIXELS = "A checksum of the PNG's pixels is wrong; they unpack whole, every row of them."

READ: dict[str, tuple[bytes, bytes, tuple[str, ...]]] = {
    # what is read, as what, with which notes
    "tEXt": (wrong(texts(), b"tEXt"), texts(), (LEFT_OUT.format("tEXt"),)),
    "iTXt garbled": (garbled(texts(), b"iTXt"), texts(), (LEFT_OUT.format("iTXt"),)),
    "pHYs": (wrong(texts(), b"pHYs"), texts(), (LEFT_OUT.format("pHYs"),)),
    "eXIf": (wrong(texts(), b"eXIf"), texts(), (LEFT_OUT.format("eXIf"),)),
    "a late text": (
        wrong(late_text(texts()), b"tEXt"),
        texts(),
        (LEFT_OUT.format("tEXt"),),
    ),
    "two": (
        wrong(wrong(texts(), b"tEXt"), b"pHYs"),
        texts(),
        ("2 chunks of the PNG with wrong checksums (tEXt, pHYs) are left out.",),
    ),
    "IDAT": (wrong(texts(), b"IDAT"), texts(), (PIXELS,)),
    "no end": (texts()[:-12], texts(), (NO_END,)),
    "half an end": (texts()[:-5], texts(), (NO_END,)),
    "a late text that is cut off": (late_text(texts())[:-15], texts(), (NO_END,)),
    "all pixels, and half of their own checksum": (BIG[:-18], BIG, (NO_END,)),
    "deep": (
        DEEP[:33] + wrong(png_chunk(b"tEXt", b"a\0b"), b"tEXt") + DEEP[33:],
        DEEP,
        (LEFT_OUT.format("tEXt"),),
    ),
    "deep without an end": (DEEP[:-12], DEEP, (NO_END,)),
}


@pytest.mark.parametrize("name", READ)
def test_a_png_that_lacks_no_pixel_is_read(name: str) -> None:
    data, sound, notes = READ[name]
    image, whole = read_image(data), read_image(sound)

    np.testing.assert_array_equal(image.rgb, whole.rgb)
    assert image.notes == notes + whole.notes
    assert not image.browser_safe  # not every browser reads it


@pytest.mark.parametrize(
    "data",
    [
        BIG[:-200],
        garbled(BIG, b"IDAT"),
        wrong(BIG, b"IHDR"),
        wrong(encoded(Image.fromarray(RGB).quantize(4), "PNG"), b"PLTE"),
        wrong(garbled(BIG, b"IDAT"), b"IDAT"),
        files.png_file(900, 900, wrong(png_chunk(b"IDAT", zlib.compress(bytes(400))), b"IDAT")),
    ],
)
def test_a_png_that_lacks_pixels_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedImageError):
        read_image(data)


def jpeg(**options: object) -> bytes:
    return encoded(NOISE, "JPEG", quality=90, **options)


JPEGS: dict[str, Callable[[], bytes]] = {
    "baseline": jpeg,
    "progressive": lambda: jpeg(progressive=True),
    "restarts": lambda: jpeg(restart_marker_blocks=3),
    "a restart for each row": lambda: jpeg(restart_marker_rows=1),
    "subsampled": lambda: jpeg(subsampling="4:2:0"),
    "grey": lambda: encoded(noise(64, 80), "JPEG"),
    "ink": lambda: encoded(Image.fromarray(NOISE).convert("CMYK"), "JPEG"),
    "turned": lambda: jpeg(exif=exif(6)),
}


@pytest.mark.parametrize("name", JPEGS)
@pytest.mark.parametrize("cut", [1, 2])
def test_a_jpeg_without_its_end_is_read(name: str, cut: int) -> None:
    sound = JPEGS[name]()
    image, whole = read_image(sound[:-cut]), read_image(sound)

    np.testing.assert_array_equal(image.rgb, whole.rgb)
    assert image.notes == (*whole.notes, "The JPEG has no end marker; every row of it is there.")
    assert not image.browser_safe


@pytest.mark.parametrize("name", JPEGS)
def test_a_jpeg_that_lacks_blocks_is_damaged(name: str) -> None:
    sound = JPEGS[name]()
    begin = sound.rindex(b"\xff\xda") + 20
    for end in (len(sound) - 30, (begin + len(sound)) // 2, begin):
        with pytest.raises(DamagedImageError):
            read_image(sound[:end])


@pytest.mark.parametrize("name", ["restarts", "a restart for each row"])
def test_a_jpeg_that_ends_where_it_might_start_again_is_damaged(name: str) -> None:
    sound = JPEGS[name]()
    places = [
        place
        for place in range(sound.rindex(b"\xff\xda"), len(sound) - 1)
        if sound[place] == 0xFF and 0xD0 <= sound[place + 1] <= 0xD7
    ]
    assert len(places) >= 3
    for place in places:
        for end in (place, place + 1, place + 2):
            with pytest.raises(ImageError):
                read_image(sound[:end])


@pytest.mark.parametrize("behind", [b"\xff\xda film \xff\xda", b"\xff", bytes(9), jpeg()[:400]])
def test_what_lies_behind_a_jpeg_is_no_matter(behind: bytes) -> None:
    """As in phones' moving photographs."""
    assert read_image(jpeg() + behind).notes == ()


def test_the_end_of_a_thumbnail_is_not_that_of_the_picture() -> None:
    thumbnail = files.jpeg_segment(0xE1, b"Exif\0\0" + encoded(RGB, "JPEG"))
    sound = jpeg()
    image = read_image(sound[:2] + thumbnail + sound[2:-2])
    assert image.notes == ("The JPEG has no end marker; every row of it is there.",)
