"""The core as a script uses it: one object, without a web server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from sam import SamAutomaticMaskGenerator, SamPredictor
from sam.automatic import EverythingSettings, Found, Summary
from sam.errors import CheckpointError, ImageError
from sam.images import read_image
from sam.modeling import Sam
from sam.rounding import rounded
from studio import Studio, StudioSettings
from studio.errors import MissingError, RefusedError, StartupError, StoppingError
from tests.conftest import ROOT
from tests.sam.images.pictures import encoded, quarters

SCRIPT = """
from pathlib import Path
from studio import Studio, StudioSettings
studio = Studio(StudioSettings(models=Path("models"), checkpoint=Path("tiny.pt")))
photo = studio.put("photo.png")
embedding = studio.embedding(photo)
events = list(studio.everything(photo))
"""
"""Six lines; what follows is what the test asks."""

ASKED = """
import json, sys
again = studio.everything(photo)
assert list(again)[-1] == events[-1]
print(json.dumps({
    "shape": embedding.shape,
    "last": type(events[-1]).__name__,
    "cached": again.cached,
    "encodes": studio.encoder.encodes,
    "modules": sorted({name.partition(".")[0] for name in sys.modules}),
}))
"""

WEB = {"flask", "werkzeug", "waitress", "server", "jinja2", "http.server", "onnx", "onnxruntime"}


@pytest.fixture(scope="module")
def checkpoint(tiny: Sam, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("checkpoint") / "tiny.pt"
    torch.save(tiny.state_dict(), path)
    return path


@pytest.fixture
def studio(tiny: Sam, models: Path) -> Studio:
    return Studio(StudioSettings(models=models), tiny)


PICTURE = encoded(quarters(96, 64), "PNG")


def test_a_script_of_six_lines_encodes_and_segments_with_caches_and_without_a_web_server(
    checkpoint: Path, models: Path, tmp_path: Path
) -> None:
    (tmp_path / "photo.png").write_bytes(PICTURE)
    (tmp_path / "tiny.pt").symlink_to(checkpoint)
    (tmp_path / "models").symlink_to(models)

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT + ASKED],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert told["shape"] == [1, 32, 16, 16]
    assert (told["last"], told["cached"]) == ("Summary", True)
    assert told["encodes"] == 2  # the picture, and the test of the model at the start
    assert not WEB & set(told["modules"])


def test_an_installation_without_its_extra_says_which() -> None:
    without = "import sys; sys.modules['prometheus_client'] = None; from studio import Studio"
    done = subprocess.run(
        [sys.executable, "-c", without],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert "prometheus_client" in last and "pip install 'segment-studio[studio]'" in last


def test_pictures_and_embeddings_outlive_it(tiny: Sam, models: Path, tmp_path: Path) -> None:
    settings = StudioSettings(models=models, cache_dir=tmp_path)
    first, again = Studio(settings, tiny), Studio(settings, tiny)
    photo = first.put(PICTURE)
    np.testing.assert_array_equal(
        first.embedding(photo), again.embedding(again.images.get(photo.id))
    )
    assert (first.encoder.encodes, again.encoder.encodes) == (1, 0)


def test_it_answers_what_the_library_does(studio: Studio, tiny: Sam) -> None:
    photo = studio.put(PICTURE)
    predictor = SamPredictor(tiny)
    predictor.set_image(read_image(PICTURE).rgb)
    wanted = predictor.get_image_embedding().numpy()
    np.testing.assert_array_equal(studio.embedding(photo), wanted)

    settings = EverythingSettings(points_per_side=6, pred_iou_thresh=0, stability_score_thresh=0)
    events = list(studio.everything(photo, settings))
    assert isinstance(events[-1], Summary)
    found = {event.id: event.record for event in events if isinstance(event, Found)}
    records = [found[mask].as_dict() for mask in events[-1].ids]
    generator = SamAutomaticMaskGenerator.from_settings(
        rounded(tiny), settings, output_mode="coco_rle"
    )
    assert records == generator.generate(read_image(PICTURE).rgb)
    assert records


def test_what_was_found_before_is_not_found_again(studio: Studio) -> None:
    photo = studio.put(PICTURE)
    settings = EverythingSettings(points_per_side=4)
    first = studio.everything(photo, settings)
    kinds = Counter(type(event).__name__ for event in first)
    other_batches = replace(settings, points_per_batch=3)
    again = studio.everything(photo, other_batches)
    assert Counter(type(event).__name__ for event in again)["Summary"] == kinds["Summary"] == 1
    assert (first.cached, again.cached, studio.encoder.encodes) == (False, True, 1)


def test_errors_speak_of_what_a_script_calls(models: Path, tiny: Sam) -> None:
    studio = Studio(StudioSettings(models=models, max_points=100), tiny)
    with pytest.raises(MissingError, match=r"put it in again with Studio\.put"):
        studio.images.get("0" * 64)
    with pytest.raises(RefusedError, match="decode 1,024 points; at most 100") as caught:
        studio.everything(studio.put(PICTURE))
    assert caught.value.code == "too_many_points"
    with pytest.raises(ImageError):
        studio.put(b"no picture")
    with pytest.raises(FileNotFoundError):
        studio.put("absent.png")


def test_a_stopped_studio_ends_its_jobs_and_is_not_ready(studio: Studio) -> None:
    assert studio.readiness.problem() is None
    events = studio.everything(studio.put(PICTURE), EverythingSettings(points_per_side=4))
    next(events)
    studio.stop()
    with pytest.raises(StoppingError):
        next(events)
    assert studio.readiness.problem() == "The server is being stopped."


def test_what_is_missing_is_said_before_a_model_is_loaded(tmp_path: Path, models: Path) -> None:
    with pytest.raises(StartupError, match="There is no decoder in"):
        Studio(StudioSettings(models=tmp_path, checkpoint=tmp_path / "absent.pt"))
    with pytest.raises(CheckpointError, match="absent.pt"):
        Studio(StudioSettings(models=models, checkpoint=tmp_path / "absent.pt"))


def test_the_settings_are_all_described() -> None:
    described = StudioSettings.__doc__ or ""
    assert all(f"        {field.name}: " in described for field in fields(StudioSettings))
