"""Train the projection of a prompt token, with crops of objects.

No text is needed: what is asked with a text later is trained with the picture towers' vector of an
object (Kirillov et al., 2023, appendix D.5). The answer to it is the mask of every object of its
label; in pictures without one the answer is no mask at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional as F

from sam.fingerprint import decoder_fingerprint
from sam.modeling import Sam
from sam.text.prompt_token import PromptToken, decode_token

ABSENT = 0.4
"""Of all steps, those that ask for what is not there."""

_NOISE = 0.15
"""Length of what is added to a unit vector at random: a text's is never quite an object's."""

_AT_ONCE = 4
_FASTEST = 2e-3


@dataclass(frozen=True)
class Example:
    """A picture to train with.

    Attributes:
        embedding: ``(1, C, S/16, S/16)``.
        labels: of its objects.
        vectors: ``(T, dim)``, of their crops, of unit length.
        masks: ``(T, S/4, S/4)`` bool, on the decoder's grid, padding included.
        inside: ``(S/4, S/4)`` bool, what of that grid the picture fills.
    """

    embedding: npt.NDArray[np.float16]
    labels: tuple[str, ...]
    vectors: npt.NDArray[np.float32]
    masks: npt.NDArray[np.bool_]
    inside: npt.NDArray[np.bool_]


def fit(
    model: Sam,
    examples: Sequence[Example],
    towers: str,
    steps: int,
    seed: int = 0,
    report: Callable[[int, float], None] = lambda step, loss: None,
) -> PromptToken:
    """Train a projection; encoder and decoder stay as they are.

    Args:
        model: whose decoder is asked.
        examples: with objects, of two labels at least.
        towers: fingerprint of what made the vectors.
        steps: of four prompts each.
        seed: of what is drawn.
        report: called after each step with its number and its loss.
    """
    random = np.random.default_rng(seed)
    torch.manual_seed(seed)
    dim = examples[0].vectors.shape[1]
    token = PromptToken(dim, towers, decoder_fingerprint(model), model.prompt_encoder.embed_dim)
    objects = [(at, own) for at, each in enumerate(examples) for own in range(len(each.labels))]
    optimizer = torch.optim.AdamW(token.parameters(), _FASTEST, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, _FASTEST, total_steps=steps)
    for step in range(steps):
        total = 0.0
        for _ in range(_AT_ONCE):
            loss = _asked(model, token, *_drawn(examples, objects, random), random) / _AT_ONCE
            loss.backward()  # type: ignore[no-untyped-call]
            total += float(loss.detach())
        torch.nn.utils.clip_grad_norm_(token.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        schedule.step()
        report(step + 1, total)
    return token.eval().requires_grad_(False)


def on_grid(mask: npt.NDArray[np.bool_], model: Sam) -> npt.NDArray[np.bool_]:
    """A mask ``(H, W)`` on the decoder's grid ``(S/4, S/4)``, padding included."""
    side = model.prompt_encoder.mask_input_size[0]
    scale = side / max(mask.shape)
    rows, columns = (round(length * scale) for length in mask.shape)
    small = F.interpolate(torch.from_numpy(mask)[None, None].float(), (rows, columns), mode="area")
    found = np.zeros((side, side), bool)
    found[:rows, :columns] = small[0, 0].numpy() >= 0.5
    return found


def _drawn(
    examples: Sequence[Example], objects: Sequence[tuple[int, int]], random: np.random.Generator
) -> tuple[Example, npt.NDArray[np.float32], npt.NDArray[np.bool_]]:
    """A picture, the vector of an object of this or another picture, and the answer."""
    at, own = objects[int(random.integers(len(objects)))]
    vector, label = examples[at].vectors[own], examples[at].labels[own]
    picture = examples[at]
    if random.random() < ABSENT:
        without = [each for each in examples if label not in each.labels]
        picture = without[int(random.integers(len(without)))] if without else picture
    wanted = [
        mask for each, mask in zip(picture.labels, picture.masks, strict=True) if each == label
    ]
    return picture, vector, np.any(wanted, axis=0) if wanted else np.zeros_like(picture.inside)


def _asked(
    model: Sam,
    token: PromptToken,
    picture: Example,
    vector: npt.NDArray[np.float32],
    wanted: npt.NDArray[np.bool_],
    random: np.random.Generator,
) -> Tensor:
    """The loss of one prompt: cross entropy, foreground and ground alike, and Dice."""
    noise = random.normal(0, _NOISE / len(vector) ** 0.5, len(vector))
    given = F.normalize(torch.from_numpy(vector + noise.astype(np.float32)), dim=0)
    embedding = torch.from_numpy(picture.embedding.astype(np.float32))
    logits, _ = decode_token(model, embedding, token(given))
    inside = torch.from_numpy(picture.inside)
    own, truth = logits[0, 0][inside], torch.from_numpy(wanted)[inside].float()
    entropy = F.binary_cross_entropy_with_logits(own, truth, reduction="none")
    focal = ((own.sigmoid() - truth).abs() ** 2 * entropy).mean() * 10
    if not wanted.any():
        return focal
    chance = own.sigmoid()
    dice = 1 - (2 * (chance * truth).sum() + 1) / (chance.sum() + truth.sum() + 1)
    return focal + dice
