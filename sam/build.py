"""A name, a configuration or a checkpoint -> a model in evaluation mode."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from sam.config import VIT_B, VIT_H, VIT_L, VIT_T, SamConfig, TinyViTConfig, ViTConfig
from sam.errors import DeviceError
from sam.modeling import (
    ImageEncoderViT,
    MaskDecoder,
    PromptEncoder,
    Sam,
    TinyViT,
    TwoWayTransformer,
)
from sam.weights import (
    check_kind,
    check_state_dict,
    config_of_kind,
    read_checkpoint,
    recognise_kind,
)


def build_sam(
    config: SamConfig | str | Path | None = None, checkpoint: str | Path | None = None
) -> Sam:
    """Build a model, with random weights or a checkpoint's.

    The public ``segment_anything`` package has ``build_sam(checkpoint)`` for vit_h; that call means
    the same here, with or without the argument's name.

    Args:
        config: what to build, by default vit_h. A path stands for ``checkpoint``.
        checkpoint: a state dict with the official names; None leaves the weights random.

    Raises:
        CheckpointError: the file is missing, damaged, or not this model's.
    """
    if isinstance(config, str | Path):
        config, checkpoint = None, config
    config = config or VIT_H
    if checkpoint is None:
        return _assemble(config).eval()
    return _with_state_dict(config, read_checkpoint(checkpoint), checkpoint)


def load_sam(
    checkpoint: str | Path, kind: str | None = None, device: str | torch.device = "cpu"
) -> Sam:
    """Load a checkpoint, recognising from its keys which model it is.

    Args:
        checkpoint: a state dict with the official names, ``.pt`` or ``.pth``.
        kind: the kind it has to be, such as ``"vit_t"``; None takes whatever it is.
        device: where the model goes.

    Raises:
        CheckpointError: the file is missing, damaged, no SAM checkpoint, or not of the asked kind.
        DeviceError: the device does not exist, or cannot be used here.
    """
    _check_device(device)  # before a large file is read for nothing
    state_dict = read_checkpoint(checkpoint)
    config = config_of_kind(kind or recognise_kind(state_dict, checkpoint))
    return _with_state_dict(config, state_dict, checkpoint).to(device)


def _check_device(device: str | torch.device) -> None:
    """Raise DeviceError for a device that numbers cannot be put on."""
    try:
        named = torch.device(device)
    except RuntimeError as error:  # its message lists twenty names, which nobody means
        raise _no_device(device, "there is no such device") from error
    try:
        torch.empty(0, device=named)
    except (RuntimeError, AssertionError) as error:  # what torch raises for a device it lacks
        raise _no_device(device, str(error).splitlines()[0].rstrip(".")) from error


def _no_device(device: str | torch.device, reason: str) -> DeviceError:
    return DeviceError(
        f"The device {str(device)!r} cannot be used here ({reason}); choose another, such as cpu."
    )


def _assemble(config: SamConfig) -> Sam:
    prompts, decoder = config.prompt_encoder, config.mask_decoder
    return Sam(
        _image_encoder(config.image_encoder),
        PromptEncoder(
            prompts.embed_dim,
            (config.embedding_size, config.embedding_size),
            (config.image_size, config.image_size),
            prompts.mask_in_chans,
        ),
        MaskDecoder(
            transformer_dim=decoder.embed_dim,
            transformer=TwoWayTransformer(
                decoder.depth,
                decoder.embed_dim,
                decoder.num_heads,
                decoder.mlp_dim,
                attention_downsample_rate=decoder.attention_downsample_rate,
            ),
            num_multimask_outputs=decoder.num_multimask_outputs,
            iou_head_depth=decoder.iou_head_depth,
            iou_head_hidden_dim=decoder.iou_head_hidden_dim,
        ),
        config.pixel_mean,
        config.pixel_std,
        kind=config.kind,
        mask_threshold=config.mask_threshold,
    )


def _image_encoder(part: ViTConfig | TinyViTConfig) -> ImageEncoderViT | TinyViT:
    if isinstance(part, TinyViTConfig):
        return TinyViT(
            img_size=part.image_size,
            num_classes=part.num_classes,
            embed_dims=part.embed_dims,
            depths=part.depths,
            num_heads=part.num_heads,
            window_sizes=part.window_sizes,
            mlp_ratio=part.mlp_ratio,
            mbconv_expand_ratio=part.conv_expand_ratio,
            merge_strides=part.merge_strides,
            out_chans=part.out_chans,
        )
    return ImageEncoderViT(
        img_size=part.image_size,
        patch_size=part.patch_size,
        embed_dim=part.embed_dim,
        depth=part.depth,
        num_heads=part.num_heads,
        mlp_ratio=part.mlp_ratio,
        out_chans=part.out_chans,
        norm_layer=partial(nn.LayerNorm, eps=1e-6),
        use_rel_pos=True,
        window_size=part.window_size,
        global_attn_indexes=part.global_attn_indexes,
    )


def _with_state_dict(
    config: SamConfig, state_dict: dict[str, torch.Tensor], source: str | Path
) -> Sam:
    check_kind(state_dict, config.kind, source)
    # Built without storage: initialising vit_h's 600 million weights only to overwrite them takes
    # seconds.
    with torch.device("meta"), _WithoutDrawing():
        model = _assemble(config)
    expected = model.state_dict()
    check_state_dict(state_dict, expected, config.kind, source)
    # Copied, because what was read may be a view of the file, which somebody may replace while the
    # model is in use.
    owned = {
        name: state_dict[name].to(dtype=tensor.dtype, copy=True)
        for name, tensor in expected.items()
    }
    model.load_state_dict(owned, strict=True, assign=True)
    return model.eval()


class _WithoutDrawing(TorchFunctionMode):
    """Draws no random numbers: for tensors without storage torch would import seconds' worth."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        if getattr(func, "__module__", None) == "torch.nn.init":
            return args[0] if args else (kwargs or {})["tensor"]
        if func is torch.randn:
            func = torch.empty
        return func(*args, **(kwargs or {}))


def build_sam_vit_h(checkpoint: str | Path | None = None) -> Sam:
    """The largest model, 641 million parameters; see :func:`build_sam`."""
    return build_sam(VIT_H, checkpoint)


def build_sam_vit_l(checkpoint: str | Path | None = None) -> Sam:
    """The large model, 312 million parameters; see :func:`build_sam`."""
    return build_sam(VIT_L, checkpoint)


def build_sam_vit_b(checkpoint: str | Path | None = None) -> Sam:
    """The base model, 94 million parameters; see :func:`build_sam`."""
    return build_sam(VIT_B, checkpoint)


def build_sam_vit_t(checkpoint: str | Path | None = None) -> Sam:
    """MobileSAM, 10 million parameters; see :func:`build_sam`."""
    return build_sam(VIT_T, checkpoint)


sam_model_registry: dict[str, Callable[..., Sam]] = {
    "default": build_sam_vit_h,
    "vit_h": build_sam_vit_h,
    "vit_l": build_sam_vit_l,
    "vit_b": build_sam_vit_b,
    "vit_t": build_sam_vit_t,
}
