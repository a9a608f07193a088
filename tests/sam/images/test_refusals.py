"""What is refused, and in which words."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sam.errors import ImageError
from sam.images import (
    DamagedImageError,
    ImageLimits,
    ImageTooLargeError,
    UnsupportedImageError,
    read_image,
)
from tests.sam.images.pictures import encoded, exif, noise, png_header, quarters, tiff

ACCEPTED = "JPEG, PNG, WebP, GIF, TIFF or BMP"
RGB = quarters()
NOISE = noise(64, 64, 3)
FILES = {
    "JPEG": encoded(NOISE, "JPEG", exif=exif(6)),
    "PNG": encoded(NOISE, "PNG"),
    "WEBP": encoded(NOISE, "WEBP", lossless=True),
    "GIF": encoded(NOISE, "GIF"),
    "TIFF": encoded(NOISE, "TIFF", compression="tiff_lzw"),
    "BMP": encoded(NOISE, "BMP"),
    "deep PNG": encoded(Image.fromarray(noise(64, 64, dtype="uint16")), "PNG"),
    "deep TIFF": tiff(noise(64, 64, 3, dtype="uint16"), photometric="rgb", compression="zlib"),
    "plain TIFF": tiff(noise(64, 64, 3, dtype="uint16"), photometric="rgb"),
    "CMYK JPEG": encoded(Image.fromarray(NOISE).convert("CMYK"), "JPEG"),
}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "an empty file (0 bytes)"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n<svg/>", "an SVG drawing"),
        (b"<!DOCTYPE html><title>x</title>", "a web page (HTML)"),
        (b"\n <HTML><body>", "a web page (HTML)"),
        (b"<?xml version='1.0'?><note/>", "an XML document"),
        (b"<?xml" * 300, "an XML document"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\0\0\0\x1cftypavif....", "an AVIF picture"),
        (b"\0\0\0\x18ftypheic....", "a HEIC picture"),
        (b"\0\0\0\x18ftypmp42....", "a film (MP4 or QuickTime)"),
        (b"8BPS\0\1", "a Photoshop document"),
        (b"PK\3\4....", "a ZIP archive"),
        (b'{"a": 1}', "a JSON document"),
        (b"\0" * 128 + b"DICM", "a DICOM file"),
        (b"BM", "2 bytes of no known picture format, beginning with 'BM'"),
        (b"hello", "5 bytes of no known picture format, beginning with 'hello'"),
        (b"\x00\x01\x02", "3 bytes of no known picture format, beginning with 00 01 02"),
    ],
)
def test_other_files_are_named(data: bytes, found: str) -> None:
    with pytest.raises(UnsupportedImageError) as caught:
        read_image(data)

    assert str(caught.value) == f"Found {found}; a {ACCEPTED} picture is accepted."


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_file_is_damaged(name: str, share: float) -> None:
    data = FILES[name]
    with pytest.raises(DamagedImageError) as caught:
        read_image(data[: int(len(data) * share)])

    sentence = str(caught.value)
    assert sentence.startswith(f"Found a {name.split()[-1]} picture that is damaged or cut off")
    assert sentence.endswith(f"; a complete {ACCEPTED} picture is accepted.")
    assert "0x" not in sentence  # no object's address


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_flipped_bytes_are_read_or_refused(name: str, data: st.DataObject) -> None:
    """Nothing but an ImageError, a warning (an error here) included, comes out of bad bytes."""
    broken = bytearray(FILES[name])
    for place in data.draw(st.lists(st.integers(0, len(broken) - 1), min_size=1, max_size=12)):
        broken[place] = data.draw(st.integers(0, 255))
    try:
        image = read_image(bytes(broken), ImageLimits(max_pixels=10_000))
    except ImageError as error:
        assert str(error).endswith("accepted.")
    else:
        assert image.rgb.shape == (image.height, image.width, 3)


def tiff_header(width: int, height: int, **tags: int) -> bytes:
    """A TIFF that promises this size, without any pixels."""
    entries = {256: width, 257: height, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: height, 279: 9}
    entries |= {int(tag[1:]): value for tag, value in tags.items()}
    body = b"".join(struct.pack("<HHII", tag, 4, 1, entries[tag]) for tag in sorted(entries))
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + body + b"\0\0\0\0"


def header_only(format: str, width: int, height: int) -> bytes:
    """The smallest file of ``format`` whose header has this size."""
    small = encoded(RGB, format)
    if format == "JPEG":
        frame = small.index(b"\xff\xc0")
        return small[: frame + 5] + struct.pack(">HH", height, width) + small[frame + 9 :]
    return {
        "PNG": png_header(width, height),
        "GIF": b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0) + small[13:],
        "BMP": small[:18] + struct.pack("<ii", width, height) + small[26:],
        "TIFF": tiff_header(width, height),
    }[format]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "BMP", "TIFF"])
def test_too_many_pixels_are_refused_by_the_header(format: str) -> None:
    with pytest.raises(ImageTooLargeError) as caught:
        read_image(header_only(format, 20000, 20000))

    assert str(caught.value) == (
        "The picture has 20000 x 20000 = 400,000,000 pixels; "
        "at most 100,000,000 pixels are accepted."
    )


@pytest.mark.parametrize(
    "header",
    [
        b"VP8X\x0a\0\0\0\0\0\0\0" + (16382).to_bytes(3, "little") * 2,
        b"VP8L\x05\0\0\0\x2f" + struct.pack("<I", 16382 | 16382 << 14),
        b"VP8 \x0a\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 16383, 16383),
    ],
    ids=["extended", "lossless", "lossy"],
)
def test_a_large_webp_is_refused_before_its_canvas_exists(header: bytes) -> None:
    data = b"RIFF" + struct.pack("<I", 4 + len(header)) + b"WEBP" + header
    with pytest.raises(ImageTooLargeError, match="16383 x 16383 = 268,402,689 pixels"):
        read_image(data)


@pytest.mark.parametrize("depth", [8, 16])
def test_deep_pictures_have_the_same_limit(depth: int) -> None:
    with pytest.raises(ImageTooLargeError, match="20000 x 20000"):
        read_image(png_header(20000, 20000, depth))


def test_many_channels_are_refused_by_the_bytes_they_need() -> None:
    data = tiff_header(5000, 5000, _277=400)
    with pytest.raises(ImageTooLargeError, match="needs 10,000,000,000 bytes once decoded"):
        read_image(data)


def test_huge_tiles_round_a_small_picture() -> None:
    data = tiff_header(16, 16, _322=60000, _323=60000, _324=8, _325=9)
    with pytest.raises(ImageTooLargeError, match="3,600,000,000 bytes once decoded"):
        read_image(data)


def test_a_long_and_flat_picture_is_not_too_large() -> None:
    assert read_image(encoded(np.zeros((1, 20000, 3), np.uint8), "PNG")).rgb.shape == (1, 20000, 3)


@pytest.mark.parametrize("as_path", [False, True])
def test_too_many_bytes(as_path: bool, tmp_path) -> None:  # type: ignore[no-untyped-def]
    data = encoded(RGB, "BMP")
    path = tmp_path / "picture.bmp"
    path.write_bytes(data)
    with pytest.raises(ImageTooLargeError) as caught:
        read_image(path if as_path else data, ImageLimits(max_bytes=1000))

    assert str(caught.value) == (
        f"The picture's file has {len(data):,} bytes; at most 1,000 bytes are accepted."
    )


def test_the_errors_are_the_librarys() -> None:
    for kind in (ImageTooLargeError, UnsupportedImageError, DamagedImageError):
        assert issubclass(kind, ImageError)
        assert issubclass(kind, ValueError)
