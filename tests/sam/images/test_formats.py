"""Every accepted format, read back against the array it was written from."""

from __future__ import annotations

import threading
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sam.images import DecodedImage, ImageLimits, read_image
from tests.sam.images.pictures import encoded, exif, noise, quarters, tiff
from tests.test_vectors import vectors
from tests.vectors import make_pictures

RGB = quarters()
GREY = noise(19, 23)


@pytest.mark.parametrize(
    ("format", "options"),
    [
        ("PNG", {}),
        ("BMP", {}),
        ("WEBP", {"lossless": True}),
        ("GIF", {}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "tiff_adobe_deflate"}),
        ("TIFF", {"compression": "packbits"}),
    ],
)
def test_lossless_formats_give_the_written_pixels(format: str, options: dict[str, object]) -> None:
    image = read_image(encoded(RGB, format, **options))

    np.testing.assert_array_equal(image.rgb, RGB)
    assert (image.format, image.width, image.height) == (format, 48, 32)
    assert image.browser_safe == (format != "TIFF")
    assert image.rgb.dtype == np.uint8
    assert image.rgb.flags.c_contiguous


@pytest.mark.parametrize(("format", "options"), [("JPEG", {}), ("WEBP", {}), ("TIFF", {})])
def test_lossy_pictures_are_close_to_the_written_pixels(
    format: str, options: dict[str, object]
) -> None:
    if format == "TIFF":
        options = {"compression": "jpeg"}
    image = read_image(encoded(RGB, format, quality=95, **options))

    centres = image.rgb[8::16, 12::24].astype(int)
    assert np.abs(centres - RGB[8::16, 12::24]).max() <= 8
    assert image.browser_safe == (format != "TIFF")


@pytest.mark.parametrize("format", ["PNG", "BMP", "GIF", "TIFF"])
def test_grey_is_repeated_over_the_channels(format: str) -> None:
    image = read_image(encoded(GREY, format))

    np.testing.assert_array_equal(image.rgb, np.repeat(GREY[:, :, None], 3, axis=2))


@pytest.mark.parametrize(
    ("format", "options"),
    [("PNG", {}), ("BMP", {}), ("TIFF", {}), ("TIFF", {"compression": "group4"})],
)
def test_one_bit_becomes_black_and_white(format: str, options: dict[str, object]) -> None:
    bits = GREY > 100
    image = read_image(encoded(Image.fromarray(bits), format, **options))

    np.testing.assert_array_equal(image.rgb, np.repeat(bits[:, :, None], 3, axis=2) * 255)


@pytest.mark.parametrize("format", ["PNG", "BMP", "GIF", "TIFF"])
def test_palette_colours_are_looked_up(format: str) -> None:
    picture = Image.fromarray(RGB).quantize(4)
    image = read_image(encoded(picture, format))

    np.testing.assert_array_equal(image.rgb, np.asarray(picture.convert("RGB")))


def on_white(rgb: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """The rule, in floating point: what shows of the colour, and white behind it."""
    share = alpha[..., None] / 255
    return np.asarray(rgb * share + 255 * (1 - share))


def assert_close(image: DecodedImage, wanted: np.ndarray) -> None:
    assert image.rgb.shape == wanted.shape
    assert np.abs(image.rgb - wanted).max() <= 0.51


@pytest.mark.parametrize(
    ("format", "options"), [("PNG", {}), ("TIFF", {}), ("WEBP", {"lossless": True, "exact": True})]
)
def test_alpha_is_composited_on_white(format: str, options: dict[str, object]) -> None:
    alpha = noise(32, 48, seed=1)
    image = read_image(encoded(np.dstack([RGB, alpha]), format, **options))

    assert_close(image, on_white(RGB, alpha))
    assert not image.browser_safe
    assert any("white" in note for note in image.notes)


def test_grey_with_alpha_is_composited_on_white() -> None:
    alpha = noise(*GREY.shape, seed=2)
    image = read_image(encoded(np.dstack([GREY, alpha]), "PNG"))

    assert_close(image, on_white(np.repeat(GREY[:, :, None], 3, axis=2), alpha))


def test_opaque_alpha_leaves_the_picture_to_the_browser() -> None:
    opaque = np.full((32, 48), 255, np.uint8)
    image = read_image(encoded(np.dstack([RGB, opaque]), "PNG"))

    np.testing.assert_array_equal(image.rgb, RGB)
    assert image.browser_safe
    assert image.notes == ()


def test_a_palette_with_several_transparencies() -> None:
    picture = Image.fromarray(RGB).quantize(4)
    indices = np.asarray(picture)
    image = read_image(encoded(picture, "PNG", transparency=bytes([0, 80, 160, 255])))

    alpha = np.array([0, 80, 160, 255])[indices]
    assert_close(image, on_white(np.asarray(picture.convert("RGB")), alpha))


@pytest.mark.parametrize("format", ["PNG", "GIF"])
def test_one_transparent_palette_colour(format: str) -> None:
    picture = Image.fromarray(RGB).quantize(4)
    image = read_image(encoded(picture, format, transparency=2))

    transparent = np.asarray(picture) == 2
    assert transparent.any()
    assert (image.rgb[transparent] == 255).all()
    np.testing.assert_array_equal(image.rgb[~transparent], RGB[~transparent])
    assert not image.browser_safe


def test_one_transparent_rgb_colour() -> None:
    image = read_image(encoded(RGB, "PNG", transparency=(220, 30, 40)))

    np.testing.assert_array_equal(image.rgb[:16, :24], 255)
    np.testing.assert_array_equal(image.rgb[16:], RGB[16:])


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_the_first_frame_of_an_animation(format: str) -> None:
    frames = [Image.fromarray(RGB), Image.fromarray(RGB[::-1].copy())]
    options = {"lossless": True} if format == "WEBP" else {}
    data = encoded(frames[0], format, save_all=True, append_images=frames[1:], **options)
    image = read_image(data)

    np.testing.assert_array_equal(image.rgb, RGB)
    assert not image.browser_safe  # a browser would play it
    assert any("first frame" in note for note in image.notes)


def test_the_first_page_of_a_tiff() -> None:
    image = read_image(tiff(np.stack([RGB, RGB[::-1]]), photometric="rgb"))

    np.testing.assert_array_equal(image.rgb, RGB)
    assert any("first page" in note for note in image.notes)


def test_a_tiff_of_one_page_has_nothing_to_note() -> None:
    assert read_image(tiff(RGB, photometric="rgb")).notes == ()
    assert read_image(encoded(RGB, "TIFF")).notes == ()


def test_a_path_is_read_like_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "wrongly named.txt"
    path.write_bytes(encoded(RGB, "PNG"))

    np.testing.assert_array_equal(read_image(path).rgb, RGB)
    with pytest.raises(FileNotFoundError):
        read_image(tmp_path / "absent.png")


def test_pillows_own_limit_is_neither_used_nor_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)  # Image.open would refuse everything

    for format in ("JPEG", "PNG", "GIF", "BMP", "TIFF"):
        assert read_image(encoded(RGB, format)).width == 48
    assert Image.MAX_IMAGE_PIXELS == 10


def test_many_threads_read_at_once() -> None:
    files = [
        encoded(RGB, "JPEG", exif=exif(6)),
        encoded(RGB, "PNG"),
        tiff(noise(31, 17, 3, dtype="uint16"), photometric="rgb"),
        encoded(Image.fromarray(RGB).convert("CMYK"), "JPEG"),
    ]
    alone = [read_image(data).rgb for data in files]
    failures: list[str] = []

    def read(turn: int) -> None:
        for step in range(8):
            which = (turn + step) % len(files)
            if not np.array_equal(read_image(files[which]).rgb, alone[which]):
                failures.append(f"thread {turn}, file {which}")

    threads = [threading.Thread(target=read, args=(turn,)) for turn in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_what_the_published_scripts_read_is_what_is_read(shared_data: Path) -> None:
    """RGB profiles are not applied: the values are those of PIL's plain conversion."""
    path = next(iter(sorted((shared_data / "images").glob("*.jpg"))))
    with Image.open(BytesIO(path.read_bytes())) as picture:
        np.testing.assert_array_equal(read_image(path).rgb, np.asarray(picture.convert("RGB")))


def test_limits_may_be_given() -> None:
    assert read_image(encoded(RGB, "PNG"), ImageLimits(max_pixels=48 * 32)).width == 48


def test_all_that_is_said_of_pictures_is_in_the_vectors() -> None:
    """The page has each sentence in Chinese, and is tested with these."""
    assert make_pictures.picture_vectors() == [each.values[0] for each in vectors("pictures")]
