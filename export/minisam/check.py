"""Does a rebuilt state dict compute what the package's own graphs compute?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from export.command import Say
from export.errors import DisagreementError, SourceError
from export.photographs import photographs, spread
from export.reference import Size, decode, encode, preprocess
from export.runtime import Array, Graph
from export.verify import difference
from sam.build import build_sam
from sam.config import CONFIGS
from sam.errors import CheckpointError
from sam.modeling import Sam
from sam.prompts import Prompt, decoder_feeds
from sam.weights import check_state_dict

KIND = "vit_t"
ENCODER_TOLERANCE = 1e-4
DECODER_TOLERANCE = 1e-3


def check_state(state: dict[str, torch.Tensor], encoder: Path, decoder: Path, say: Say) -> None:
    """Load a state dict strictly and compare it with the graphs on a real photograph.

    Args:
        state: tensors by official name.
        encoder: ``encoder.onnx``; image embeddings have to agree within 1e-4.
        decoder: ``sam.onnx``; mask logits have to agree within 1e-3.
        say: called with each line of progress.

    Raises:
        SourceError: names or shapes are not those of the model.
        DisagreementError: the numbers differ by more, or the prompts do not reach every mask token.
    """
    model = build_sam(CONFIGS[KIND])
    try:
        check_state_dict(state, model.state_dict(), KIND, "the rebuilt state dict")
    except CheckpointError as error:
        raise SourceError(str(error)) from error
    model.load_state_dict(state, strict=True)

    image = photographs()["panorama"]
    batch = preprocess(model, image)
    embedding = encode(model, batch)
    (expected,) = Graph(encoder).run(("output",), {"input": batch.numpy()})
    worst = difference(embedding, expected, ENCODER_TOLERANCE, "image embedding")
    say(f"       the image encoder agrees within {worst:.1e}")

    worst = _compare_decoders(model, Graph(decoder), embedding, (image.shape[0], image.shape[1]))
    say(f"       the mask decoder agrees within {worst:.1e}")


def _compare_decoders(model: Sam, graph: Graph, embedding: Array, size: Size) -> float:
    """Compare with ``sam.onnx``, which returns one mask of the four; make sure all are reached."""
    height, width = size
    box = np.array([0.3 * width, 0.2 * height, 0.8 * width, 0.9 * height])
    clicks = [Prompt(point[None], [1]) for point in spread(6, size)]
    prompts = [*clicks, Prompt(spread(3, size), [1, 0, 1]), Prompt(box=box)]
    tokens = set()
    worst = 0.0
    earlier: Array | None = None
    for prompt in prompts:
        masks, iou_predictions = decode(model, embedding, prompt, size, earlier)
        feeds = {
            "image_embeddings": embedding,
            **decoder_feeds(prompt, size, model.image_encoder.img_size),
            "mask_input": np.zeros_like(masks[:, :1]) if earlier is None else earlier,
            "has_mask_input": np.array([earlier is not None], np.float32),
            "orig_im_size": np.array(size, np.float32),
        }
        token = _token_of_sam_onnx(iou_predictions[0], feeds["point_coords"].shape[1])
        found = graph.run(("low_res_masks", "iou_predictions"), feeds)
        chosen = (masks[:, token : token + 1], iou_predictions[:, token : token + 1])
        for name, one, other in zip(("mask logits", "predicted IoU"), found, chosen, strict=True):
            worst = max(worst, difference(one, other, DECODER_TOLERANCE, name))
        tokens.add(token)
        # The first prompt comes without an earlier mask, the next refines it, and so on in turn.
        earlier = found[0] if earlier is None else None
    if len(tokens) < masks.shape[1]:
        raise DisagreementError(
            f"The check reached only the mask tokens {sorted(tokens)}; expected 0, 1, 2 and 3."
        )
    return worst


def _token_of_sam_onnx(iou_predictions: Array, points: int) -> int:
    """Which token's mask the graph returns, by the rule in Segment Anything's export script.

    Token 0 gains 1000 for each point above 2.5 and loses as much below; ``points`` counts padding
    and box corners.
    """
    scores = iou_predictions.copy()
    scores[0] += (points - 2.5) * 1000
    return int(scores.argmax())
