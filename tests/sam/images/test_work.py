"""Small files that would keep a decoder busy for minutes or hours are refused at once."""

from __future__ import annotations

import struct
import time
import zlib

import numpy as np
import psutil
import pytest
from PIL import Image

from sam.images import DamagedImageError, UnsupportedImageError, read_image
from tests.hostile import bombs, files
from tests.sam.images.pictures import encoded, png_chunk, quarters, tiff

SEGMENT = files.jpeg_segment(0xE5, b"")
JPEG = encoded(quarters(), "JPEG")


def progressive(side: int, scans: int) -> bytes:
    """A JPEG whose last scan comes again and again."""
    sound = encoded(Image.new("L", (side, side)), "JPEG", progressive=True)
    begin, end = sound.rindex(b"\xff\xda"), sound.rindex(b"\xff\xd9")
    return sound[:begin] + sound[begin:end] * scans + sound[end:]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (progressive(8000, 4000), "more than 31 scans of 8000 x 8000 pixels"),
        (JPEG[:2] + SEGMENT * 10_001 + JPEG[2:], "more than 10,000 segments"),
        (JPEG[:2] + b"\xff" * 200_000 + JPEG[2:], "more than 100,000 bytes between"),
        (
            files.png_file(1, 1, png_chunk(b"tEXt", b"") * 200_001),
            "more than 200,000 chunks",
        ),
    ],
)
def test_what_no_encoder_writes_is_refused_unread(data: bytes, words: str) -> None:
    begin = time.process_time()
    with pytest.raises(DamagedImageError, match=words):
        read_image(data)
    assert time.process_time() - begin < 2


def test_some_more_scans_and_segments_than_usual_are_read() -> None:
    segments = JPEG[:2] + SEGMENT * 300 + b"\xff" * 50 + JPEG[2:]
    assert np.array_equal(read_image(segments).rgb, read_image(JPEG).rgb)
    assert read_image(progressive(400, 200)).width == 400


def test_a_thumbnail_within_a_jpeg_has_no_scans_that_count() -> None:
    thumbnail = files.jpeg_segment(0xE1, b"\xff\xda" * 30_000)
    assert read_image(JPEG[:2] + thumbnail * 100 + JPEG[2:]).width == 48


def test_deep_pictures_that_are_cut_off_leave_no_memory_behind() -> None:
    with Image.new("I;16", (4000, 4000), 7) as image:
        cut_off = encoded(image, "PNG")[:-100]

    def resident() -> int:
        with pytest.raises(DamagedImageError):
            read_image(cut_off)
        return int(psutil.Process().memory_info().rss)

    first, *_, last = (resident() for _ in range(6))
    assert last - first < 50_000_000  # each has 32 MB of samples


@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_a_length_that_is_cut_off_is_the_end(cut: int) -> None:
    with pytest.raises(DamagedImageError):
        read_image(JPEG[:2] + SEGMENT + SEGMENT[:cut])


@pytest.mark.parametrize("round_and_round", [True, False])
def test_only_the_first_page_is_looked_at(round_and_round: bool) -> None:
    data = bombs.many_pages(400_000, round_and_round)
    begin = time.process_time()
    image = read_image(data)
    assert time.process_time() - begin < 0.5
    assert image.notes == ("Only the first page of the TIFF is used.",)


def test_a_tiff_in_more_strips_than_pixels_allow_is_refused() -> None:
    count = 500_001
    packed = zlib.compress(b"\0")
    lists = struct.pack("<I", 8 + 8 * count) * count + struct.pack("<I", len(packed)) * count
    tags = files.grey_tags(1, count, 8, 1) | {278: (4, 1, 1)}
    tags |= {273: (4, count, 8), 279: (4, count, 8 + 4 * count)}
    with pytest.raises(UnsupportedImageError, match="a TIFF page in 500,001 pieces"):
        read_image(files.tiff_file(tags, lists + packed))


def test_infinite_colours_behind_alpha_are_stretched_without_a_warning() -> None:
    samples = np.ones((2, 2, 4), np.float32)
    samples[0, 0] = (np.inf, 0, 3e38, 0.001)
    samples[1, 1, 3] = np.nan
    data = tiff(samples, photometric="rgb", extrasamples=["ASSOCALPHA"], planarconfig="contig")
    assert read_image(data).rgb.shape == (2, 2, 3)
