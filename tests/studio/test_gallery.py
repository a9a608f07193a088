"""The gallery's photographs and thumbnails."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from studio.errors import MissingError
from studio.gallery import Gallery


def test_a_thumbnail_is_made_once() -> None:
    gallery = Gallery()
    assert gallery.thumbnail("chelsea") is gallery.thumbnail("chelsea")


def test_a_photograph_that_is_not_there() -> None:
    with pytest.raises(MissingError, match="no picture 'tea'; it has coffee, chelsea"):
        Gallery().get("tea")


def test_files_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    Image.new("RGB", (30, 20)).save(tmp_path / "coins.png")

    photographs = Gallery(tmp_path).photographs
    assert [(photo.name, photo.width, photo.height) for photo in photographs] == [("coins", 30, 20)]
