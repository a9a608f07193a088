"""What each network is made of: one frozen dataclass per part, and the five sizes that exist.

``CONFIGS`` holds the four published kinds. ``TINY`` and ``TINY_T`` are the same two architectures
with very small widths and a 256-pixel image frame; they run in milliseconds with random weights and
exist for tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field

PADDING_LABEL = -1
"""Label of the point that stands for "no box"; 0 and 1 are points, 2 and 3 a box's corners."""


@dataclass(frozen=True)
class ViTConfig:
    """A plain vision transformer with windowed and global attention (ViTDet, Li et al., 2022)."""

    embed_dim: int
    depth: int
    num_heads: int
    global_attn_indexes: tuple[int, ...]
    image_size: int = 1024
    patch_size: int = 16
    window_size: int = 14
    mlp_ratio: float = 4.0
    out_chans: int = 256


@dataclass(frozen=True)
class TinyViTConfig:
    """TinyViT (Wu et al., 2022) as MobileSAM arranges it: the last merging keeps the resolution."""

    embed_dims: tuple[int, int, int, int] = (64, 128, 160, 320)
    depths: tuple[int, int, int, int] = (2, 2, 6, 2)
    num_heads: tuple[int, int, int, int] = (2, 4, 5, 10)
    window_sizes: tuple[int, int, int, int] = (7, 7, 14, 7)
    merge_strides: tuple[int, int, int] = (2, 2, 1)
    image_size: int = 1024
    mlp_ratio: float = 4.0
    conv_expand_ratio: float = 4.0
    num_classes: int = 1000  # of the classifier that the checkpoints carry along unused
    out_chans: int = 256

    @property
    def patch_size(self) -> int:
        """Image pixels per embedding cell: 4 from the stem, times the merging strides."""
        first, second, third = self.merge_strides
        return 4 * first * second * third


@dataclass(frozen=True)
class PromptEncoderConfig:
    """Points, boxes and mask logits -> embeddings."""

    embed_dim: int = 256
    mask_in_chans: int = 16


@dataclass(frozen=True)
class MaskDecoderConfig:
    """The two-way transformer and its mask and IoU heads."""

    embed_dim: int = 256
    depth: int = 2
    num_heads: int = 8
    mlp_dim: int = 2048
    attention_downsample_rate: int = 2
    num_multimask_outputs: int = 3
    iou_head_depth: int = 3
    iou_head_hidden_dim: int = 256


@dataclass(frozen=True)
class SamConfig:
    """A whole model. The three parts must agree on the number of embedding channels."""

    kind: str
    image_encoder: ViTConfig | TinyViTConfig
    prompt_encoder: PromptEncoderConfig = field(default_factory=PromptEncoderConfig)
    mask_decoder: MaskDecoderConfig = field(default_factory=MaskDecoderConfig)
    mask_threshold: float = 0.0
    pixel_mean: tuple[float, float, float] = (123.675, 116.28, 103.53)
    pixel_std: tuple[float, float, float] = (58.395, 57.12, 57.375)

    def __post_init__(self) -> None:
        channels = (
            self.image_encoder.out_chans,
            self.prompt_encoder.embed_dim,
            self.mask_decoder.embed_dim,
        )
        if len(set(channels)) != 1:
            raise ValueError(
                f"{self.kind}: the image encoder, prompt encoder and mask decoder have {channels} "
                "channels; expected the same number three times."
            )
        if self.image_size % self.image_encoder.patch_size:
            raise ValueError(
                f"{self.kind}: image_size {self.image_size} is not a multiple of the patch size "
                f"{self.image_encoder.patch_size}."
            )

    @property
    def image_size(self) -> int:
        """Side of the model frame in pixels (1024 for the published kinds)."""
        return self.image_encoder.image_size

    @property
    def embed_dim(self) -> int:
        """Channels of an embedding (256 for the published kinds)."""
        return self.image_encoder.out_chans

    @property
    def embedding_size(self) -> int:
        """Side of an embedding in cells (64 for the published kinds)."""
        return self.image_size // self.image_encoder.patch_size

    @property
    def low_res_size(self) -> int:
        """Side of the decoder's mask logits in pixels (256 for the published kinds)."""
        return 4 * self.embedding_size


VIT_H = SamConfig("vit_h", ViTConfig(1280, 32, 16, (7, 15, 23, 31)))
VIT_L = SamConfig("vit_l", ViTConfig(1024, 24, 16, (5, 11, 17, 23)))
VIT_B = SamConfig("vit_b", ViTConfig(768, 12, 12, (2, 5, 8, 11)))
VIT_T = SamConfig("vit_t", TinyViTConfig())

CONFIGS: dict[str, SamConfig] = {config.kind: config for config in (VIT_H, VIT_L, VIT_B, VIT_T)}

_TINY_PROMPTS = PromptEncoderConfig(embed_dim=32)
_TINY_DECODER = MaskDecoderConfig(embed_dim=32, num_heads=2, mlp_dim=64, iou_head_hidden_dim=32)

TINY = SamConfig(
    "tiny",
    ViTConfig(32, 2, 2, (1,), image_size=256, window_size=7, out_chans=32),
    _TINY_PROMPTS,
    _TINY_DECODER,
)
TINY_T = SamConfig(
    "tiny_t",
    TinyViTConfig(
        (8, 16, 20, 24), (1, 1, 2, 1), (1, 2, 2, 3), image_size=256, num_classes=10, out_chans=32
    ),
    _TINY_PROMPTS,
    _TINY_DECODER,
)
