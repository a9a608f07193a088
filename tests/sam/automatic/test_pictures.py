"""One picture of a batch: what it gives, what it refuses, and how events become a result."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sam import FormatError, ImageError, SamAutomaticMaskGenerator
from sam.automatic import (
    Event,
    EverythingSettings,
    Found,
    Progress,
    Record,
    Summary,
    Withdrawn,
    collect,
    process_picture,
)
from sam.formats import FORMATS, image_number, read_sa1b
from sam.images import ImageLimits, ImageTooLargeError
from sam.modeling import Sam

LENIENT = EverythingSettings(points_per_side=3, pred_iou_thresh=0, stability_score_thresh=0)


@pytest.fixture
def generator(tiny: Sam) -> SamAutomaticMaskGenerator:
    return SamAutomaticMaskGenerator.from_settings(tiny, LENIENT)


@pytest.fixture
def picture(tmp_path: Path, image: np.ndarray) -> Path:
    path = tmp_path / "noise.png"
    Image.fromarray(image).save(path)
    return path


def test_a_picture_becomes_its_files(
    generator: SamAutomaticMaskGenerator, picture: Path, image: np.ndarray, tmp_path: Path
) -> None:
    shares: list[float] = []
    done = process_picture(generator, picture, FORMATS, on_progress=shares.append)
    expected = collect(generator.stream(image.shape[:2], generator.embedder(image)))
    assert done.records == expected != []
    assert done.image.file_name == "noise.png"
    assert done.image.image_id == image_number(picture.read_bytes())
    assert done.notes == ()
    assert done.files.keys() == FORMATS.keys()
    written = tmp_path / "noise.sa1b.json"
    written.write_bytes(done.files["sa1b"])
    assert read_sa1b(written).records == [record.as_dict() for record in expected]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_the_same_picture_gives_the_same_bytes(
    generator: SamAutomaticMaskGenerator, picture: Path
) -> None:
    assert process_picture(generator, picture).files == process_picture(generator, picture).files


def test_what_reading_did_is_said(generator: SamAutomaticMaskGenerator, tmp_path: Path) -> None:
    path = tmp_path / "clear.png"
    Image.new("RGBA", (40, 30)).save(path)
    assert "white" in " ".join(process_picture(generator, path, ()).notes)


def test_wrong_formats_and_pictures_are_refused(
    generator: SamAutomaticMaskGenerator, picture: Path, tmp_path: Path
) -> None:
    with pytest.raises(FormatError, match="no format 'bmp'; expected one of sa1b, coco, png, zip"):
        process_picture(generator, tmp_path / "absent.png", ["bmp"])
    with pytest.raises(FileNotFoundError):
        process_picture(generator, tmp_path / "absent.png")
    with pytest.raises(ImageTooLargeError):
        process_picture(generator, picture, limits=ImageLimits(max_pixels=100))
    damaged = tmp_path / "damaged.png"
    damaged.write_bytes(picture.read_bytes()[:200])
    with pytest.raises(ImageError):
        process_picture(generator, damaged)


def record(area: int) -> Record:
    return Record(
        {"size": [1, 1], "counts": "01"}, area, (0, 0, 0, 0), 0.9, (0, 0), 1, (0, 0, 1, 1)
    )


def test_events_become_the_survivors_last_records_in_order() -> None:
    first, second, changed = record(1), record(2), record(3)
    events: list[Event] = [
        Progress(0, 4),
        Found(1, first),
        Found(2, second),
        Withdrawn(1),
        Progress(4, 4),
        Found(1, changed),
        Summary((2, 1)),
    ]
    shares: list[float] = []
    assert collect(events, shares.append) == [second, changed]
    assert shares == [0, 1]
    assert collect([Progress(0, 0), Summary(())], shares.append) == []
    assert collect(events[:3]) == []  # without an end there is no result
