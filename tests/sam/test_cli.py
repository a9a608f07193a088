"""`python -m sam segment`: the job without a browser, on real weights."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from skimage import data

from sam import SamPredictor, sam_model_registry
from sam.__main__ import main


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cup of coffee, stored sideways with an EXIF orientation that puts it upright."""
    path = tmp_path_factory.mktemp("photo") / "coffee.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # shown after a quarter turn clockwise
    sideways = Image.fromarray(data.coffee()).transpose(Image.Transpose.ROTATE_90)
    sideways.save(path, quality=95, exif=exif)
    return path


def segment(photo: Path, mask: Path, *options: str) -> int:
    # At the precision of the predictor that is compared with; "auto" depends on the processor.
    exact = ("--precision", "float32")
    return main(["segment", str(photo), "--out", str(mask), *exact, *options])


def read_mask(path: Path) -> np.ndarray:
    with Image.open(path) as file:
        assert file.mode == "L"
        mask = np.asarray(file)
    assert set(np.unique(mask)) <= {0, 255}
    return mask > 0


def iou(a: np.ndarray, b: np.ndarray) -> float:
    return float((a & b).sum() / (a | b).sum())


@pytest.fixture(scope="module")
def predictor(mobile_sam: Path, photo: Path) -> SamPredictor:
    predictor = SamPredictor(sam_model_registry["vit_t"](checkpoint=mobile_sam))
    with Image.open(photo) as file:
        predictor.set_image(np.asarray(file.transpose(Image.Transpose.ROTATE_270)))
    return predictor


def test_a_point_gives_the_best_of_three_masks(
    photo: Path,
    predictor: SamPredictor,
    mobile_sam: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ("--point", "350,180", "--checkpoint", str(mobile_sam))
    assert segment(photo, tmp_path / "mask.png", *options) == 0
    masks, predicted, _ = predictor.predict(np.array([[350, 180]]), np.array([1]))
    best = masks[np.argmax(predicted)]
    mask = read_mask(tmp_path / "mask.png")
    assert mask.shape == (400, 600)
    assert iou(mask, best) == 1.0
    said = capsys.readouterr().out
    assert f"covers {best.mean():.1%} of the picture" in said
    assert f"predicted IoU {predicted.max():.2f}" in said


def test_the_default_precision_gives_the_same_mask_but_for_its_edge(
    photo: Path, predictor: SamPredictor, mobile_sam: Path, tmp_path: Path
) -> None:
    options = ("--box", "170,10,440,300", "--checkpoint", str(mobile_sam), "--precision", "auto")
    assert segment(photo, tmp_path / "mask.png", *options) == 0
    masks, _, _ = predictor.predict(box=np.array([170, 10, 440, 300]), multimask_output=False)
    assert iou(read_mask(tmp_path / "mask.png"), masks[0]) > 0.99


def test_candidates_can_be_chosen(
    photo: Path, predictor: SamPredictor, mobile_sam: Path, tmp_path: Path
) -> None:
    options = ("--point", "350,180", "--candidate", "3", "--checkpoint", str(mobile_sam))
    assert segment(photo, tmp_path / "mask.png", *options) == 0
    masks, predicted, _ = predictor.predict(np.array([[350, 180]]), np.array([1]))
    assert iou(read_mask(tmp_path / "mask.png"), masks[np.argmin(predicted)]) == 1.0


def test_points_background_and_box_together(
    photo: Path, predictor: SamPredictor, mobile_sam: Path, tmp_path: Path
) -> None:
    options = ("--point", "280,120", "--background", "300,350", "--box", "170,10,440,300")
    assert segment(photo, tmp_path / "mask.png", *options, "--checkpoint", str(mobile_sam)) == 0
    masks, _, _ = predictor.predict(
        np.array([[280, 120], [300, 350]]),
        np.array([1, 0]),
        np.array([170, 10, 440, 300]),
        multimask_output=False,
    )
    assert iou(read_mask(tmp_path / "mask.png"), masks[0]) == 1.0


def test_the_precision_is_chosen_or_forced(
    photo: Path, mobile_sam: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What "auto" takes is what this processor is for; the masks are nearly the same."""
    masks = {}
    # Each is forced on a processor that is for the other.
    for name, flag in (("float32", True), ("bfloat16", False), ("auto", True), ("auto", False)):
        monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": flag})  # noqa: B023
        path = tmp_path / f"{name}.png"
        options = ("--point", "350,180", "--checkpoint", str(mobile_sam), "--precision", name)
        assert segment(photo, path, *options) == 0
        mask = read_mask(path)
        if name == "auto":
            assert np.array_equal(mask, masks["bfloat16" if flag else "float32"])
        masks[name] = mask
    assert not np.array_equal(masks["float32"], masks["bfloat16"])
    assert iou(masks["float32"], masks["bfloat16"]) > 0.99


def test_a_precision_that_does_not_exist(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        segment(photo, tmp_path / "mask.png", "--point", "1,1", "--precision", "float8")
    assert "'float8'" in capsys.readouterr().err


def test_a_large_picture_is_seen_at_native_scale_around_the_prompt(
    mobile_sam: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cup = data.coffee()  # 600x400; the cup's middle is at (270, 190)
    large = np.tile(np.concatenate([cup, cup[::-1]]), (3, 4, 1))
    Image.fromarray(large).save(tmp_path / "many.png")
    options = ("--point", "1470,990", "--checkpoint", str(mobile_sam))
    assert segment(tmp_path / "many.png", tmp_path / "mask.png", *options) == 0
    assert "The model saw 1024x1024 pixels at (1024, 512); --whole" in capsys.readouterr().out
    mask = read_mask(tmp_path / "mask.png")
    assert mask.shape == large.shape[:2]
    assert mask[990, 1470]
    assert not mask[:512].any()

    assert segment(tmp_path / "many.png", tmp_path / "whole.png", *options, "--whole") == 0
    assert "The model saw" not in capsys.readouterr().out
    assert iou(read_mask(tmp_path / "whole.png"), mask) < 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ((), "There is nothing to segment"),
        (("--point", "700,20"), "The point 700,20 lies outside the picture, which is 600x400"),
        (("--box", "0,0,10,900"), "The box 0,0,10,900 lies outside the picture"),
        (("--box", "50,50,10,90"), "(50, 50, 10, 90)"),
        (("--point", "10,10", "--model", "vit_x"), "vit_x"),
        (("--box", "10,10,50,50", "--candidate", "2"), "this prompt offers 1"),
        (("--point", "10,10", "--device", "nonsense"), "The device 'nonsense' cannot be used here"),
        (("--point", "10,10", "--device", "cuda:99"), "The device 'cuda:99' cannot be used here"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    photo: Path,
    tmp_path: Path,
    mobile_sam: Path,
    options: tuple[str, ...],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    options += ("--checkpoint", str(mobile_sam))
    assert segment(photo, tmp_path / "mask.png", *options) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_box_may_begin_left_of_the_picture(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert segment(photo, tmp_path / "no.folder" / "a.png", "--box", "-0.4,0,90,80") == 2
    assert "no.folder" in capsys.readouterr().err, "the box was understood"
    assert segment(photo, tmp_path / "a.png", "--box", "-40,0,90,80") == 2
    assert "The box -40,0,90,80 lies outside the picture" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["1", "1,2,3", "a,b", "nan,1", "inf,1", ""])
def test_a_malformed_point_is_quoted(
    photo: Path, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        segment(photo, tmp_path / "mask.png", "--point", text)
    assert f"{text!r} is not x,y in pixels" in capsys.readouterr().err


def test_a_mask_goes_nowhere_but_into_a_png_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "photo.png"
    Image.fromarray(data.coffee()).save(own)
    before = own.read_bytes()
    (tmp_path / "folder.png").mkdir()
    for out, sentence in (
        (tmp_path / "mask.jpg", "expected a file name ending in .png"),
        (tmp_path, "expected a file name ending in .png"),
        (tmp_path / "folder.png", "expected a file name ending in .png"),
        (tmp_path / "no" / "mask.png", "does not exist"),
        (own, "is the picture itself"),
    ):
        assert segment(own, out, "--point", "1,1") == 2
        error = capsys.readouterr().err
        assert sentence in error and str(out) in error
    assert own.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.png", "photo.png"]


def test_an_unreadable_picture_and_an_absent_one(tmp_path: Path, photo: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(photo.read_bytes()[:500])
    command = [sys.executable, "-m", "sam", "segment"]
    for arguments in (
        [broken, "--point", "1,1", "--out", tmp_path / "mask.png"],
        [tmp_path / "absent.jpg", "--point", "1,1", "--out", tmp_path / "mask.png"],
    ):
        answer = subprocess.run([*command, *map(str, arguments)], capture_output=True, text=True)
        assert answer.returncode == 2
        assert answer.stderr.startswith("sam: ")
        assert answer.stderr.count("\n") == 1
    assert answer.stderr == f"sam: {tmp_path / 'absent.jpg'}: No such file or directory.\n"
