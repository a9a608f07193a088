"""More than 8 bits: stretched by the stated rule, never clipped."""

from __future__ import annotations

import imagecodecs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sam.images import read_image
from sam.images.pixels import stretch
from sam.images.span import span_of
from tests.sam.images.pictures import noise, tiff


def by_the_rule(samples: np.ndarray) -> np.ndarray:
    """The 0.1 percentile to 0, the 99.9 to 255, linear, all channels together; (H, W) or
    (H, W, 3)."""
    low, high = np.percentile(samples.astype(np.float64), [0.1, 99.9])
    values = samples.astype(np.longdouble).clip(low, high)
    scaled = (values - low) / (high - low) * 255
    return np.repeat(scaled[..., None], 3, axis=2) if scaled.ndim == 2 else scaled


def assert_rule(data: bytes, samples: np.ndarray) -> None:
    image = read_image(data)
    assert np.abs(image.rgb - by_the_rule(samples)).max() <= 0.5 + 1e-6
    assert (image.rgb.min(), image.rgb.max()) == (0, 255)
    assert not image.browser_safe
    low, high = np.percentile(samples.astype(np.float64), [0.1, 99.9])
    shown = f"Values from {low:g} to {high:g} ({samples.dtype}) are shown as 0 to 255"
    if (low, high) != (samples.min(), samples.max()):
        shown += (
            ": the 0.1 and 99.9 percentiles of all values, which go from "
            f"{samples.min():g} to {samples.max():g}"
        )
    assert image.notes == (f"{shown}.",)


@pytest.mark.parametrize("shape", [(9, 13), (9, 13, 3)])
def test_sixteen_bit_png(shape: tuple[int, ...]) -> None:
    samples = noise(*shape, dtype="uint16") // 3 + 700
    assert_rule(imagecodecs.png_encode(samples), samples)


@pytest.mark.parametrize("shape", [(9, 13), (9, 13, 3)])
@pytest.mark.parametrize(
    "dtype", ["uint16", "int16", "uint32", "int32", "int8", "float16", "float32", "float64"]
)
def test_deep_tiff(dtype: str, shape: tuple[int, ...]) -> None:
    if dtype.startswith("float"):
        samples = np.random.default_rng(3).normal(0, 50, shape).astype(dtype)
    else:
        samples = noise(*shape, dtype=dtype) // 2
    photometric = "rgb" if len(shape) == 3 else "minisblack"
    assert_rule(tiff(samples, photometric=photometric), samples)


def test_neighbouring_values_of_twelve_bits_stay_in_order() -> None:
    ramp = np.arange(4096, dtype=np.uint16).reshape(64, 64)
    shown = read_image(tiff(ramp)).rgb[:, :, 0].ravel().astype(int)

    assert (np.diff(shown) >= 0).all()
    assert len(np.unique(shown)) == 256


@pytest.mark.parametrize("value", [0, 7, 65535])
def test_a_picture_of_one_value_becomes_black(value: int) -> None:
    assert (read_image(tiff(np.full((4, 5), value, np.uint16))).rgb == 0).all()


def test_nan_and_infinities() -> None:
    samples = np.array([[np.nan, -np.inf, np.inf], [-2.0, 0.0, 2.0]], np.float32)
    image = read_image(tiff(samples))

    np.testing.assert_allclose(image.rgb[:, :, 0], [[0, 0, 255], [0, 128, 255]], atol=1)


def test_nothing_finite_at_all() -> None:
    samples = np.array([[np.nan, np.inf, -np.inf]], np.float32)
    np.testing.assert_array_equal(read_image(tiff(samples)).rgb[:, :, 0], [[0, 255, 0]])


def test_the_whole_range_of_float64_does_not_overflow() -> None:
    most = np.finfo(np.float64).max * 0.9  # the last one itself stands for no data
    image = read_image(tiff(np.array([[-most, 0.0, most]])))

    np.testing.assert_allclose(image.rgb[:, :, 0], [[0, 128, 255]], atol=1)


def test_transparent_pixels_do_not_count() -> None:
    colour = np.full((2, 4, 3), 1000, np.uint16)
    colour[:, 2:] = 3000
    alpha = np.full((2, 4, 1), 65535, np.uint16)
    colour[0, 0], alpha[0, 0] = 60000, 0  # whatever is stored where nothing shows
    rgb = read_image(imagecodecs.png_encode(np.dstack([colour, alpha]))).rgb

    assert (rgb[0, 0] == 255).all()  # the white behind it
    assert (rgb[1, :2] == 0).all()
    assert (rgb[:, 2:] == 255).all()


def test_half_transparent_sixteen_bit_grey() -> None:
    grey = np.array([[0, 65535], [0, 65535]], np.uint16)
    alpha = np.array([[65535, 65535], [32768, 32768]], np.uint16)
    rgb = read_image(imagecodecs.png_encode(np.dstack([grey, alpha]))).rgb

    np.testing.assert_allclose(rgb[:, :, 0], [[0, 255], [127, 255]], atol=1)


samples_of_any_type = st.sampled_from(["uint16", "int32", "float32", "float64"]).flatmap(
    lambda dtype: arrays.arrays(
        dtype, st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from([1, 3]))
    )
)


@settings(max_examples=200, deadline=None)
@given(samples_of_any_type)
def test_any_numbers_are_stretched_in_order(samples: np.ndarray) -> None:
    span = span_of(samples)
    shown = stretch(samples, span.low, span.high, span.blanks)

    blank = np.isin(samples, span.blanks)
    counted = np.isfinite(samples) & ~blank
    assert shown.dtype == np.uint8
    assert int(blank.sum()) == span.missing
    if counted.any() and span.low < span.high:
        assert shown[counted].min() == 0
        assert shown[counted].max() == 255
        order = np.argsort(samples[counted], kind="stable")
        assert (np.diff(shown[counted][order].astype(int)) >= 0).all()
    assert (shown[np.isnan(samples) | np.isneginf(samples) | blank] == 0).all()
    assert (shown[np.isposinf(samples)] == 255).all()


def test_the_stretch_does_not_depend_on_how_it_is_cut_into_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    samples = noise(37, 11, 3, dtype="uint16")
    visible = noise(37, 11) > 90
    blanks = (samples[3, 3, 0],)
    whole = span_of(samples, visible, blanks)
    wanted = stretch(samples, whole.low, whole.high, blanks)
    for module in ("pixels", "span"):
        monkeypatch.setattr(f"sam.images.{module}.ROWS_AT_ONCE", 100)

    assert span_of(samples, visible, blanks) == whole
    np.testing.assert_array_equal(stretch(samples, whole.low, whole.high, blanks), wanted)


@pytest.mark.parametrize("dtype", ["uint16", "int16"])
def test_many_samples_are_stretched_as_few_are(dtype: str) -> None:
    samples = noise(300, 200, 3, dtype=dtype)
    whole = stretch(samples[:, ::-1], -900.0, 20_000.0)
    rows = [stretch(row[None, ::-1], -900.0, 20_000.0) for row in samples]
    assert np.array_equal(whole, np.concatenate(rows))
