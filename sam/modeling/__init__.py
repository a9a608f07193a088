"""The network, one part per file, with the state-dict names of the published checkpoints."""

from sam.modeling.image_encoder import ImageEncoderViT
from sam.modeling.mask_decoder import MaskDecoder
from sam.modeling.prompt_encoder import PromptEncoder
from sam.modeling.sam import Sam
from sam.modeling.tiny_vit import TinyViT
from sam.modeling.transformer import TwoWayTransformer

__all__ = [
    "ImageEncoderViT",
    "MaskDecoder",
    "PromptEncoder",
    "Sam",
    "TinyViT",
    "TwoWayTransformer",
]
