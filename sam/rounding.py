"""The decoder as it is served: its weights rounded to float16, and computed with as float32.

A page downloads the decoder, and half the bytes are half the wait. Rounding is done to the model
once, here, and everything that must agree uses the rounded weights: the graphs made from them, the
server's own decoding, and the fingerprint under which masks are kept. Rounding what is rounded
already changes nothing, so there is one decoder to speak of and not two.

Parameters are rounded. Buffers are not: there is one, the matrix of random frequencies behind every
position. It is 1 KB, and each point and each cell goes through its sines, where rounding a
frequency moves places by more the farther they lie from the picture's middle.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping

import torch
from torch import Tensor

from sam.errors import CheckpointError
from sam.modeling import Sam

PARTS = ("prompt_encoder", "mask_decoder")
"""Of a model, what makes up its decoder."""


def halves(model: Sam) -> dict[str, Tensor]:
    """The decoder's tensors by their official names: parameters in float16, buffers as they are.

    Each lies row by row in memory, as files of tensors have it.

    Raises:
        CheckpointError: a weight is not finite, or too large for float16.
    """
    tensors = _tensors(model)
    for part in PARTS:
        for name, _ in model.get_submodule(part).named_parameters(part):
            half = tensors[name].half().contiguous()
            if not half.isfinite().all():
                largest = tensors[name].abs().max().item()
                raise CheckpointError(
                    f"{name} has values up to {largest:.3g}; expected finite ones of at most "
                    f"{torch.finfo(torch.float16).max:.0f}, the most that float16 holds."
                )
            tensors[name] = half
    return tensors


def rounded(model: Sam) -> Sam:
    """A copy of a model with :func:`halves` for a decoder, computing in the model's own precision.

    The image encoder is shared with the model, not copied. A model that is rounded already comes
    out equal, with the same decoder fingerprint.

    Raises:
        CheckpointError: a weight is not finite, or too large for float16.
    """
    return with_decoder(model, halves(model))


def with_decoder(model: Sam, tensors: Mapping[str, Tensor]) -> Sam:
    """A copy of a model with another decoder, which belongs to the same image encoder.

    Args:
        model: its image encoder is shared with the copy.
        tensors: all of a decoder's, by their official names, as :func:`halves` gives them; widened
            to the model's own precision.

    Raises:
        CheckpointError: a tensor is missing, too many or of another shape.
    """
    # What the copier is to take for copied already.
    shared = {id(model.image_encoder): model.image_encoder}
    copied = copy.deepcopy(model, shared)
    own = _tensors(copied)
    if tensors.keys() != own.keys():
        missing, foreign = sorted(own.keys() - tensors.keys()), sorted(tensors.keys() - own.keys())
        raise CheckpointError(
            f"A decoder lacks {len(missing)} tensors {missing[:3]} and has {len(foreign)} too many "
            f"{foreign[:3]}; expected the {len(own)} of {model.kind}."
        )
    with torch.no_grad():
        for name, tensor in own.items():
            given = tensors[name]
            if given.shape != tensor.shape:
                raise CheckpointError(
                    f"{name} has shape {tuple(given.shape)}; expected {tuple(tensor.shape)}, as in "
                    f"{model.kind}."
                )
            tensor.copy_(given)
    return copied


def _tensors(model: Sam) -> dict[str, Tensor]:
    """The decoder's own tensors, not copies, by their official names."""
    return {
        f"{part}.{name}": tensor
        for part in PARTS
        for name, tensor in model.get_submodule(part).state_dict().items()
    }
