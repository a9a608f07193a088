"""What is refused, and in which words."""

from __future__ import annotations

import re
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
from tests.sam.images.pictures import (
    encoded,
    exif,
    noise,
    png_chunk,
    png_header,
    quarters,
    tiff,
)

ACCEPTED = "JPEG, PNG, WebP, GIF, TIFF, BMP, HEIC or AVIF"
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


LIST = f"a {ACCEPTED} picture is accepted"
SAVE = "save it as PNG, TIFF or JPEG"


@pytest.mark.parametrize(
    ("data", "found", "helps"),
    [
        (b"", "an empty file (0 bytes)", LIST),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing", SAVE),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n<svg/>", "an SVG drawing", SAVE),
        (b"<!DOCTYPE html><title>x</title>", "a web page (HTML)", LIST),
        (b"\n <HTML><body>", "a web page (HTML)", LIST),
        (b"<?xml version='1.0'?><note/>", "an XML document", LIST),
        (b"<?xml" * 300, "an XML document", LIST),
        (b"%PDF-1.7 ...", "a PDF document", f"take the page you want and {SAVE}"),
        (
            b"\0\0\0\x18ftypmp42....",
            "a film (MP4 or QuickTime)",
            f"take the frame you want and {SAVE}",
        ),
        (b"8BPS\0\1", "a Photoshop document", SAVE),
        (b"PK\3\4....", "a ZIP archive", LIST),
        (b'{"a": 1}', "a JSON document", LIST),
        (b"\0" * 128 + b"DICM", "a DICOM file", f"export it from its viewer and {SAVE}"),
        (b"BM", "2 bytes of no known picture format, beginning with 'BM'", LIST),
        (b"hello", "5 bytes of no known picture format, beginning with 'hello'", LIST),
        (b"\x00\x01\x02", "3 bytes of no known picture format", LIST),
    ],
)
def test_other_files_are_named(data: bytes, found: str, helps: str) -> None:
    with pytest.raises(UnsupportedImageError) as caught:
        read_image(data)

    assert str(caught.value) == f"Found {found}; {helps}."


OTHERS = [
    # as Pillow writes them: format, mode, options, what it is
    ("TGA", "RGB", {}, "a TGA picture"),
    ("TGA", "RGBA", {}, "a TGA picture"),
    ("TGA", "L", {}, "a TGA picture"),
    ("TGA", "P", {}, "a TGA picture"),
    ("TGA", "RGB", {"compression": "tga_rle"}, "a TGA picture"),
    ("TGA", "RGB", {"orientation": 1, "id_section": b"words"}, "a TGA picture"),
    ("ICO", "RGBA", {}, "an icon or pointer (ICO, CUR)"),
    ("ICNS", "RGBA", {}, "an icon (ICNS)"),
    ("PCX", "RGB", {}, "a PCX picture"),
    ("PPM", "RGB", {}, "a Netpbm picture"),
    ("SGI", "RGB", {}, "an SGI picture"),
    ("DDS", "RGBA", {}, "a texture (DDS)"),
    ("JPEG2000", "RGB", {}, "a JPEG 2000 picture"),
    ("JPEG2000", "RGB", {"no_jp2": True}, "a JPEG 2000 picture"),
    ("EPS", "RGB", {}, "a PostScript document"),
    ("XBM", "1", {}, "an X11 picture (XBM)"),
]


@pytest.mark.parametrize(("format", "mode", "options", "found"), OTHERS)
def test_sound_pictures_of_other_kinds_are_named(
    format: str, mode: str, options: dict[str, object], found: str
) -> None:
    with pytest.raises(UnsupportedImageError) as caught:
        read_image(encoded(Image.fromarray(RGB).convert(mode), format, **options))

    assert str(caught.value).startswith(f"Found {found}; ")
    assert str(caught.value).endswith(f"{SAVE}.")


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"FUJIFILMCCD-RAW 0201", "a raw photograph (Fujifilm RAF)"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "a raw photograph (Canon CR3)"),
        (b"IIRO\x08\0\0\0", "a raw photograph (Olympus ORF)"),
        (b"IIU\0\x18\0\0\0", "a raw photograph (Panasonic RW2)"),
        (b"\x1a\x45\xdf\xa3\x01", "a film (Matroska or WebM)"),
        (b"RIFF\0\0\1\0AVI LIST", "a film (AVI)"),
        (b"\xff\x0a\xfa\x1f", "a JPEG XL picture"),
        (b"II\xbc\1\x20\0\0\0", "a JPEG XR picture"),
        (b"qoif\0\0\0\1", "a QOI picture"),
        (b"SIMPLE  =                    T", "a FITS file"),
        (b"#?RADIANCE\n", "a Radiance HDR picture"),
        (b"\0" * 344 + b"n+1\0", "a NIfTI volume"),
        (b"ZISRAWFILE\0\0", "a Zeiss CZI file"),
        (b"\x89HDF\r\n\x1a\n", "an HDF5 file"),
        (b"version https://git-lfs.github.com/spec/v1\n", "a Git LFS pointer, not the file"),
        (b"Rar!\x1a\x07\1\0", "a RAR archive"),
        # a header like TGA's or an icon's with a field that cannot be
        (b"\0\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\x18\0" + bytes(20), "38 bytes of no known"),
        (b"\0\0\1\0\1\0" + bytes(40), "46 bytes of no known"),
        (b"\0\1\1\0" + bytes(60), "64 bytes of no known"),
    ],
)
def test_beginnings_of_other_kinds_are_named(head: bytes, found: str) -> None:
    with pytest.raises(UnsupportedImageError, match=f"^Found {re.escape(found)}"):
        read_image(head)


def framed(marker: int, bits: int = 8, parts: int = 3) -> bytes:
    """A JPEG up to its frame."""
    frame = struct.pack(">BHHB", bits, 32, 48, parts) + b"\1\x11\0" * parts
    body = struct.pack(">BBH", 0xFF, marker, len(frame) + 2) + frame
    comment = b"\xff\xfe\0\x06\xff\xc3\xff\xc3"
    return b"\xff\xd8" + comment + b"\xff" + body + b"\xff\xda"


def bitmap(bits: int, packed: int) -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, 4, 4, 1, bits, packed, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 200, 0, 0, 54) + head + bytes(146)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (framed(0xC3), "a lossless JPEG picture"),
        (framed(0xC5), "a hierarchical JPEG picture"),
        (framed(0xF7), "a JPEG-LS picture"),
        (framed(0xC1, bits=12), "a JPEG picture of 12 bits a colour"),
        (framed(0xC0, parts=2), "a JPEG picture of 2 colours"),
        (
            b"\x89PNG\r\n\x1a\n" + png_chunk(b"CgBI", bytes(4)) + encoded(RGB, "PNG")[8:],
            "a PNG picture of Apple's own variety (CgBI)",
        ),
        (bitmap(0, 5), "a BMP picture with a PNG in it"),
        (bitmap(0, 4), "a BMP picture with a JPEG in it"),
        (bitmap(64, 0), "a BMP picture of 64 bits a pixel"),
        (
            bitmap(24, 11),
            "a BMP picture of a variety that is not read (Unsupported BMP compression",
        ),
    ],
)
def test_sound_varieties_that_are_not_read_are_not_called_damaged(data: bytes, found: str) -> None:
    with pytest.raises(UnsupportedImageError) as caught:
        read_image(data)

    assert str(caught.value).startswith(f"Found {found}")
    assert str(caught.value).endswith(f"; {SAVE}.")


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
        assert str(error).endswith(("accepted.", "PNG, TIFF or JPEG."))
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
