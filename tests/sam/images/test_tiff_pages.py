"""Which page of a TIFF is the picture: of raw photographs, pyramids, documents and stacks."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import numpy as np
import pytest
import tifffile

from sam.images import DamagedImageError, ImageLimits, UnsupportedImageError, read_image
from tests.hostile import files
from tests.sam.images.pictures import encoded, noise, quarters

BIG = quarters(480, 360)
HALF = quarters(240, 180)
SMALL = quarters(30, 22)
PAGE_1 = "Only the first page of the TIFF is used."


@dataclass
class Made:
    """A page to write, and those below it."""

    array: np.ndarray
    reduced: bool = False
    options: dict[str, Any] = field(default_factory=dict)
    below: list[Made] = field(default_factory=list)


def photo(array: np.ndarray, reduced: bool = False, **options: Any) -> Made:
    return Made(array, reduced, {"photometric": "rgb", **options})


def sensor(width: int = 600, height: int = 400) -> Made:
    """What a DNG has of its sensor."""
    tags = [(33421, "H", 2, (2, 2), True), (33422, "B", 4, b"\0\1\1\2", True)]
    options = {"photometric": "cfa", "extratags": tags}
    return Made(noise(height, width, dtype="uint16"), False, options)


def written(*pages: Made, **options: Any) -> bytes:
    buffer = BytesIO()
    with tifffile.TiffWriter(buffer, **options) as writer:
        for page in pages:
            for each, more in [
                (page, {"subifds": len(page.below)}),
                *((b, {}) for b in page.below),
            ]:
                kind = {"subfiletype": 1} if each.reduced else {}
                writer.write(each.array, metadata=None, **kind, **each.options, **more)
    return buffer.getvalue()


def larger(name: str, w: int, h: int) -> str:
    return (
        f"The picture is {name} of the TIFF, the largest that is read, with {w} x {h} pixels; its "
        "first page has 30 x 22."
    )


CASES: dict[str, tuple[list[Made], np.ndarray, tuple[str, ...]]] = {
    "a small first page, the picture below it": (
        [Made(SMALL, True, {"photometric": "rgb"}, [photo(BIG)])],
        BIG,
        (larger("page 1's SubIFD 1", 480, 360),),
    ),
    "the same, and nothing says that it is small": (
        [Made(SMALL, False, {"photometric": "rgb"}, [photo(HALF, True), photo(BIG)])],
        BIG,
        (larger("page 1's SubIFD 2", 480, 360),),
    ),
    "the picture is a later page": (
        [photo(SMALL), photo(HALF), photo(BIG)],
        BIG,
        (larger("page 3", 480, 360),),
    ),
    "the picture is below a later page": (
        [photo(SMALL), Made(SMALL, True, {"photometric": "rgb"}, [photo(BIG)])],
        BIG,
        (larger("page 2's SubIFD 1", 480, 360),),
    ),
    "a pyramid from small to large": (
        [photo(SMALL, True), photo(HALF, True), photo(BIG)],
        BIG,
        (larger("page 3", 480, 360),),
    ),
    "a pyramid from large to small, as GDAL writes": (
        [photo(BIG), photo(HALF, True), photo(SMALL, True)],
        BIG,
        (),
    ),
    "a pyramid below its page, as OME has it": (
        [Made(BIG, False, {"photometric": "rgb"}, [photo(HALF, True), photo(SMALL, True)])],
        BIG,
        (),
    ),
    "a larger one that says it is reduced": ([photo(HALF), photo(BIG, True)], HALF, ()),
    "a document whose pages differ a little": (
        [photo(HALF), photo(quarters(250, 190)), photo(quarters(240, 180))],
        HALF,
        (PAGE_1,),
    ),
    "a stack": ([photo(HALF), photo(HALF[::-1]), photo(HALF)], HALF, (PAGE_1,)),
    "only reduced versions": ([photo(SMALL, True)], SMALL, ()),
    "a mask of transparency": (
        [
            photo(HALF),
            Made(np.ones((180, 240), bool), False, {"photometric": "mask", "subfiletype": 4}),
        ],
        HALF,
        ("A mask of transparency in the TIFF is not used.",),
    ),
    "the largest is of a kind that is not read": (
        [photo(HALF), Made(np.ones((400, 500), "complex64"))],
        HALF,
        (
            "Page 2 of the TIFF (500 x 400 pixels) is not used: a TIFF picture of complex numbers.",
            PAGE_1,
        ),
    ),
}


def raw_note(name: str, sides: str) -> str:
    return (
        "This is a raw photograph: 600 x 400 pixels of its sensor (CFA, a colour filter over each "
        f"pixel) are not developed here. The largest preview in it is used, {name} with {sides} "
        "pixels."
    )


CASES |= {
    "a DNG with a thumbnail and a preview": (
        [Made(SMALL, True, {"photometric": "rgb"}, [sensor(), photo(HALF, True)])],
        HALF,
        (raw_note("page 1's SubIFD 2", "240 x 180"),),
    ),
    "a DNG with a thumbnail alone": (
        [Made(SMALL, True, {"photometric": "rgb"}, [sensor()])],
        SMALL,
        (raw_note("page 1", "30 x 22"),),
    ),
    "the sensor first": ([sensor(), photo(HALF)], HALF, (raw_note("page 2", "240 x 180"),)),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("options", [{}, {"bigtiff": True, "byteorder": ">"}], ids=["II", "MM+"])
def test_the_picture_among_the_pages(name: str, options: dict[str, Any]) -> None:
    pages, wanted, notes = CASES[name]
    image = read_image(written(*pages, **options))

    np.testing.assert_array_equal(image.rgb, wanted)
    assert image.notes == notes


@pytest.mark.parametrize("name", ["CFA", "linear raw"])
def test_a_raw_photograph_without_a_preview_is_named(name: str) -> None:
    linear = Made(noise(40, 60, 3, dtype="uint16"), False, {"photometric": "linear_raw"})
    page = sensor(60, 40) if name == "CFA" else linear
    with pytest.raises(UnsupportedImageError) as caught:
        read_image(written(page))

    sentence = str(caught.value)
    assert sentence.startswith("Found a raw photograph, 60 x 40 pixels of its sensor")
    assert name in sentence
    assert "no developed preview" in sentence
    assert "save it as PNG, TIFF or JPEG" in sentence


@pytest.mark.parametrize("compression", ["jpeg", "zlib"])
def test_a_page_that_pillow_decodes_need_not_be_the_first(compression: str) -> None:
    below = photo(BIG, compression=compression)
    image = read_image(written(Made(SMALL, True, {"photometric": "rgb"}, [below])))

    assert image.rgb.shape == BIG.shape
    assert np.abs(image.rgb[20::45, 20::45].astype(int) - BIG[20::45, 20::45]).max() <= 12


def test_the_orientation_of_the_first_page_is_that_of_the_picture() -> None:
    turned = [(274, "H", 1, 6, True)]
    first = Made(SMALL, True, {"photometric": "rgb", "extratags": turned}, [photo(BIG)])
    image = read_image(written(first))

    np.testing.assert_array_equal(image.rgb, np.rot90(BIG, -1))


def test_a_preview_that_is_a_whole_jpeg_without_a_size_in_tags() -> None:
    """As Sony's and Nikon's raw photographs have it."""
    stream = encoded(HALF, "JPEG", quality=95)
    data = written(Made(SMALL, True, {"photometric": "rgb"}, [sensor()]))
    entries = {254: 1, 259: 6, 513: len(data), 514: len(stream)}
    body = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries.items())
    place = len(data) + len(stream)
    place += place % 2
    linked = (data + stream).ljust(place, b"\0") + struct.pack("<H", len(entries)) + body + bytes(4)
    with tifffile.TiffFile(BytesIO(data)) as file:
        first = file.pages.first
        end = first.offset + 2 + 12 * len(first.tags)
    linked = linked[:end] + struct.pack("<I", place) + linked[end + 4 :]
    image = read_image(linked)

    assert image.rgb.shape == HALF.shape
    assert np.abs(image.rgb[20::45, 20::45].astype(int) - HALF[20::45, 20::45]).max() <= 12
    assert image.notes == (raw_note("page 2", "240 x 180"),)


def test_a_page_too_large_is_passed_over_with_a_note() -> None:
    image = read_image(written(photo(BIG), photo(HALF, True)), ImageLimits(max_pixels=50_000))

    np.testing.assert_array_equal(image.rgb, HALF)
    assert image.notes[0] == (
        "Page 1 of the TIFF (480 x 360 pixels) is not used: at most 50,000 pixels are accepted."
    )


def test_a_picture_that_is_cut_off_is_not_its_thumbnail() -> None:
    data = written(Made(SMALL, True, {"photometric": "rgb"}, [photo(noise(360, 480, 3))]))
    with pytest.raises(DamagedImageError):
        read_image(data[: len(data) - 1000])


@pytest.mark.parametrize("size", [1, 3, 200])
def test_pages_that_lead_astray_cost_nothing(size: int) -> None:
    """Of tags that lie in one another, or say they are endless."""
    sound = files.tiff_file(files.grey_tags(1, 1, 1, 1), b"\0")
    loop = struct.pack("<HHHII", 1, 330, 4, 2**32 - 1, len(sound)) + struct.pack("<I", 8)
    data = sound[:-4] + struct.pack("<I", len(sound)) + loop * size
    assert read_image(data).rgb.shape == (1, 1, 3)
