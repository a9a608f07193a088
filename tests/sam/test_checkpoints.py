"""Loading what is right, and refusing everything else in one sentence."""

from __future__ import annotations

import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

import sam
from sam import CheckpointError, build_sam, load_sam, sam_model_registry
from sam.config import CONFIGS, TINY, TINY_T
from sam.modeling import Sam
from sam.weights import OFFICIAL_FILES, find_checkpoint, read_checkpoint, recognise_kind


@pytest.fixture
def checkpoint(tiny: Sam, tmp_path: Path) -> Path:
    path = tmp_path / "tiny.pt"
    torch.save(tiny.state_dict(), path)
    return path


def sentence(act: Callable[[], object]) -> str:
    """What is said when it fails: one line, one sentence."""
    with pytest.raises(CheckpointError) as caught:
        act()
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    assert "expected" in message
    return message


def test_every_weight_comes_back(either: Sam, tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    torch.save(either.state_dict(), path)
    loaded = load_sam(path)
    assert loaded.kind == either.kind
    assert not loaded.training
    assert all(parameter.requires_grad for parameter in loaded.parameters())
    for (name, ours), (expected_name, expected) in zip(
        loaded.state_dict().items(), either.state_dict().items(), strict=True
    ):
        assert name == expected_name
        assert torch.equal(ours, expected)
    batch = torch.zeros(1, 3, 40, 256)
    with torch.no_grad():  # buffers that are computed, not loaded, are in place too
        assert torch.equal(
            loaded.encode(loaded.preprocess(batch)), either.encode(either.preprocess(batch))
        )


def test_the_file_may_change_after_loading(checkpoint: Path, tiny: Sam) -> None:
    loaded = load_sam(checkpoint)
    with checkpoint.open("r+b") as file:
        file.write(bytes(checkpoint.stat().st_size))
    for name, tensor in tiny.state_dict().items():
        assert torch.equal(loaded.state_dict()[name], tensor)


def test_half_precision_and_the_old_file_format(tiny: Sam, tmp_path: Path) -> None:
    state = {name: tensor.half() for name, tensor in tiny.state_dict().items()}
    torch.save(state, tmp_path / "old.pth", _use_new_zipfile_serialization=False)
    loaded = load_sam(tmp_path / "old.pth")
    for name, tensor in loaded.state_dict().items():
        assert tensor.dtype == torch.float32
        assert torch.equal(tensor, state[name].float())


@pytest.mark.parametrize("config", [*CONFIGS.values(), TINY, TINY_T], ids=lambda c: c.kind)
def test_kinds_are_recognised(config: sam.config.SamConfig) -> None:
    with torch.device("meta"):
        model = build_sam(config)
    assert model.kind == config.kind
    assert recognise_kind(model.state_dict()) == config.kind


def test_the_published_sizes_in_parameters() -> None:
    with torch.device("meta"):
        counts = {
            kind: sum(parameter.numel() for parameter in build_sam(config).parameters())
            for kind, config in CONFIGS.items()
        }
    assert counts == {
        "vit_h": 641_090_608,
        "vit_l": 312_342_832,
        "vit_b": 93_735_472,
        "vit_t": 10_130_092,
    }


def test_build_sam_takes_a_checkpoint_as_the_published_one_does(
    tiny: Sam, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sam.build, "VIT_H", TINY)  # a small stand-in for 2.5 GB
    path = tmp_path / "sam_vit_h_4b8939.pth"
    torch.save(tiny.state_dict(), path)
    for model in (build_sam(checkpoint=path), build_sam(path), build_sam(str(path))):
        assert torch.equal(model.mask_decoder.iou_token.weight, tiny.mask_decoder.iou_token.weight)
    assert build_sam(None).kind == TINY.kind


def test_registry(tmp_path: Path) -> None:
    assert set(sam_model_registry) == {"default", "vit_h", "vit_l", "vit_b", "vit_t"}
    assert sam_model_registry["default"] is sam_model_registry["vit_h"]
    model = sam_model_registry["vit_t"](checkpoint=None)
    assert model.kind == "vit_t"
    assert not model.training
    torch.save(model.state_dict(), tmp_path / "model.pt")
    again = sam_model_registry["vit_t"](checkpoint=str(tmp_path / "model.pt"))
    assert torch.equal(again.mask_decoder.iou_token.weight, model.mask_decoder.iou_token.weight)
    message = sentence(lambda: sam_model_registry["vit_b"](tmp_path / "model.pt"))
    assert message.endswith("holds a vit_t model; expected vit_b.")


def test_another_kind_than_asked_for(checkpoint: Path) -> None:
    message = sentence(lambda: load_sam(checkpoint, kind="vit_b"))
    assert message == f"{checkpoint} holds a tiny model; expected vit_b."
    assert "vit_x" in sentence(lambda: load_sam(checkpoint, kind="vit_x"))


class Dangerous:
    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return print, ("this must not be run",)


def jpeg(path: Path) -> None:
    Image.fromarray(np.zeros((8, 8, 3), np.uint8)).save(path, "JPEG")


def archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("hello.txt", "hello")


def torchscript(path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.jit.save(torch.jit.trace(nn.Linear(2, 2), torch.zeros(1, 2)), path)


BAD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "does not exist"),
    "folder": (lambda path: path.mkdir(), "is not a file"),
    "empty": (lambda path: path.touch(), "is empty"),
    "jpeg": (jpeg, "is a JPEG image"),
    "png": (lambda path: Image.new("L", (2, 2)).save(path, "PNG"), "is a PNG image"),
    "onnx": (lambda path: path.write_bytes(b"\x08\x07\x12\x07pytorch" + bytes(99)), "ONNX model"),
    "html": (lambda path: path.write_text("<!DOCTYPE html><p>404"), "is a web page"),
    "lfs": (lambda path: path.write_text("version https://git-lfs.github.com/"), "Git LFS pointer"),
    "text": (lambda path: path.write_text("hello there"), "unknown format .* b'hello th'"),
    "safetensors": (lambda path: path.write_bytes(b"\x40" + bytes(7) + b'{"a":{}}'), "safetensors"),
    "zip": (archive, "is a zip archive of something else"),
    "torchscript": (torchscript, "is a TorchScript program"),
    "code": (lambda path: torch.save({"a": Dangerous()}, path), "print, which could run code"),
    "module": (lambda path: torch.save(nn.Linear(2, 2), path), "Linear, which could run code"),
    "list": (lambda path: torch.save([torch.zeros(2)], path), "holds a list"),
    "wrapped": (
        lambda path: torch.save({"model": {"a": torch.zeros(2)}, "epoch": 3}, path),
        "holds 'model' of type dict among its entries",
    ),
    "other network": (
        lambda path: torch.save(nn.Linear(2, 2).state_dict(), path),
        "names such as bias, weight; expected the image encoder of one of vit_h, vit_l",
    ),
    "nothing": (lambda path: torch.save({}, path), "holds nothing"),
    "other width": (
        lambda path: torch.save({"image_encoder.pos_embed": torch.zeros(1, 4, 4, 99)}, path),
        r"a ViT image encoder of width \(99,\) and depth \(0,\)",
    ),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_foreign_files(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make, expected = BAD_FILES[name]
    path = tmp_path / "weights.pt"
    make(path)
    message = sentence(lambda: load_sam(path))
    assert message.startswith(str(path))
    with pytest.raises(CheckpointError, match=expected):
        load_sam(path)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("kept", [0.02, 0.5, 0.999])
def test_truncated_files(tiny: Sam, tmp_path: Path, kept: float, zipped: bool) -> None:
    path = tmp_path / "cut.pt"
    torch.save(tiny.state_dict(), path, _use_new_zipfile_serialization=zipped)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    message = sentence(lambda: read_checkpoint(path))
    assert message.startswith(str(path))
    assert "truncated" in message


def test_names_and_shapes_are_strict(tiny: Sam, tmp_path: Path) -> None:
    path = tmp_path / "changed.pt"
    state = tiny.state_dict()

    def said(changed: dict[str, torch.Tensor]) -> str:
        torch.save(changed, path)
        return sentence(lambda: load_sam(path))

    name = "mask_decoder.iou_token.weight"
    missing = {key: tensor for key, tensor in state.items() if key != name}
    assert f"lacks {name}; expected the {len(state)} names of a tiny model" in said(missing)
    assert "has unknown mask_decoder.hf_token" in said(
        state | {"mask_decoder.hf_token": torch.zeros(1)}
    )
    message = said(missing | {f"extra.{i}": torch.zeros(1) for i in range(9)})
    assert f"lacks {name} and has unknown extra.0, extra.1, extra.2 and 6 more" in message
    assert f"has {name} of shape (2, 32); expected (1, 32)" in said(
        state | {name: torch.zeros(2, 32)}
    )


def test_finding_a_checkpoint(checkpoint: Path, tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    folder.mkdir()
    assert "make run" in sentence_of_finding(None, folder)
    for kind, name in ((None, "mobile_sam"), ("vit_t", "vit_t"), ("vit_b", "vit_b")):
        sentence = sentence_of_finding(kind, folder)
        assert "name a checkpoint file with --checkpoint FILE" in sentence
        assert f"`python -m sam fetch {name}` downloads it" in sentence
    shutil.copy(checkpoint, folder / "sam_vit_b_01ec64.pth")
    assert find_checkpoint(None, folder) == folder / "sam_vit_b_01ec64.pth"
    shutil.copy(checkpoint, folder / "mobile_sam.pt")
    assert find_checkpoint(None, folder) == folder / "mobile_sam.pt"
    for kind in ("vit_b", "vit_t"):
        assert find_checkpoint(kind, folder) == folder / OFFICIAL_FILES[kind]
    assert "'resnet'" in sentence_of_finding("resnet", folder)


def sentence_of_finding(kind: str | None, folder: Path) -> str:
    with pytest.raises(CheckpointError) as caught:
        find_checkpoint(kind, folder)
    return str(caught.value)


def test_loading_does_not_wake_torchs_compiler(mobile_sam: Path) -> None:
    """Drawing random numbers for weights that are about to be replaced imported it: 3 s a start."""
    program = f"import sys, sam; sam.load_sam({str(mobile_sam)!r}); print('sympy' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert answer.stdout.strip() == "False", answer.stderr
