"""Train a tiny OWLv2 on drawn scenes."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from benchmarks.words.scenes import SEEN, SIZE, Scene, scene
from benchmarks.words.vocabulary import (
    BEGIN,
    END,
    LENGTH,
    OTHER,
    PAD,
    TEMPLATES,
    encoded,
    tokenizer,
    words_of,
)
from sam.masks.boxes import box_of_bits

SIDE = 160
"""Pixels of a picture's side, as the detector sees it: padded to a square."""

PATCH = 16
WIDTH = 64
_BATCH = 16
_FASTEST = 1e-3
_QUERIES = [*(words_of(pair) for pair in SEEN), OTHER]


def new_detector(reader: Any) -> Any:
    """An ``Owlv2ForObjectDetection`` of 0.3 million random numbers."""
    from transformers import Owlv2Config, Owlv2ForObjectDetection

    shared = {
        "hidden_size": WIDTH,
        "intermediate_size": 2 * WIDTH,
        "num_attention_heads": 4,
    }
    ids = {
        f"{name}_token_id": reader.convert_tokens_to_ids(token)
        for name, token in (("pad", PAD), ("bos", BEGIN), ("eos", END))
    }
    text = shared | ids | {"num_hidden_layers": 2, "max_position_embeddings": LENGTH}
    vision = shared | {"num_hidden_layers": 4, "image_size": SIDE, "patch_size": PATCH}
    config = Owlv2Config(
        text_config=text | {"vocab_size": len(reader)},
        vision_config=vision,
        projection_dim=WIDTH,
    )
    model = Owlv2ForObjectDetection(config)
    # transformers starts the heads so wide that every box and every logit begins at its limit.
    for head in (model.box_head, model.class_head, model.objectness_head):
        for layer in head.modules():
            if isinstance(layer, torch.nn.Linear):
                torch.nn.init.xavier_uniform_(layer.weight)
                torch.nn.init.zeros_(layer.bias)
    for layer in (
        model.box_head.dense2,
        model.class_head.logit_scale,
        model.class_head.logit_shift,
    ):
        torch.nn.init.normal_(layer.weight, std=0.01)
    places = model.owlv2.vision_model.embeddings.position_embedding.weight
    with torch.no_grad():
        places[1:] = _waves(SIDE // PATCH)
    # The cosine of a text and a cell is to become a logit of some size, most often a low one.
    torch.nn.init.constant_(model.class_head.logit_scale.bias, 9.0)
    torch.nn.init.constant_(model.class_head.logit_shift.bias, -0.4)
    return model


def _waves(side: int) -> Tensor:
    """Positions that begin as waves both ways, ``(side * side, WIDTH)``: cells that are near are
    alike then, and from random ones seeing what is near takes long to learn."""
    frequencies = math.pi * 2.0 ** (-torch.arange(WIDTH // 4) * 5 / (WIDTH // 4))
    y, x = torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")
    angles = [each.flatten()[:, None] * frequencies for each in (y, x)]
    waves = torch.cat([part for each in angles for part in (each.sin(), each.cos())], dim=1)
    return waves * 0.5


def train_detector(out: Path, steps: int = 1500, scenes: int = 1500, seed: int = 2_000_000) -> None:
    """Train and write a folder as ``save_pretrained`` does: safetensors, tokenizer, preprocessor.

    The text tower is that of the tiny CLIP beside it, as OWL's began as CLIP's, and stays as it is.
    The cells in the middle of an object answer for it (Tian et al., 2019): with a focal loss over
    all cells and pairs, a cross entropy over the pairs where there is an object, and L1 and
    generalised IoU of its box. A detector that lies there already is trained further, on other
    scenes: once more is enough.
    """
    from transformers import CLIPModel, Owlv2ForObjectDetection, Owlv2ImageProcessorPil

    torch.manual_seed(0)
    reader = tokenizer()
    if (out / "model.safetensors").is_file():
        model = Owlv2ForObjectDetection.from_pretrained(out, dtype=torch.float32).train()
        seed += scenes
    else:
        model = new_detector(reader).train()
    towers = CLIPModel.from_pretrained(out.parent / "towers", dtype=torch.float32)
    model.owlv2.text_model.load_state_dict(towers.text_model.state_dict(), strict=False)
    model.owlv2.text_projection.load_state_dict(towers.text_projection.state_dict())
    processor = Owlv2ImageProcessorPil(size={"height": SIDE, "width": SIDE})
    drawn = [_seen(scene(seed + index, SEEN)) for index in range(scenes)]
    with torch.no_grad():
        queries = [
            model.owlv2.get_text_features(
                **encoded([each.format(text) for text in _QUERIES], reader)
            ).pooler_output
            for each in TEMPLATES
        ]
    learnt = [each for name, each in model.named_parameters() if ".text_" not in name]
    optimizer = torch.optim.AdamW(learnt, _FASTEST, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _FASTEST, total_steps=steps)
    random = np.random.default_rng(0)
    mean, deviation = (torch.tensor(each) for each in (processor.image_mean, processor.image_std))
    for step in range(steps):
        batch = [drawn[index] for index in random.integers(0, scenes, _BATCH)]
        pixels = torch.from_numpy(np.stack([each[0] for each in batch])).float() / 255
        pixels = ((pixels - mean) / deviation).permute(0, 3, 1, 2)
        query = queries[int(random.integers(len(queries)))]
        feature_map, _ = model.image_embedder(pixels)
        features = feature_map.flatten(1, 2)
        logits, _ = model.class_predictor(features, query.expand(_BATCH, -1, -1))
        boxes = model.box_predictor(features, feature_map)
        loss, right = _loss(logits, boxes, [each[1] for each in batch], [each[2] for each in batch])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        schedule.step()
        if step % 50 == 49:
            print(f"detector {step + 1}/{steps}: loss {loss:.3f}, right {right:.2f}", flush=True)
    out.mkdir(parents=True, exist_ok=True)
    model.eval().half().save_pretrained(out)
    reader.save_pretrained(out)
    processor.save_pretrained(out)


Seen = tuple[npt.NDArray[np.uint8], Tensor, Tensor]


def _seen(drawn: Scene) -> Seen:
    """The picture padded and scaled, ``(T, 4)`` boxes (cx, cy, w, h in shares of the padded side)
    and ``(T,)`` which query each object answers."""
    longest = max(SIZE)
    padded = np.zeros((longest, longest, 3), np.uint8)
    padded[: SIZE[1], : SIZE[0]] = drawn.image
    small = Image.fromarray(padded).resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    corners = np.array([box_of_bits(each.mask) for each in drawn.objects], np.float32) / longest
    corners[:, 2:] += 1 / longest
    middle, extent = (corners[:, :2] + corners[:, 2:]) / 2, corners[:, 2:] - corners[:, :2]
    answers = torch.tensor([_QUERIES.index(words_of(each.pair)) for each in drawn.objects])
    return np.asarray(small), torch.from_numpy(np.hstack([middle, extent])), answers


def _loss(
    logits: Tensor, boxes: Tensor, truths: list[Tensor], answers: list[Tensor]
) -> tuple[Tensor, float]:
    """The loss of ``(B, P, Q)`` logits and ``(B, P, 4)`` boxes, and the share named right."""
    side = SIDE // PATCH
    grid = (torch.arange(side) + 0.5) / side
    y, x = torch.meshgrid(grid, grid, indexing="ij")
    places = torch.stack([x.flatten(), y.flatten()], 1)
    wanted = torch.zeros_like(logits)
    found, true, named, names = [], [], [], []
    for index, (truth, answer) in enumerate(zip(truths, answers, strict=True)):
        away = (places[:, None] - truth[None, :, :2]).abs()
        cell, own = (away.amax(2) < 0.6 / side).nonzero(as_tuple=True)
        wanted[index, cell, answer[own]] = 1
        found.append(boxes[index, cell])
        true.append(truth[own])
        named.append(logits[index, cell])
        names.append(answer[own])
    chance = logits.sigmoid()
    entropy = F.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    right = torch.where(wanted > 0, chance, 1 - chance)
    classes = ((1 - right) ** 2 * entropy).sum() / wanted.sum()
    pairs, label = torch.cat(named), torch.cat(names)
    own, real = torch.cat(found), torch.cat(true)
    boxed = 5 * (own - real).abs().sum(1).mean() + 2 * (1 - _giou(own, real)).mean()
    total = 2 * classes + F.cross_entropy(pairs, label) + boxed
    return total, float((pairs.argmax(1) == label).float().mean())


def _giou(a: Tensor, b: Tensor) -> Tensor:
    """Generalised IoU of boxes ``(N, 4)`` with boxes, cx, cy, w, h."""
    a0, a1 = a[:, :2] - a[:, 2:] / 2, a[:, :2] + a[:, 2:] / 2
    b0, b1 = b[:, :2] - b[:, 2:] / 2, b[:, :2] + b[:, 2:] / 2
    shared = (torch.minimum(a1, b1) - torch.maximum(a0, b0)).clamp(min=0).prod(1)
    union = a[:, 2:].prod(1) + b[:, 2:].prod(1) - shared
    around = (torch.maximum(a1, b1) - torch.minimum(a0, b0)).prod(1)
    return shared / union - (around - union) / around
