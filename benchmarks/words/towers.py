"""Train a tiny CLIP on crops of drawn scenes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional as F

from benchmarks.words.scenes import COLOURS, SEEN, SHAPES, SIZE, Scene, scene
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
from sam.text.crops import crop

SIDE = 40
"""Pixels of a crop's side."""

WIDTH = 64
_BATCH = 80
_PENALTY = 0.5


@dataclass(frozen=True)
class Pool:
    """Crops to train with.

    Attributes:
        crops: ``(N, SIDE, SIDE, 3)`` uint8.
        labels: ``(N,)`` int64, the place in ``SEEN``; one more for the background.
    """

    crops: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.int64]


def pool(scenes: int, seed: int) -> Pool:
    """Crops of all objects of some scenes, and of as much that is no object."""
    crops, labels = [], []
    for index in range(scenes):
        drawn = scene(seed + index, SEEN)
        random = np.random.default_rng(seed + index)
        for each in drawn.objects:
            crops.append(crop(drawn.image, each.mask, SIDE))
            labels.append(SEEN.index(each.pair))
        for mask in _no_objects(drawn, random):
            crops.append(crop(drawn.image, mask, SIDE))
            labels.append(len(SEEN))
    return Pool(np.stack(crops), np.array(labels))


def _no_objects(drawn: Scene, random: np.random.Generator) -> list[npt.NDArray[np.bool_]]:
    """The ground as a whole, a spot of it, and two objects as one."""
    width, height = SIZE
    ground = ~np.any([each.mask for each in drawn.objects], axis=0)
    y, x = np.mgrid[:height, :width]
    middle, radii = random.uniform((0, 0), (width, height)), random.uniform(10, 60, 2)
    spot = ((x - middle[0]) / radii[0]) ** 2 + ((y - middle[1]) / radii[1]) ** 2 < 1
    first, second = random.choice(len(drawn.objects), 2, replace=False)
    both = drawn.objects[first].mask | drawn.objects[second].mask
    return [mask for mask in (ground, spot & ground, both) if mask.any()]


def new_towers(reader: Any) -> Any:
    """A ``CLIPModel`` of 0.3 million random numbers."""
    from transformers import CLIPConfig, CLIPModel

    shared = {
        "hidden_size": WIDTH,
        "intermediate_size": 2 * WIDTH,
        "num_attention_heads": 4,
        "projection_dim": WIDTH,
    }
    ids = {name: reader.convert_tokens_to_ids(token) for name, token in _SPECIAL.items()}
    text = shared | ids | {"num_hidden_layers": 2, "max_position_embeddings": LENGTH}
    vision = shared | {"num_hidden_layers": 3, "image_size": SIDE, "patch_size": 8}
    config = CLIPConfig(
        text_config=text | {"vocab_size": len(reader)},
        vision_config=vision,
        projection_dim=WIDTH,
    )
    return CLIPModel(config)


_SPECIAL = {"pad_token_id": PAD, "bos_token_id": BEGIN, "eos_token_id": END}


def train_towers(out: Path, steps: int = 1000, scenes: int = 1500, seed: int = 1_000_000) -> None:
    """Train and write a folder as ``save_pretrained`` does: safetensors, tokenizer, preprocessor.

    Every crop is told apart by its pair, by its colour alone and by its shape alone, and a pair's
    text is held to the sum of its two words': that is what carries over to pairs never seen.
    """
    from transformers import CLIPImageProcessorPil

    torch.manual_seed(0)
    reader = tokenizer()
    model = new_towers(reader).train()
    crops = pool(scenes, seed)
    texts = [words_of(pair) for pair in SEEN] + [OTHER, *COLOURS, *SHAPES]
    readable = [
        encoded([template.format(text) for text in texts], reader) for template in TEMPLATES
    ]
    colour = torch.tensor([list(COLOURS).index(pair[0]) for pair in SEEN])
    shape = torch.tensor([SHAPES.index(pair[1]) for pair in SEEN])
    processor = CLIPImageProcessorPil(
        size={"shortest_edge": SIDE}, crop_size={"height": SIDE, "width": SIDE}
    )
    optimizer = torch.optim.AdamW(model.parameters(), 1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1e-3, total_steps=steps)
    random = np.random.default_rng(0)
    first, second = len(SEEN) + 1, len(SEEN) + 1 + len(COLOURS)
    for step in range(steps):
        chosen = random.integers(0, len(crops.labels), _BATCH)
        labels = torch.from_numpy(crops.labels[chosen])
        images = _pixels(_varied(crops.crops[chosen], random), processor)
        image = F.normalize(model.get_image_features(images).pooler_output, dim=-1)
        texts_in = readable[int(random.integers(len(readable)))]
        text = F.normalize(model.get_text_features(**texts_in).pooler_output, dim=-1)
        logits = model.logit_scale.exp().clamp(max=100) * image @ text.T
        known = labels < len(SEEN)
        pair = labels[known]
        loss = F.cross_entropy(logits[:, :first], labels, label_smoothing=0.02)
        loss = loss + F.cross_entropy(logits[known, first:second], colour[pair])
        loss = loss + F.cross_entropy(logits[known, second:], shape[pair])
        sums = F.normalize(text[first + colour] + text[second + shape], dim=-1)
        loss = loss + _PENALTY * (1 - (text[: len(SEEN)] * sums).sum(-1)).mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 100 == 99:
            right = (logits[:, :first].argmax(1) == labels).float().mean()
            print(f"towers {step + 1}/{steps}: loss {loss:.3f}, right {right:.2f}", flush=True)
    out.mkdir(parents=True, exist_ok=True)
    model.eval().half().save_pretrained(out)
    reader.save_pretrained(out)
    processor.save_pretrained(out)


def _varied(crops: npt.NDArray[np.uint8], random: np.random.Generator) -> npt.NDArray[np.uint8]:
    """Mirrored, moved by a pixel, brighter or darker."""
    crops = crops[:, :, :: -1 if random.random() < 0.5 else 1]
    crops = np.roll(crops, tuple(random.integers(-1, 2, 2)), axis=(1, 2))
    bright = random.uniform(0.85, 1.15, (len(crops), 1, 1, 1))
    return np.clip(crops * bright, 0, 255).astype(np.uint8)


def _pixels(crops: npt.NDArray[np.uint8], processor: Any) -> Tensor:
    mean, deviation = (torch.tensor(each) for each in (processor.image_mean, processor.image_std))
    scaled = torch.from_numpy(np.ascontiguousarray(crops)).float() / 255
    return ((scaled - mean) / deviation).permute(0, 3, 1, 2)
