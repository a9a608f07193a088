"""Two fingerprints of a model: what an embedding depends on, and what decoding it depends on.

An embedding made by one encoder must not be decoded as if it came from another. Whoever stores an
embedding stores the encoder's fingerprint with it, and compares before decoding. A decoder tuned
on new data changes only its own fingerprint, so that stored embeddings stay valid.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import torch
from torch import Tensor

from sam.modeling import Sam

PREPROCESSING_VERSION = 1
"""Raised whenever the same image would reach the encoder as other numbers."""

# In checkpoints, but without influence on any output of the model.
_UNUSED_MODULES = ("norm_head.", "head.")
_UNUSED_COUNTER = "num_batches_tracked"


def encoder_fingerprint(model: Sam, precision: str = "float32") -> str:
    """Fingerprint of everything an embedding depends on, 64 hexadecimal digits.

    Args:
        model: its image encoder's tensors are read, without the classifier nobody uses.
        precision: what the encoder computes in; other precisions give other embeddings.
    """
    encoder = model.image_encoder
    used = (
        (name, tensor)
        for name, tensor in encoder.state_dict().items()
        if not name.startswith(_UNUSED_MODULES) and not name.endswith(_UNUSED_COUNTER)
    )
    preprocessing = f"precision {precision}, preprocessing {PREPROCESSING_VERSION}"
    return _digest(f"{preprocessing}, image size {encoder.img_size}", used)


def decoder_fingerprint(model: Sam) -> str:
    """Fingerprint of the prompt encoder and the mask decoder, 64 hexadecimal digits."""
    parts = {"prompt_encoder": model.prompt_encoder, "mask_decoder": model.mask_decoder}
    return fingerprint_of(
        {
            f"{part}.{name}": tensor
            for part, module in parts.items()
            for name, tensor in module.state_dict().items()
        }
    )


def fingerprint_of(decoder: Mapping[str, Tensor]) -> str:
    """The same of a decoder's tensors by their official names, as they are computed with."""
    return _digest("", decoder.items())


def _digest(settings: str, tensors: Iterable[tuple[str, Tensor]]) -> str:
    """SHA-256 over settings, then each tensor's name, dtype, shape and bytes, in order of names."""
    digest = hashlib.sha256(f"{settings}\n".encode())
    for name, tensor in sorted(tensors, key=lambda item: item[0]):
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode())
        digest.update(_bytes(tensor))
    return digest.hexdigest()


def _bytes(tensor: Tensor) -> memoryview:
    """The tensor's numbers as they lie in memory, row by row."""
    flat = tensor.detach().cpu().contiguous().view(-1)
    return flat.view(torch.uint8).numpy().data
