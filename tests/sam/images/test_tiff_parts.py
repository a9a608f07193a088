"""Parts of TIFFs that are never held whole: pyramids, tiles, strips, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from numpy.typing import NDArray

from sam.errors import ImageError
from sam.images import (
    DamagedImageError,
    ImageLimits,
    ImageTooLargeError,
    UnsupportedImageError,
    read_image,
    read_parts,
    tiff_parts,
)
from sam.images.parts import ArrayParts
from tests.sam.images.pictures import encoded, noise, quarters, tiff


def smooth(height: int = 300, width: int = 420) -> NDArray[np.uint8]:
    """A picture in which every place has a colour of its own, changing slowly."""
    y, x = np.mgrid[:height, :width]
    return np.stack(
        [x * 255 // width, y * 255 // height, (x + y) * 255 // (height + width)], axis=2
    ).astype(np.uint8)


WAYS: dict[str, dict[str, Any]] = {
    "tiles": {"tile": (64, 48)},
    "lzw": {"tile": (128, 128), "compression": "lzw", "predictor": True},
    "planes": {"tile": (64, 64), "planarconfig": "separate"},
    "strips": {"rowsperstrip": 7, "compression": "deflate"},
    "big": {"tile": (64, 64), "bigtiff": True, "byteorder": ">"},
}


def written(rgb: NDArray[Any], **options: Any) -> bytes:
    stored = np.moveaxis(rgb, 2, 0) if options.get("planarconfig") == "separate" else rgb
    return tiff(stored, photometric="rgb", **options)


@pytest.mark.parametrize("way", WAYS)
def test_parts_are_those_of_the_whole(way: str) -> None:
    rgb = smooth()
    parts = read_parts(written(rgb, **WAYS[way]))

    assert parts.size == (300, 420)
    for box in ((0, 0, 420, 300), (61, 33, 190, 131), (419, 299, 420, 300)):
        x0, y0, x1, y1 = box
        np.testing.assert_array_equal(parts.read(box, (y1 - y0, x1 - x0)), rgb[y0:y1, x0:x1])
    expected = ArrayParts(rgb).read((10, 20, 410, 290), (54, 80)).astype(int)
    found = parts.read((10, 20, 410, 290), (54, 80))
    assert np.abs(found - expected).max() <= 2


def test_a_file_is_read_where_a_part_lies(tmp_path: Path) -> None:
    rgb = smooth()
    path = tmp_path / "large.tif"
    path.write_bytes(written(rgb, tile=(64, 64), compression="jpeg", compressionargs={"level": 95}))
    parts = read_parts(path)

    found = parts.read((100, 50, 300, 250), (200, 200)).astype(int)
    assert np.abs(found - rgb[50:250, 100:300]).mean() < 3
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(DamagedImageError, match="damaged or cut off"):
        parts.read((0, 0, 420, 300), (300, 420))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_turns_parts(orientation: int) -> None:
    tag = (274, "H", 1, orientation, True)
    data = written(smooth(), tile=(64, 64), extratags=[tag])
    whole, parts = read_image(data).rgb, read_parts(data)

    assert parts.size == whole.shape[:2]
    np.testing.assert_array_equal(parts.read((20, 30, 150, 190), (160, 130)), whole[30:190, 20:150])


@pytest.mark.parametrize("below", [True, False])
def test_smaller_versions_are_used(tmp_path: Path, below: bool) -> None:
    """As OME-TIFF has them, below the page, and as COG has them, after it."""
    path = tmp_path / "pyramid.tif"
    rgb = smooth()
    options: dict[str, Any] = {"photometric": "rgb", "tile": (64, 64)}
    marked = np.full((150, 210, 3), (9, 8, 7), np.uint8)
    with tifffile.TiffWriter(path) as file:
        file.write(rgb, subifds=1 if below else 0, metadata=None, **options)
        file.write(marked, subfiletype=1, metadata=None, **options)
        file.write(quarters(), metadata=None, **options)  # another picture
    parts = read_parts(path)

    assert tuple(parts.read((0, 0, 420, 300), (100, 140))[50, 50]) == (9, 8, 7)
    np.testing.assert_array_equal(parts.read((0, 0, 64, 64), (64, 64)), rgb[:64, :64])


def test_deep_parts_are_stretched_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = (smooth()[:, :, 0].astype(np.uint16) * 40 + 900)[:, :, None]
    data = tiff(deep[:, :, 0], tile=(64, 64))
    parts = read_parts(data)
    whole = read_image(data).rgb

    assert parts.notes and "Values from" in parts.notes[0]
    np.testing.assert_array_equal(
        parts.read((100, 50, 300, 250), (200, 200)), whole[50:250, 100:300]
    )
    monkeypatch.setattr(tiff_parts, "_MEASURED", 4)
    assert "4 tiles, spread evenly" in read_parts(data).notes[-1]


def test_no_more_is_decoded_than_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound on memory: blocks, and an overview of a given size."""
    monkeypatch.setattr(tiff_parts, "OVERVIEW", 105)
    monkeypatch.setattr(tiff_parts, "_BLOCK", 64)
    most: list[int] = []
    inner = tiff_parts.TiffParts._samples

    def counted(self: Any, level: Any, box: tuple[int, int, int, int]) -> NDArray[Any]:
        most.append((box[2] - box[0]) * (box[3] - box[1]))
        return inner(self, level, box)

    monkeypatch.setattr(tiff_parts.TiffParts, "_samples", counted)
    rgb = smooth()
    parts = read_parts(written(rgb, tile=(64, 48)))
    found = parts.read((0, 0, 420, 300), (75, 105)).astype(int)

    assert np.abs(found - ArrayParts(rgb).read((0, 0, 420, 300), (75, 105))).max() <= 3
    assert max(most) <= 64 * 64
    before = len(most)
    parts.read((100, 100, 400, 300), (40, 60))
    assert len(most) == before, "the overview is made once"


def test_what_is_not_read_in_parts_is_refused_in_words() -> None:
    with pytest.raises(ImageTooLargeError, match="420 x 300 = 126,000 pixels; at most 1,000"):
        read_parts(written(smooth(), tile=(64, 64)), ImageLimits(max_large_pixels=1000))
    with pytest.raises(
        UnsupportedImageError, match="Found a PNG picture, which is not read in parts"
    ):
        read_parts(encoded(quarters(), "PNG"))
    webp = tiff(quarters(), photometric="rgb", tile=(16, 16), compression="webp")
    with pytest.raises(UnsupportedImageError, match="WEBP compression, which is not read in parts"):
        read_parts(webp)
    parts = read_parts(written(smooth(), tile=(64, 64)))
    with pytest.raises(ImageError, match="does not lie in a picture of 420x300"):
        parts.read((0, 0, 421, 300), (10, 10))


def test_a_tile_that_holds_more_than_it_says_is_refused() -> None:
    """A JPEG within, of many times the tile's size, would be decoded whole."""
    data = bytearray(tiff(noise(64, 64, 3), photometric="rgb", tile=(64, 64), compression="jpeg"))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = b"\xff\xff\xff\xff"
    parts = read_parts(bytes(data))
    with pytest.raises(DamagedImageError, match="a tile of 64 x 64 holds 65535 x 65535"):
        parts.read((0, 0, 64, 64), (64, 64))
