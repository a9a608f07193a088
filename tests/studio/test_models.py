"""Which decoder is in force, and changing it while everything runs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from sam import SamAutomaticMaskGenerator
from sam.automatic import EverythingSettings, collect
from sam.build import build_sam
from sam.config import TINY
from sam.images import read_image
from sam.modeling import Sam
from studio import Studio, StudioSettings
from studio.__main__ import main
from studio.errors import BrokenError, MissingError, RefusedError, StartupError, StudioError
from tests.conftest import ROOT
from tests.sam.images.pictures import encoded, quarters
from tests.studio.models_folder import (
    folder_in_force,
    put_in_force,
    tuned,
    write_decoder,
    write_models,
)

PICTURE = encoded(quarters(96, 64), "PNG")
ANYTHING = EverythingSettings(points_per_side=4, pred_iou_thresh=0, stability_score_thresh=0)


@pytest.fixture(scope="module")
def other(tiny: Sam) -> Sam:
    """The same image encoder with another decoder."""
    return tuned(tiny)


@pytest.fixture
def folder(tiny: Sam, tmp_path: Path) -> Path:
    return write_models(tmp_path / "models", tiny)


@pytest.fixture
def second(folder: Path, other: Sam) -> str:
    """Fingerprint of a second decoder in the folder."""
    return write_decoder(folder, other)


def studio_of(folder: Path, model: Sam) -> Studio:
    return Studio(StudioSettings(models=folder), model)


def test_a_switch_takes_effect_at_once_in_everything_that_uses_the_folder(
    folder: Path, second: str, tiny: Sam, other: Sam
) -> None:
    here, there = studio_of(folder, tiny), studio_of(folder, tiny)
    first = here.models.current()
    photo = here.put(PICTURE)
    there.put(PICTURE)
    embedding = here.embedding(photo)
    assert first.decoder_fingerprint != second
    before = collect(here.everything(photo, ANYTHING))

    assert here.models.switch(second).decoder_fingerprint == second
    assert there.models.current().decoder_fingerprint == second
    after = [collect(each.everything(photo, ANYTHING)) for each in (here, there)]
    assert after[0] == after[1] != before
    # Nothing is encoded anew: the encoder is the same.
    assert here.models.current().encoder_fingerprint == first.encoder_fingerprint
    assert here.embedding(photo) is embedding
    assert here.encoder.encodes == 1

    there.models.switch(first.decoder_fingerprint[:8])
    again = here.everything(photo, ANYTHING)
    assert collect(again) == before
    assert again.cached  # kept under the decoder's fingerprint
    assert first.model.image_encoder is here.models.current().model.image_encoder


def test_everything_decodes_with_the_decoder_that_pages_have(
    folder: Path, second: str, tiny: Sam, other: Sam
) -> None:
    studio = studio_of(folder, tiny)
    studio.models.switch(second)
    found = collect(studio.everything(studio.put(PICTURE), ANYTHING))
    generator = SamAutomaticMaskGenerator.from_settings(other, ANYTHING, output_mode="coco_rle")
    assert [record.as_dict() for record in found] == generator.generate(read_image(PICTURE).rgb)


def test_a_picture_may_have_another_decoder_than_the_one_in_force(
    folder: Path, second: str, tiny: Sam, other: Sam
) -> None:
    studio = studio_of(folder, tiny)
    photo = studio.put(PICTURE)
    models = studio.models.using(second)
    found = collect(studio.everything(photo, ANYTHING, current=models))
    generator = SamAutomaticMaskGenerator.from_settings(other, ANYTHING, output_mode="coco_rle")
    assert [record.as_dict() for record in found] == generator.generate(read_image(PICTURE).rgb)
    assert studio.models.using(second) is models, "its weights are read once"
    assert studio.models.using(None) is studio.models.current()
    assert studio.models.current().decoder_fingerprint != second
    with pytest.raises(MissingError, match="no decoder 'eeeeeeeeeeee'"):
        studio.models.using("e" * 64)
    weights = folder / second[:16] / models.manifest.weights_file
    weights.chmod(0o644)
    weights.write_bytes(b"damaged")
    with pytest.raises(MissingError, match="There is no decoder"):
        studio_of(folder, tiny).models.using(second)


def test_a_running_job_finishes_with_the_decoder_that_it_began_with(
    folder: Path, second: str, tiny: Sam
) -> None:
    studio = studio_of(folder, tiny)
    photo = studio.put(PICTURE)
    running = studio.everything(photo, ANYTHING)
    events = [next(running), next(running)]
    studio.models.switch(second)
    events += running
    first = collect(events)
    new = studio.everything(photo, ANYTHING)
    assert collect(new) != first
    assert not new.cached


def test_what_cannot_be_used_is_not_put_in_force(
    folder: Path, second: str, tiny: Sam, other: Sam
) -> None:
    studio = studio_of(folder, tiny)
    before = (folder / "current.json").read_bytes()
    now, home = studio.models.current().decoder_fingerprint, folder / second[:16]
    torch.manual_seed(1)
    foreign = write_decoder(folder, build_sam(TINY))

    def refused(fingerprint: str, kind: type[StudioError], *words: str) -> None:
        with pytest.raises(kind) as caught:
            studio.models.switch(fingerprint)
        for word in words:
            assert word in caught.value.message
        assert (folder / "current.json").read_bytes() == before
        assert studio.models.current().decoder_fingerprint == now

    for unknown in ("0" * 64, second[:7], "", "../..", "x" * 500):
        refused(unknown, MissingError, "no decoders", now[:16], second[:16], foreign[:16])
    refused(foreign, RefusedError, foreign[:12], "another image encoder", "expected a decoder of")
    graph = next(home.glob("mask-*.onnx"))
    graph.write_bytes(graph.read_bytes() + b"more")
    refused(second, BrokenError, graph.name, "has SHA-256")
    graph.unlink()
    refused(second, BrokenError, graph.name)
    (home / "manifest.json").write_text("{")
    refused(second, BrokenError, "cannot be read")


def test_weights_of_another_decoder_are_found(folder: Path, second: str, tiny: Sam) -> None:
    import hashlib

    studio = studio_of(folder, tiny)
    home = folder / second[:16]
    wrong = (folder_in_force(folder) / "decoder.safetensors").read_bytes()
    (home / "decoder.safetensors").write_bytes(wrong)
    manifest = json.loads((home / "manifest.json").read_text())
    manifest["weights"]["sha256"] = hashlib.sha256(wrong).hexdigest()
    (home / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BrokenError, match="has the decoder"):
        studio.models.switch(second)


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder, second: put_in_force(folder, "0" * 64),
        lambda folder, second: (folder / "current.json").write_text("{"),
        lambda folder, second: (folder / "current.json").unlink(),
        lambda folder, second: (
            next((folder / second[:16]).glob("plain-*")).unlink(),
            put_in_force(folder, second),
        ),
    ],
    ids=["no such decoder", "no JSON", "no file", "a graph is missing"],
)
def test_a_folder_that_is_damaged_while_it_runs_changes_nothing(
    folder: Path,
    second: str,
    tiny: Sam,
    harm: Callable[[Path, str], object],
    caplog: pytest.LogCaptureFixture,
) -> None:
    studio = studio_of(folder, tiny)
    now = studio.models.current()
    harm(folder, second)
    for _ in range(3):
        assert studio.models.current() is now
    assert len(caplog.records) <= 1
    if caplog.records:
        assert "stays in force" in caplog.text
    with pytest.raises(StartupError):
        studio_of(folder, tiny)


def test_leads_have_a_command(
    folder: Path, second: str, tiny: Sam, capsys: pytest.CaptureFixture[str]
) -> None:
    studio = studio_of(folder, tiny)
    first = studio.models.current().decoder_fingerprint
    where = ["--models", str(folder)]
    assert main(["decoders", *where]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert {line[:18] for line in lines} == {f"* {first[:16]}", f"  {second[:16]}"}

    assert main(["switch", "0123456789", *where]) == 1
    assert "'0123456789' is the fingerprint of no decoders" in (said := capsys.readouterr().err)
    assert said.endswith("The decoder in force is what it was.\n")

    done = subprocess.run(  # another process
        [sys.executable, "-m", "studio", "switch", second, *where],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"The decoder {second[:16]} is in force.")
    assert studio.models.current().decoder_fingerprint == second


def test_the_commands_help_needs_no_torch() -> None:
    code = (
        "import sys; from studio.__main__ import main\n"
        "try: main(['switch', '--help'])\n"
        "except SystemExit: print('torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"
