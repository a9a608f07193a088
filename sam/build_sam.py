"""``segment_anything.build_sam``: the builders of :mod:`sam.build`.

``sam.build_sam`` is the function of that name, as in the published package; this module is what
``from sam.build_sam import build_sam_vit_b`` finds.
"""

from typing import TYPE_CHECKING

from sam.lazy import attach

__all__ = [
    "build_sam",
    "build_sam_vit_b",
    "build_sam_vit_h",
    "build_sam_vit_l",
    "build_sam_vit_t",
    "sam_model_registry",
]

if TYPE_CHECKING:
    from sam.build import (
        build_sam,
        build_sam_vit_b,
        build_sam_vit_h,
        build_sam_vit_l,
        build_sam_vit_t,
        sam_model_registry,
    )
else:
    __getattr__, __dir__ = attach(
        __name__,
        {
            "sam.build": tuple(__all__),
            # What the published module imports, which scripts import from it.
            "sam.modeling": (
                "ImageEncoderViT",
                "MaskDecoder",
                "PromptEncoder",
                "Sam",
                "TwoWayTransformer",
            ),
        },
    )
