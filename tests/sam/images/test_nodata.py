"""What stands for no data, and single values far from all others, do not darken a picture."""

from __future__ import annotations

from typing import Any

import imagecodecs
import numpy as np
import pytest

from sam.images import read_image
from sam.images import span as spans
from sam.images.span import named_blank, span_of
from tests.sam.images.pictures import noise, tiff

Y, X = np.mgrid[:60, :80]
HILLS = 400 + 200 * np.sin(X / 9) * np.cos(Y / 7)
"""An elevation model, in metres."""
SEA = (Y + X) < 30  # a tenth of it

SHOWN = tuple(np.percentile(HILLS[~SEA], [0.1, 99.9]))


def gdal(words: str) -> dict[str, Any]:
    return {"extratags": [(42113, "s", 0, words, True)]}


SINGLE, DOUBLE = np.finfo(np.float32), np.finfo(np.float64)

BLANKS = [
    # dtype, the value, what GDAL's tag says (None: nothing)
    ("float32", -9999, "-9999"),
    ("float32", -9999, None),
    ("float32", 0, "0"),
    ("float32", 12345, "12345.0"),
    ("float32", 0.1, "0.1"),
    ("float32", -32768, None),
    ("float32", SINGLE.min, "-3.4028234663852886e+38"),
    ("float32", SINGLE.min, "-3.40282346638529e+38"),
    ("float32", SINGLE.min, "-3.40282e+38"),  # not quite the same
    ("float32", SINGLE.max, None),
    ("float32", 1e20, None),
    ("float32", np.float32(9.969209968386869e36), None),
    ("float16", -9999, None),
    ("float64", DOUBLE.min, None),
    ("float64", float(SINGLE.min), None),
    ("float64", -99999, None),
    ("float64", -1.5e300, "-1.5e300"),
    ("int16", -32768, None),
    ("int16", -9999, "-9999"),
    ("int32", -2147483648, None),
    ("int32", 7, "7"),
    ("int64", 2**60 + 1, str(2**60 + 1)),
    ("uint16", 0, "0"),
    ("uint16", 65535, "65535"),
]


@pytest.mark.parametrize(("dtype", "blank", "tag"), BLANKS)
@pytest.mark.parametrize("photometric", ["minisblack", "miniswhite"])
def test_no_data_is_black_and_does_not_count(
    dtype: str, blank: float, tag: str | None, photometric: str
) -> None:
    samples = HILLS.astype(dtype)
    samples[SEA] = blank
    options = {} if tag is None else gdal(tag)
    image = read_image(tiff(samples, photometric=photometric, **options))

    sound = samples[~SEA].astype(np.float64)
    low, high = np.percentile(sound, [0.1, 99.9])
    wanted = (sound.clip(low, high) - low) / (high - low) * 255
    if photometric == "miniswhite":
        wanted = 255 - wanted
    assert np.abs(image.rgb[~SEA, 0] - wanted).max() <= 0.51
    assert (image.rgb[SEA] == 0).all()
    assert any(f"{SEA.sum()} values stand for no data" in note for note in image.notes)


@pytest.mark.parametrize(
    ("dtype", "tag"),
    [
        ("uint16", "-9999"),
        ("uint16", "70000"),
        ("uint16", "1.5"),
        ("float32", "nan"),
        ("float32", "inf"),
        ("float32", "1e300"),
        ("float32", "none"),
        ("float32", ""),
    ],
)
def test_a_tag_that_names_no_value_of_the_type_is_nothing(dtype: str, tag: str) -> None:
    assert named_blank(tag, np.dtype(dtype)) == ()
    plain, tagged = HILLS.astype(dtype), HILLS.astype(dtype)
    images = [read_image(tiff(plain)), read_image(tiff(tagged, **gdal(tag)))]

    np.testing.assert_array_equal(images[0].rgb, images[1].rgb)
    assert images[0].notes == images[1].notes


def test_blank_and_not_a_number_together() -> None:
    samples = HILLS.astype("float32")
    samples[SEA] = -9999
    samples[:3, :3] = np.nan
    samples[-3:] = SINGLE.max
    image = read_image(tiff(samples))

    assert (image.rgb[SEA] == 0).all()
    assert (image.rgb[-3:] == 0).all()
    assert f"{(SEA.sum() - 9) + 240} values stand for no data" in image.notes[1]
    assert image.rgb[30:50, 40:60].std() > 20


@pytest.mark.parametrize("dtype", ["int16", "float32", "float64", "int32"])
def test_a_number_among_others_is_data(dtype: str) -> None:
    """-9999 in a sea, -32768 in noise over all of a type."""
    depths = np.linspace(-11000, 8000, 4800).reshape(60, 80)
    depths[3, 3] = -9999
    for samples in (depths.astype(dtype), np.maximum(depths, -9999).astype(dtype)):
        assert span_of(samples[:, :, None]).missing == 0
    assert span_of(noise(60, 80, 1, dtype="int16")).missing == 0


@pytest.mark.parametrize("dtype", ["uint8", "uint16"])
def test_bright_stars_are_data(dtype: str) -> None:
    """Of unsigned numbers the largest is a brightness, far as it may stand from the others."""
    samples = (HILLS / 4).astype(dtype)
    samples[5:9, 5:9] = np.iinfo(dtype).max
    assert (read_image(tiff(samples)).rgb[5:9, 5:9] == 255).all()
    assert span_of(samples[:, :, None]).missing == 0


HOT = [("hot", 65535), ("cold", 0)]


@pytest.mark.parametrize(("name", "value"), HOT)
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "colour TIFF", "float TIFF", "int32 TIFF"])
def test_one_hot_pixel_leaves_the_rest_as_it_was(name: str, value: int, kind: str) -> None:
    samples = (HILLS + 20_000).astype("uint16")
    if kind == "colour TIFF":
        samples = np.dstack([samples, samples // 2 + 10_000, samples])
    sound = samples.copy()
    samples[10, 20] = value

    def read(array: np.ndarray) -> Any:
        if kind == "PNG":
            return read_image(imagecodecs.png_encode(array))
        dtype = {"float TIFF": "float32", "int32 TIFF": "int32"}.get(kind, "uint16")
        photometric = "rgb" if array.ndim == 3 else "minisblack"
        return read_image(tiff(array.astype(dtype), photometric=photometric))

    with_it, without = read(samples), read(sound)
    assert with_it.rgb[10, 20, 0] == (255 if name == "hot" else 0)
    difference = np.abs(with_it.rgb.astype(int) - without.rgb)
    difference[10, 20] = 0
    assert difference.max() <= 3
    assert "the 0.1 and 99.9 percentiles of all values" in with_it.notes[0]
    assert f"{value}" in with_it.notes[0]


def test_what_is_rarer_than_a_thousandth_is_seen_on_one_value() -> None:
    samples = np.full((100, 100), 7, "uint16")
    samples[50, 50:53] = 5000
    image = read_image(tiff(samples))

    assert (image.rgb[50, 50:53] == 255).all()
    assert image.rgb.sum() == 9 * 255
    assert image.notes == ("Values from 7 to 5000 (uint16) are shown as 0 to 255.",)


@pytest.mark.parametrize("value", [-9999.0, float(SINGLE.max)])
def test_nothing_but_a_blank_is_of_one_value(value: float) -> None:
    samples = np.full((5, 6), value, "float32")
    assert (read_image(tiff(samples)).rgb == 0).all()
    assert (read_image(tiff(samples, **gdal(str(value)))).rgb == 0).all()


def test_percentiles_of_a_large_picture_are_those_of_some_of_its_pixels(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    samples = noise(400, 300, 3, dtype="uint16")
    samples[::2] //= 2
    visible = noise(400, 300) > 60
    exact = span_of(samples, visible)
    monkeypatch.setattr(spans, "_MOST_PIXELS", 40_000)
    some = span_of(samples, visible)

    assert (some.least, some.most) == (exact.least, exact.most)
    assert some != exact
    assert abs(some.low - exact.low) < 65536 * 0.001
    assert abs(some.high - exact.high) < 65536 * 0.002
    assert span_of(samples, visible) == some  # the same again
