"""What is missing when only the library itself was installed is said, with what brings it."""

from __future__ import annotations

import io
import sys

import imagecodecs
import numpy as np
import pytest
import tifffile

from sam.cli.progress import progress
from sam.extras import needed
from sam.images import UnsupportedImageError, read_image

DEEP = np.arange(600, dtype=np.uint16).reshape(10, 20, 3)


def tiff() -> bytes:
    buffer = io.BytesIO()
    tifffile.imwrite(buffer, DEEP, photometric="rgb")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "module", "package", "what"),
    [
        (tiff(), "sam.images.tiff", "tifffile", "A TIFF picture"),
        (
            imagecodecs.png_encode(DEEP),
            "sam.images.png16",
            "imagecodecs",
            "A PNG of 16 bits a sample",
        ),
    ],
    ids=["TIFF", "PNG"],
)
def test_pictures_whose_decoder_is_not_installed(
    data: bytes, module: str, package: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_image(data).rgb.shape == DEEP.shape
    monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)  # Python then finds no such package
    with pytest.raises(UnsupportedImageError) as caught:
        read_image(data)
    assert str(caught.value) == (
        f"{what} needs the package {package}, which is not installed; "
        "expected it from pip install 'segment-studio[tiff]'."
    )


def test_other_import_errors_pass() -> None:
    with pytest.raises(ImportError, match="cannot import name"), needed("It", "tiff", ValueError):
        from sam.errors import NoSuchError  # noqa: F401


def test_without_tqdm_lines_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    with progress(2) as shown:
        shown.show("1 of 2")
        shown.move(0.5)
        shown.say("one")
        shown.say("two", sys.stderr)
    assert capsys.readouterr() == ("one\n", "two\n")
