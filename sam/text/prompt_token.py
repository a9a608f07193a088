"""The paper's own way: a vector of two towers becomes a prompt of the mask decoder.

A projection turns the unit vector of a text, or of an object's crop, into a few tokens that join
points and box in the decoder (``extra_sparse_embeddings``). It is trained with crops of objects,
and asked with texts (Kirillov et al., 2023, appendix D.5). Encoder and decoder stay as they are.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from torch import Tensor, nn

from sam.errors import TextModelError
from sam.modeling import Sam
from sam.modeling.sam import decode_prompts
from sam.text.folder import TOKEN_FILE

Floats = npt.NDArray[np.float32]

TOKENS = 8
"""Tokens that a vector becomes."""

_HIDDEN = 256


class PromptToken(nn.Module):
    """Unit vectors of two towers ``(B, dim) -> (B, TOKENS, channels)``, tokens of a decoder.

    Args:
        dim: numbers of a vector.
        towers: fingerprint of the towers that it was trained with.
        decoder: fingerprint of the decoder that it was trained with.
        channels: of the decoder's tokens.
    """

    def __init__(self, dim: int, towers: str, decoder: str, channels: int = 256) -> None:
        super().__init__()
        self.dim, self.towers, self.decoder, self.channels = dim, towers, decoder, channels
        self.first = nn.Linear(dim, _HIDDEN)
        self.second = nn.Linear(_HIDDEN, TOKENS * channels)

    def forward(self, vectors: Tensor) -> Tensor:
        """See the class."""
        # A unit vector's numbers are small, the more so the more there are.
        hidden = nn.functional.gelu(self.first(vectors * self.dim**0.5))
        tokens: Tensor = self.second(hidden)
        return tokens.reshape(*tokens.shape[:-1], TOKENS, self.channels)

    def save(self, folder: Path) -> Path:
        """Write it beside its towers, whole or not at all, as float16."""
        from safetensors.torch import save_file

        path = folder / TOKEN_FILE
        about = {"dim": self.dim, "channels": self.channels}
        said = {"towers": self.towers, "decoder": self.decoder, "shape": json.dumps(about)}
        unfinished = path.with_suffix(".unfinished")
        numbers = {name: each.half().contiguous() for name, each in self.state_dict().items()}
        save_file(numbers, unfinished, metadata=said)
        unfinished.replace(path)
        return path

    @classmethod
    def load(cls, path: Path) -> PromptToken:
        """Read one.

        Raises:
            TextModelError: it is damaged, or none.
        """
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, "pt") as file:
                said: dict[str, str] = file.metadata() or {}
                numbers = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
            shape: dict[str, Any] = json.loads(said["shape"])
            token = cls(int(shape["dim"]), said["towers"], said["decoder"], int(shape["channels"]))
            token.load_state_dict(numbers)
        except (SafetensorError, LookupError, ValueError, RuntimeError, OSError) as error:
            raise TextModelError(
                f"{path} is no prompt token ({error}); expected the file that "
                "PromptToken.save writes."
            ) from error
        return token.eval().requires_grad_(False)


def decode_token(
    model: Sam,
    embedding: Tensor,
    tokens: Tensor,
    points: tuple[Tensor, Tensor] | None = None,
    boxes: Tensor | None = None,
) -> tuple[Tensor, Tensor]:
    """Decode one prompt of which a text is a part.

    Args:
        model: whose decoder.
        embedding: of the picture, ``(1, C, S/16, S/16)``.
        tokens: ``(TOKENS, C)``, from :class:`PromptToken`.
        points: coordinates ``(1, N, 2)`` XY in the model frame and labels ``(1, N)``.
        boxes: ``(1, 4)`` XYXY in the model frame.

    Returns:
        Logits ``(1, 1, S/4, S/4)`` and predicted IoU ``(1, 1)``, of the single-mask token.
    """
    return decode_prompts(model, embedding, points, boxes, None, False, tokens[None])
