"""Finding, reading and checking checkpoint files.

A checkpoint is what the published ones are: a plain ``state_dict`` (name -> tensor) written by
``torch.save``. Files are read with ``weights_only=True``, so that opening one never runs code from
it.
"""

from __future__ import annotations

import pickle
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sam.config import CONFIGS, TINY, TINY_T, SamConfig, TinyViTConfig
from sam.errors import CheckpointError
from sam.file_signatures import reason_to_refuse

if TYPE_CHECKING:
    from torch import Tensor

OFFICIAL_FILES = {
    "vit_t": "mobile_sam.pt",
    "vit_b": "sam_vit_b_01ec64.pth",
    "vit_l": "sam_vit_l_0b3195.pth",
    "vit_h": "sam_vit_h_4b8939.pth",
}
"""The names under which the published checkpoints are handed out, smallest model first."""

_KNOWN = {**CONFIGS, TINY.kind: TINY, TINY_T.kind: TINY_T}
_EXPECTED = "expected a SAM state dict saved by torch.save"


def config_of_kind(kind: str) -> SamConfig:
    """The configuration behind a name such as ``"vit_t"``.

    Raises:
        CheckpointError: there is no such kind.
    """
    try:
        return _KNOWN[kind]
    except KeyError:
        raise CheckpointError(
            f"There is no model kind {kind!r}; expected one of {', '.join(CONFIGS)}."
        ) from None


def find_checkpoint(kind: str | None = None, folder: Path = Path("weights")) -> Path:
    """The first of the official file names that exists in ``folder``.

    Args:
        kind: only this kind's file; None takes the smallest model that is there.
        folder: where to look.

    Raises:
        CheckpointError: there is no such kind or no such file; the sentence says what to do about
        it.
    """
    if kind is not None and kind not in OFFICIAL_FILES:
        raise CheckpointError(
            f"There is no checkpoint name for model kind {kind!r}; "
            f"expected one of {', '.join(OFFICIAL_FILES)}."
        )
    names = list(OFFICIAL_FILES.values()) if kind is None else [OFFICIAL_FILES[kind]]
    for name in names:
        if (folder / name).is_file():
            return folder / name
    fetched = f"`python -m sam fetch {kind or 'mobile_sam'}` downloads it"
    made = ", and `make run` in a copy of this project makes it" if kind in (None, "vit_t") else ""
    raise CheckpointError(
        f"No {' or '.join(names)} in {folder}; name a checkpoint file with --checkpoint FILE, or "
        f"put one there: {fetched}{made}."
    )


def read_checkpoint(path: str | Path) -> dict[str, Tensor]:
    """Read a state dict to the CPU, where possible as views of the file that are read when used.

    Raises:
        CheckpointError: the file is missing, empty, truncated, or something other than a state dict
        of tensors.
    """
    import torch  # not for finding a file, which can be refused at once

    path = Path(path)
    if reason := reason_to_refuse(path):
        raise CheckpointError(f"{path} {reason}; {_EXPECTED}.")
    try:
        content = torch.load(
            path, map_location="cpu", weights_only=True, mmap=zipfile.is_zipfile(path)
        )
    except pickle.UnpicklingError as error:
        found = _refused_object(error)
        raise CheckpointError(f"{path} {found}; {_EXPECTED}, tensors only.") from error
    except (RuntimeError, EOFError, OSError, ValueError, KeyError) as error:
        raise CheckpointError(
            f"{path} is truncated or damaged ({_first_line(error)}); {_EXPECTED}."
        ) from error
    return _as_state_dict(content, path)


def recognise_kind(state_dict: Mapping[str, Tensor], source: str | Path = "the state dict") -> str:
    """Which model a state dict belongs to, by the family, width and depth of its image encoder.

    Args:
        state_dict: official names -> tensors.
        source: what to call it in an error, usually the file.

    Raises:
        CheckpointError: the image encoder is of no known kind.
    """
    found = _encoder_traits(state_dict)
    for kind, config in _KNOWN.items():
        if found == _config_traits(config):
            return kind
    if found is None:
        described = f"names such as {_some(state_dict)}" if state_dict else "nothing"
    else:
        family, widths, depths = found
        described = f"a {family} image encoder of width {widths} and depth {depths}"
    raise CheckpointError(
        f"{source} holds {described}; expected the image encoder of one of {', '.join(CONFIGS)}."
    )


def check_kind(
    state_dict: Mapping[str, Tensor], kind: str, source: str | Path = "the state dict"
) -> None:
    """Make sure that a state dict is of one kind; a kind of the caller's own making is not checked.

    Raises:
        CheckpointError: it is recognised as another kind, or not at all.
    """
    if kind in _KNOWN and (found := recognise_kind(state_dict, source)) != kind:
        raise CheckpointError(f"{source} holds a {found} model; expected {kind}.")


def check_state_dict(
    state_dict: Mapping[str, Tensor],
    expected: Mapping[str, Tensor],
    kind: str,
    source: str | Path = "the state dict",
) -> None:
    """Make sure that names and shapes are exactly those of a model.

    Args:
        state_dict: what was read.
        expected: the model's own state dict; only names and shapes are looked at.
        kind: the model's kind, for the error.
        source: what to call ``state_dict`` in an error, usually the file.

    Raises:
        CheckpointError: a name is missing or unknown, or a shape differs; it gives the first few.
    """
    missing = expected.keys() - state_dict.keys()
    unexpected = state_dict.keys() - expected.keys()
    if missing or unexpected:
        found = [f"lacks {_some(missing)}"] if missing else []
        found += [f"has unknown {_some(unexpected)}"] if unexpected else []
        raise CheckpointError(
            f"{source} {' and '.join(found)}; expected the {len(expected)} names of a {kind} model."
        )
    for name, tensor in expected.items():
        shape, wanted = tuple(state_dict[name].shape), tuple(tensor.shape)
        if shape != wanted:
            raise CheckpointError(
                f"{source} has {name} of shape {shape}; expected {wanted} for a {kind} model."
            )


_Traits = tuple[str, tuple[int, ...], tuple[int, ...]]


def _encoder_traits(state_dict: Mapping[str, Tensor]) -> _Traits | None:
    """Family, widths and depths of the image encoder; None if it is of no known family."""
    position = state_dict.get("image_encoder.pos_embed")
    if position is not None and position.ndim == 4:
        depth = _count(state_dict, r"image_encoder\.blocks\.(\d+)\.")
        return "ViT", (position.shape[-1],), (depth,)
    if "image_encoder.patch_embed.seq.0.c.weight" not in state_dict:
        return None
    stages = range(_count(state_dict, r"image_encoder\.layers\.(\d+)\."))
    widths = tuple(_stage_width(state_dict, stage) for stage in stages)
    depths = tuple(
        _count(state_dict, rf"image_encoder\.layers\.{stage}\.blocks\.(\d+)\.") for stage in stages
    )
    return "TinyViT", widths, depths


def _stage_width(state_dict: Mapping[str, Tensor], stage: int) -> int:
    """Channels of a TinyViT stage; the first stage's blocks are convolutions, the others attend."""
    block = f"image_encoder.layers.{stage}.blocks.0."
    for name, axis in (("conv1.c.weight", 1), ("attn.norm.weight", 0)):
        tensor = state_dict.get(block + name)
        if tensor is not None and tensor.ndim > axis:
            return tensor.shape[axis]
    return 0


def _config_traits(config: SamConfig) -> _Traits:
    encoder = config.image_encoder
    if isinstance(encoder, TinyViTConfig):
        return "TinyViT", encoder.embed_dims, encoder.depths
    return "ViT", (encoder.embed_dim,), (encoder.depth,)


def _count(names: Iterable[str], pattern: str) -> int:
    """One more than the largest number the pattern finds at the start of a name, or 0."""
    matches = (re.match(pattern, name) for name in names)
    return max((int(match[1]) + 1 for match in matches if match), default=0)


def _as_state_dict(content: object, path: Path) -> dict[str, Tensor]:
    from torch import Tensor

    if not isinstance(content, dict):
        raise CheckpointError(f"{path} holds a {type(content).__name__}; {_EXPECTED}.")
    others = {name: value for name, value in content.items() if not isinstance(value, Tensor)}
    if others:
        name, value = next(iter(others.items()))
        raise CheckpointError(
            f"{path} holds {name!r} of type {type(value).__name__} among its entries; "
            f"{_EXPECTED}, each entry a tensor."
        )
    return {str(name): value for name, value in content.items()}


def _refused_object(error: pickle.UnpicklingError) -> str:
    """What ``weights_only`` refused to build, from torch's message."""
    named = re.search(r"GLOBAL ([\w.]+)", str(error))
    if named:
        return f"holds the object {named[1]}, which could run code"
    return "is not a file of tensors"


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:120]


def _some(names: Iterable[str]) -> str:
    """The first few of some names, in alphabetical order, and how many more there are."""
    ordered = sorted(names)
    more = f" and {len(ordered) - 3} more" if len(ordered) > 3 else ""
    return ", ".join(ordered[:3]) + more
