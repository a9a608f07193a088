"""Makes the vectors of ``MAKERS``, below, with the reference implementations.

    python -m tests.vectors.make

The other vectors are written by hand: they are the rules themselves. These hold what pycocotools,
torch, the PyTorch model and ``sam.formats`` answer. Inputs are given by formulas on whole numbers,
so that both languages make exactly the same ones: masks as rectangles, logits as discs or a
checkered sum, the embedding as a multiplicative hash.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from pycocotools import mask as coco

from sam.build import load_sam
from sam.fingerprint import decoder_fingerprint
from sam.predictor import SamPredictor
from sam.rounding import rounded
from sam.transforms import ResizeLongestSide
from tests.vectors.make_annotations import (
    annotation_vectors,
    damaged_vectors,
    file_name_vectors,
    polygon_vectors,
)
from tests.vectors.make_everything import everything_vectors
from tests.vectors.make_foreign import foreign_vectors
from tests.vectors.make_formats import format_vectors
from tests.vectors.make_imports import import_vectors
from tests.vectors.make_pictures import picture_vectors
from tests.vectors.make_ranking import ranking_vectors
from tests.vectors.make_windows import windows_vectors

FOLDER = Path(__file__).resolve().parent
REPOSITORY = FOLDER.parents[1]
CHECKPOINT = REPOSITORY / "weights" / "mobile_sam.pt"

Vectors = list[dict[str, Any]]
Bits = npt.NDArray[np.uint8]


def rle_vectors() -> Vectors:
    """Masks as rectangles that invert what lies under them, and their RLE by pycocotools."""
    masks: list[tuple[str, int, int, list[list[int]]]] = [
        ("empty", 7, 5, []),
        ("full", 7, 5, [[0, 0, 7, 5]]),
        ("one pixel at the start: the first run is zero", 4, 3, [[0, 0, 1, 1]]),
        ("one pixel at the end", 4, 3, [[3, 2, 4, 3]]),
        ("a single outside pixel", 1, 1, []),
        ("a single inside pixel", 1, 1, [[0, 0, 1, 1]]),
        ("one pixel high", 40, 1, [[3, 0, 5, 1], [20, 0, 39, 1]]),
        ("one pixel wide", 1, 40, [[0, 3, 1, 5], [0, 20, 1, 39]]),
        ("a ring", 12, 9, [[1, 1, 11, 8], [4, 3, 8, 6]]),
        ("pixels that touch at a corner", 6, 6, [[1, 1, 3, 3], [3, 3, 5, 5]]),
        ("differences of both signs", 64, 50, [[0, 0, 9, 50], [9, 7, 40, 21], [20, 20, 60, 49]]),
        ("runs of many groups", 900, 1100, [[300, 2, 301, 3], [700, 0, 900, 1100]]),
    ]
    return [
        {"name": name, "width": width, "height": height, "rectangles": rectangles}
        | _described(_rectangles(width, height, rectangles))
        for name, width, height, rectangles in masks
    ]


def _rectangles(width: int, height: int, rectangles: list[list[int]]) -> Bits:
    bits = np.zeros((height, width), np.uint8)
    for x0, y0, x1, y1 in rectangles:
        bits[y0:y1, x0:x1] ^= 1
    return bits


def _described(bits: Bits) -> dict[str, Any]:
    """The mask's RLE, area and tight box (XYXY, exclusive right and bottom edges)."""
    rle = coco.encode(np.asfortranarray(bits))
    area = int(coco.area(rle))
    x, y, width, height = (int(side) for side in coco.toBbox(rle))
    box = [x, y, x + width, y + height] if area else None
    return {"area": area, "box": box, "counts": rle["counts"].decode("ascii")}


def mask_vectors() -> Vectors:
    """Logits as discs, or as a checkered sum, brought to a size by torch in float64."""
    ellipse = [[100, 70, 55], [150, 90, 31]]
    cases: list[dict[str, Any]] = [
        _mask_case("landscape", (1800, 1200), discs=ellipse),
        _mask_case("landscape, shown at half its size", (1800, 1200), (900, 600), discs=ellipse),
        _mask_case("portrait", (600, 800), discs=[[90, 150, 61]]),
        _mask_case("the model's own size", (1024, 1024), discs=[[128, 128, 100]]),
        _mask_case("reaching beyond the edges", (640, 480), discs=[[250, 10, 90], [0, 190, 40]]),
        _mask_case("12 megapixels", (4000, 3000), discs=[[61, 64, 29]]),
        _mask_case("nothing inside", (320, 240), discs=[[128, 230, 20]]),
        _mask_case("everything inside", (320, 240), discs=[[128, 96, 255]]),
        _mask_case("another threshold", (320, 240), discs=[[128, 96, 80]], threshold=7.5),
        _mask_case("restless logits", (61, 47), image_size=64),
        _mask_case("restless logits, tiny picture", (5, 3), image_size=64),
        _mask_case("one pixel high", (2000, 1), image_size=64),
        _mask_case("one pixel wide", (1, 300), image_size=64),
    ]
    return cases


def _mask_case(
    name: str,
    size: tuple[int, int],
    output: tuple[int, int] | None = None,
    *,
    image_size: int = 1024,
    discs: list[list[int]] | None = None,
    threshold: float = 0.0,
) -> dict[str, Any]:
    width, height = size
    output_width, output_height = output or size
    case: dict[str, Any] = {
        "name": name,
        "width": width,
        "height": height,
        "output_width": output_width,
        "output_height": output_height,
        "image_size": image_size,
        "threshold": threshold,
        "discs": discs,
    }
    logits = enlarged(case)
    # Float64 and float32 may disagree about a logit this close, and so may two languages.
    closest = (logits - threshold).abs().min().item()
    assert closest > 1e-6, f"{name}: a logit is {closest} from the threshold; change the case."
    return case | _described((logits > threshold).numpy().astype(np.uint8))


def low_resolution_logits(case: dict[str, Any]) -> npt.NDArray[np.float64]:
    """The case's (S, S) logits, exact in float32."""
    side = case["image_size"] // 4
    y, x = np.mgrid[:side, :side]
    if case["discs"] is None:
        return np.asarray((x * 73 + y * 151 + x * y * 37) % 101 - 50.25)
    height = [r * r - (x - cx) ** 2 - (y - cy) ** 2 for cx, cy, r in case["discs"]]
    return np.asarray(np.max(height, axis=0) / 256 + 7 / 32768)


def enlarged(case: dict[str, Any], dtype: torch.dtype = torch.float64) -> torch.Tensor:
    """The case's logits at its output size, ``(H, W)``, as Segment Anything enlarges them."""
    size = case["image_size"]
    logits = torch.from_numpy(low_resolution_logits(case)).to(dtype)[None, None]
    square = torch.nn.functional.interpolate(logits, (size, size), mode="bilinear")
    height, width = ResizeLongestSide.get_preprocess_shape(case["height"], case["width"], size)
    output_size = (case["output_height"], case["output_width"])
    cropped = square[..., :height, :width]
    return torch.nn.functional.interpolate(cropped, output_size, mode="bilinear")[0, 0]


def decoder_vectors() -> Vectors:
    """What SamPredictor with the default checkpoint answers, for an embedding by formula."""
    model = rounded(load_sam(CHECKPOINT))  # as it is served
    width, height = 600, 400
    predictor = SamPredictor(model)
    embedding = torch.from_numpy(formula_embedding()).view(1, 256, 64, 64)
    predictor.set_embedding(embedding, (height, width))
    prompts: list[tuple[str, list[list[int]], list[int] | None]] = [
        ("one foreground point", [[300, 200, 1]], None),
        ("three points", [[300, 200, 1], [120, 80, 0], [500, 390, 1]], None),
        ("a box", [], [100, 60, 480, 330]),
        ("points and a box", [[300, 200, 1], [110, 70, 0]], [100, 60, 480, 330]),
    ]
    vectors: Vectors = []
    for name, points, box in prompts:
        answers = [_predict(predictor, points, box, several) for several in (False, True)]
        iou, logits = (np.concatenate(parts) for parts in zip(*answers, strict=True))
        # The click's second round: the best mask's logits go back in.
        refined = _predict(predictor, points, box, False, logits[:1])
        vectors.append(
            {
                "name": name,
                "decoder_fingerprint": decoder_fingerprint(model),
                "width": width,
                "height": height,
                "points": points,
                "box": box,
                "iou_predictions": _rounded(iou),
                "logits": [_sample(token) for token in logits],
                "refined_iou": _rounded(refined[0]),
                "refined_logits": _sample(refined[1][0]),
            }
        )
    return vectors


def _predict(
    predictor: SamPredictor,
    points: list[list[int]],
    box: list[int] | None,
    several: bool,
    mask_input: npt.NDArray[np.float32] | None = None,
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Predicted IoU ``(C,)`` and low-resolution logits ``(C, 256, 256)``."""
    _, iou, logits = predictor.predict(
        point_coords=np.array([point[:2] for point in points]) if points else None,
        point_labels=np.array([point[2] for point in points]) if points else None,
        box=None if box is None else np.array(box),
        mask_input=mask_input,
        multimask_output=several,
    )
    return iou, logits


def _sample(logits: npt.NDArray[np.float32]) -> list[float]:
    """Every 37th row and column."""
    return _rounded(logits[::37, ::37].flatten())


def formula_embedding() -> npt.NDArray[np.float32]:
    """``(256 * 64 * 64,) float32``: Knuth's multiplicative hash of the position, in -0.5..0.5."""
    position = np.arange(256 * 64 * 64, dtype=np.uint32)
    hashed = (position * np.uint32(2654435761)) >> np.uint32(16)
    return (hashed.astype(np.float32) - np.float32(32768)) / np.float32(65536)


def _rounded(values: npt.NDArray[np.float32]) -> list[float]:
    return [round(value, 4) for value in values.tolist()]


MAKERS = {
    "rle": rle_vectors,
    "masks": mask_vectors,
    "decoder": decoder_vectors,
    "formats": format_vectors,
    "everything": everything_vectors,
    "annotations": annotation_vectors,
    "damaged": damaged_vectors,
    "polygons": polygon_vectors,
    "file_names": file_name_vectors,
    "foreign": foreign_vectors,
    "imports": import_vectors,
    "pictures": picture_vectors,
    "ranking": ranking_vectors,
    "windows": windows_vectors,
}


def main() -> None:
    """Write the vectors next to this file."""
    for name, make in MAKERS.items():
        lines = ",\n".join(json.dumps(vector) for vector in make())
        (FOLDER / f"{name}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
        print(f"Wrote tests/vectors/{name}.json")


if __name__ == "__main__":
    main()
