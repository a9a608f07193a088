"""The varieties of TIFF."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from sam.images import UnsupportedImageError, read_image
from tests.sam.images.pictures import encoded, noise, quarters, tiff

RGB = quarters()
DEEP = noise(32, 48, 3, dtype="uint16")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"byteorder": ">"},
        {"bigtiff": True},
        {"rowsperstrip": 5},
        {"tile": (16, 16)},
        {"compression": "zlib", "predictor": True},
        {"compression": "lzma"},
        {"compression": "zstd"},
    ],
)
@pytest.mark.parametrize("samples", [RGB, DEEP], ids=["8", "16"])
def test_layouts_and_compressions_give_the_same_pixels(
    samples: np.ndarray, options: dict[str, object]
) -> None:
    plain = read_image(tiff(samples, photometric="rgb"))

    image = read_image(tiff(samples, photometric="rgb", **options))
    np.testing.assert_array_equal(image.rgb, plain.rgb)


@pytest.mark.parametrize("samples", [RGB, DEEP], ids=["8", "16"])
def test_separate_planes(samples: np.ndarray) -> None:
    planes = np.moveaxis(samples, 2, 0)
    image = read_image(tiff(planes, photometric="rgb", planarconfig="separate"))

    np.testing.assert_array_equal(image.rgb, read_image(tiff(samples, photometric="rgb")).rgb)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32", "bool"])
def test_white_is_zero(dtype: str) -> None:
    samples = np.array([[0, 1], [1, 0]], dtype)
    if dtype == "uint8":
        samples *= 255
    image = read_image(tiff(samples, photometric="miniswhite"))

    np.testing.assert_array_equal(image.rgb[:, :, 0], [[255, 0], [0, 255]])


@pytest.mark.parametrize("bits", [2, 4])
def test_few_bits_fill_the_range(bits: int) -> None:
    most = (1 << bits) - 1
    samples = np.arange(most + 1, dtype=np.uint8)[None]
    image = read_image(tiff(samples, bitspersample=bits))

    np.testing.assert_array_equal(image.rgb[0, :, 0], np.arange(most + 1) * 255 // most)


@pytest.mark.parametrize("scale", [1, 257])
def test_palettes_of_8_and_16_bits(scale: int) -> None:
    table = noise(3, 256).astype(np.uint16)
    table[0, 0] = 255
    indices = noise(6, 8, seed=5)
    image = read_image(tiff(indices, photometric="palette", colormap=table * np.uint16(scale)))

    np.testing.assert_array_equal(image.rgb, table.T[indices])


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
@pytest.mark.parametrize("kind", ["assocalpha", "unassalpha"])
def test_alpha_premultiplied_or_not(dtype: str, kind: str) -> None:
    most = np.iinfo(dtype).max
    alpha = np.full((2, 2), most, np.float64)
    alpha[1] *= 0.4
    colour = np.zeros((2, 2, 3))
    colour[:, 1] = most
    stored = colour * alpha[..., None] / most if kind == "assocalpha" else colour
    samples = np.dstack([stored, alpha]).round().astype(dtype)
    image = read_image(tiff(samples, photometric="rgb", extrasamples=[kind]))

    np.testing.assert_allclose(image.rgb[:, :, 0], [[0, 255], [153, 255]], atol=1)


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_channels_without_a_meaning_are_left_out(dtype: str) -> None:
    samples = noise(8, 9, 5, dtype=dtype)
    image = read_image(
        tiff(samples, photometric="rgb", extrasamples=["unspecified", "unspecified"])
    )

    np.testing.assert_array_equal(
        image.rgb, read_image(tiff(samples[:, :, :3], photometric="rgb")).rgb
    )
    assert any("first 3 of the 5 channels" in note for note in image.notes)


@pytest.mark.parametrize("count", [2, 5, 6])
def test_several_grey_channels_show_the_first(count: int) -> None:
    samples = noise(count, 8, 9, dtype="uint16")
    image = read_image(tiff(samples, photometric="minisblack", planarconfig="separate"))

    np.testing.assert_array_equal(image.rgb, read_image(tiff(samples[0])).rgb)
    assert f"Only the first of the {count} channels of the TIFF is used." in image.notes


OPAQUE = np.full((32, 48), 255, np.uint8)
ALPHA = noise(32, 48, seed=9)


@pytest.mark.parametrize(
    ("samples", "options", "same"),
    [
        (RGB, {"planarconfig": "contig"}, (RGB, {})),
        (np.moveaxis(RGB, 2, 0), {"planarconfig": "separate"}, (RGB, {})),
        (DEEP, {"planarconfig": "contig", "compression": "zlib"}, (DEEP, {})),
        (DEEP.astype("float32"), {"planarconfig": "contig"}, (DEEP.astype("float32"), {})),
        (np.dstack([RGB, ALPHA]), {"planarconfig": "contig"}, (RGB, {})),  # near infrared
        (
            np.dstack([RGB, ALPHA]),
            {"planarconfig": "contig", "extrasamples": [0, 0, "unassalpha"]},
            (np.dstack([RGB, ALPHA]), {"extrasamples": ["unassalpha"]}),
        ),
        (
            np.dstack([RGB, OPAQUE, ALPHA]),
            {"planarconfig": "contig", "extrasamples": [0, 0, 0, "unassalpha"]},
            (np.dstack([RGB, ALPHA]), {"extrasamples": ["unassalpha"]}),
        ),
    ],
)
def test_three_or_four_grey_samples_of_one_page_are_colours(
    samples: np.ndarray, options: dict[str, object], same: tuple[np.ndarray, dict[str, object]]
) -> None:
    image = read_image(tiff(samples, photometric="minisblack", **options))

    array, said = same
    np.testing.assert_array_equal(image.rgb, read_image(tiff(array, photometric="rgb", **said)).rgb)
    assert sum("as red, green and blue" in note for note in image.notes) == 1

    first = read_image(tiff(samples, photometric="minisblack", **options), unsaid_colours=False)
    assert (first.rgb[:, :, 0] == first.rgb[:, :, 2]).all()
    assert any(note.startswith("Only the first of the") for note in first.notes)


@pytest.mark.parametrize(
    ("shape", "options"),
    [
        ((3, 32, 48), {"imagej": True, "metadata": {"axes": "CYX"}}),
        ((32, 48, 3), {"description": "ImageJ=1.54f\nchannels=3\n", "planarconfig": "contig"}),
        ((3, 32, 48), {"ome": True, "metadata": {"axes": "CYX"}, "planarconfig": "separate"}),
        ((4, 32, 48), {"ome": True, "metadata": {"axes": "CYX"}}),
        # grey, something, and opacity: two that may be seen
        ((32, 48, 3), {"planarconfig": "contig", "extrasamples": [0, "unassalpha"]}),
    ],
)
def test_channels_of_microscopes_are_no_colours(
    shape: tuple[int, ...], options: dict[str, object]
) -> None:
    samples = noise(*shape, dtype="uint16")
    image = read_image(tiff(samples, photometric="minisblack", **options))

    assert (image.rgb[:, :, 0] == image.rgb[:, :, 2]).all()
    assert not any("as red, green and blue" in note for note in image.notes)
    assert any("Only the first" in note for note in image.notes)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"dtype": "complex64"}, "complex numbers"),
        ({"photometric": "itulab", "shape": (8, 8, 3), "dtype": "uint8"}, "ITULAB"),
        (
            {"volumetric": True, "photometric": "minisblack", "shape": (4, 8, 8), "dtype": "uint8"},
            "8 x 8 x 4",
        ),
    ],
)
def test_what_is_not_read_is_named(options: dict[str, object], words: str) -> None:
    shape = options.pop("shape", (8, 8))
    samples = np.zeros(shape, options.pop("dtype"))  # type: ignore[call-overload]
    if options.get("volumetric"):
        options["tile"] = (16, 16, 16)
    with pytest.raises(UnsupportedImageError) as caught:
        read_image(tiff(samples, **options))

    assert words in str(caught.value)
    assert str(caught.value).endswith("PNG, TIFF or JPEG.")
    assert "accepted" not in str(caught.value)  # of a TIFF a sentence cannot say that it is


def test_ycbcr_without_jpeg_is_read_by_pillow() -> None:
    picture = Image.fromarray(RGB).convert("YCbCr")
    image = read_image(encoded(picture, "TIFF"))

    wanted = np.asarray(picture.convert("RGB")).astype(int)
    assert np.abs(image.rgb - wanted).max() <= 2


def test_reading_logs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    read_image(tiff(DEEP, photometric="rgb"))

    assert caplog.records == []
