"""Codecs in a process of their own: what they give, and what holds them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import psutil
import pytest

from sam.errors import ImageError
from sam.images import DamagedImageError, ImageLimits, UnsupportedImageError, aside, read_image
from tests.hostile import files
from tests.sam.images.pictures import noise, quarters, tiff

RGB = quarters()
ALPHA = noise(32, 48, seed=4)
DEEP = noise(32, 48, 3, dtype="uint16")
FLOAT = noise(32, 48, dtype="uint16").astype("float32")


@pytest.mark.parametrize(
    ("compression", "samples", "options"),
    [
        ("webp", RGB, {}),
        ("webp", RGB, {"tile": (16, 16), "byteorder": ">", "bigtiff": True}),
        ("webp", np.dstack([RGB, ALPHA]), {"extrasamples": ["unassalpha"]}),
        ("lerc", RGB, {}),
        ("lerc", FLOAT, {"photometric": "minisblack"}),
        ("jpegxl", RGB, {"tile": (16, 16)}),
        ("jpeg2000", RGB, {}),
        ("jpeg2000", DEEP, {}),
        ("png", DEEP, {}),
    ],
)
def test_compressions_of_gdal_and_others_are_read(
    compression: str, samples: np.ndarray, options: dict[str, Any]
) -> None:
    options = {"photometric": "rgb", **options}
    image = read_image(tiff(samples, compression=compression, **options))

    options.pop("tile", None)
    plain = read_image(tiff(samples, **options))
    np.testing.assert_array_equal(image.rgb, plain.rgb)
    assert image.notes == plain.notes


def test_jpeg_of_twelve_bits_in_a_tiff() -> None:
    samples = (DEEP[:, :, 0] // 16 // 512) * 512
    encoded = imagecodecs.jpeg8_encode(samples, level=98, bitspersample=12)
    tags = files.grey_tags(48, 32, 7, len(encoded)) | {258: (3, 1, 12)}
    image = read_image(files.tiff_file(tags, encoded))

    shown = image.rgb[:, :, 0].astype(int)
    assert np.abs(shown - samples / samples.max() * 255).mean() < 8


def within(stream: bytes, width: int = 48, height: int = 32, compression: int = 34712) -> bytes:
    """A TIFF that announces a size, and holds whatever is given."""
    return files.tiff_file(files.grey_tags(width, height, compression, len(stream)), stream)


@pytest.mark.parametrize(
    ("codec", "compression"),
    [("jpeg2k", 34712), ("webp", 50001), ("jpegxl", 50002), ("png", 34933)],
)
def test_of_another_size_within_no_more_is_read_than_announced(
    codec: str, compression: int
) -> None:
    large = np.zeros((900, 1200, 3) if codec == "webp" else (900, 1200), np.uint8)
    stream = getattr(imagecodecs, f"{codec}_encode")(large)
    try:
        image = read_image(within(stream, compression=compression))
    except ImageError:
        return
    assert image.rgb.shape == (32, 48, 3)


def test_a_bomb_within_is_refused() -> None:
    """300 MB of pixels in 900 bytes, of a page that announces 1,536."""
    line = files.png_chunk(b"IDAT", files.zeros_deflated(200_000))
    bomb = files.png_file(20_000, 15_000, line, depth=8, colour=0)
    with pytest.raises(UnsupportedImageError, match="takes more memory than its pixels"):
        read_image(within(bomb, compression=34933))


@pytest.mark.parametrize("compression", [34712, 50001, 50002, 34887, 34933, 34934])
def test_bytes_that_no_codec_takes_are_damaged(compression: int) -> None:
    with pytest.raises(DamagedImageError) as caught:
        read_image(within(noise(400).tobytes(), compression=compression))

    assert str(caught.value).startswith("Found a TIFF picture that is damaged or cut off (")


@pytest.mark.parametrize(
    ("number", "name"), [(34676, "SGILOG"), (34713, "NIKON_NEF"), (4711, "4711")]
)
def test_a_compression_that_is_not_read_is_named(number: int, name: str) -> None:
    with pytest.raises(UnsupportedImageError) as caught:
        read_image(within(b"x" * 99, compression=number))

    assert str(caught.value) == (
        f"Found a TIFF picture with {name} compression, which is not read; with LZW or without "
        "compression it is; save it as PNG, TIFF or JPEG."
    )


def posing(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """A child process that does something else."""
    file = folder / "child.py"
    here = str(Path(aside.__file__).parent)
    file.write_text(f"import sys, os\nsys.path.insert(0, {here!r})\nimport decode_aside\n{code}\n")
    monkeypatch.setattr(aside, "_CHILD", file)
    monkeypatch.setattr(aside, "SECONDS", 1)


SOUND = tiff(RGB, photometric="rgb", compression="webp")
TOO_LONG = (
    "Found a TIFF picture with WebP compression that takes longer than 1 s to decode; save it as "
    "PNG, TIFF or JPEG."
)
TOO_LARGE = (
    "Found a TIFF picture with WebP compression that takes more memory than its pixels to decode; "
    "save it as PNG, TIFF or JPEG."
)
LINE = """print('{"shape": [32, 48, 3], "dtype": "|u1"}', flush=True)"""


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are POSIX")
@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("decode_aside._no_more_time_than(1)\nwhile True: pass", TOO_LONG),
        ("sys.stdin.buffer.read()\nos.read(os.pipe()[0], 1)", TOO_LONG),  # waits for ever
        ("os.read(os.pipe()[0], 1)", TOO_LONG),  # and does not even take the file
        (
            "decode_aside._tiff = lambda d, a: ({}, [decode_aside._no_more_memory_than(0),"
            " bytearray(10**9)])\ndecode_aside.main()",
            TOO_LARGE,
        ),
        ("sys.stdin.buffer.read()\nos.abort()", "(its decoder ended with code -6)"),
        ("sys.exit(3)", "(its decoder ended with code 3)"),
        (LINE, "gave other pixels than its header says"),
        (LINE.replace("32", "64"), "gave other pixels than its header says"),
        (LINE.replace("u1", "f4"), "gave other pixels than its header says"),
        ("print('x' * 10**6)", "its decoder says no end of words"),
    ],
)
def test_a_decoder_that_goes_astray_costs_one_picture(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, sentence: str
) -> None:
    posing(monkeypatch, tmp_path, code)
    with pytest.raises(ImageError) as caught:
        read_image(SOUND)

    assert sentence in str(caught.value)
    assert psutil.Process().children() == []


def test_more_bytes_than_pixels_are_not_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code = f"sys.stdin.buffer.read()\n{LINE}\nwhile True: os.write(1, bytes(10**6))"
    posing(monkeypatch, tmp_path, code)
    assert (read_image(SOUND).rgb == 0).all()
    assert psutil.Process().children() == []


def test_a_decoder_has_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SEGMENT_TOKEN", "a secret")
    posing(
        monkeypatch,
        tmp_path,
        f"sys.stdin.buffer.read()\n{LINE}\nsys.stdout.flush()\n"
        "os.write(1, bytes([255 * ('a secret' in os.environ.values())] * 4608))",
    )
    assert (read_image(SOUND).rgb == 0).all()


def test_the_limits_hold_before_a_process_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_CHILD", Path("absent.py"))
    with pytest.raises(ImageError, match="at most 100 pixels"):
        read_image(SOUND, ImageLimits(max_pixels=100))
