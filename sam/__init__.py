"""Segment Anything as a library: an image and a prompt in, masks out.

The modules, names, arguments and return values are those of the public ``segment_anything``
package, so that a script written for it needs only another import (or none, after
``sam.install_as_segment_anything()``)::

    from sam import SamPredictor, sam_model_registry

    predictor = SamPredictor(sam_model_registry["vit_t"](checkpoint="weights/mobile_sam.pt"))
    predictor.set_image(image)  # (H, W, 3) uint8, RGB
    masks, iou_predictions, logits = predictor.predict(point_coords, point_labels)

What computes is imported when it is first asked for: ``import sam`` alone, and the rooms for files
of masks and pictures (``sam.formats``, ``sam.images``, ``sam.masks``), load no torch.
"""

from typing import TYPE_CHECKING

import sam.build_sam as _  # noqa: F401  # loads nothing; makes way for the function, below
from sam.errors import (
    CheckpointError,
    DeviceError,
    FormatError,
    ImageError,
    ImageNotSetError,
    PromptError,
    SamError,
    SettingsError,
    TextModelError,
)
from sam.lazy import attach

# An import binds a module to its package once, when it is loaded. It is loaded now, so that
# `from sam.build_sam import ...` in a script never puts the module where the function has to be.
del build_sam, _  # noqa: F821

if TYPE_CHECKING:
    from sam.automatic import SamAutomaticMaskGenerator
    from sam.build import (
        build_sam,
        build_sam_vit_b,
        build_sam_vit_h,
        build_sam_vit_l,
        build_sam_vit_t,
        load_sam,
        sam_model_registry,
    )
    from sam.predictor import SamPredictor
    from sam.published import install_as_segment_anything
else:
    __getattr__, __dir__ = attach(
        __name__,
        {
            "sam.automatic": ("SamAutomaticMaskGenerator",),
            "sam.build": (
                "build_sam",
                "build_sam_vit_b",
                "build_sam_vit_h",
                "build_sam_vit_l",
                "build_sam_vit_t",
                "load_sam",
                "sam_model_registry",
            ),
            "sam.predictor": ("SamPredictor",),
            "sam.published": ("install_as_segment_anything",),
        },
        rooms=(
            "automatic",
            "automatic_mask_generator",
            "build",
            "evaluation",
            "formats",
            "images",
            "masks",
            "modeling",
            "predictor",
            "ranking",
            "text",
            "utils",
        ),
    )

__version__ = "0.1.0"
__project__ = "segment-studio"
"""Whose package this is: there is another one of its name."""

__all__ = [
    "CheckpointError",
    "DeviceError",
    "FormatError",
    "ImageError",
    "ImageNotSetError",
    "PromptError",
    "SamAutomaticMaskGenerator",
    "SamError",
    "SamPredictor",
    "SettingsError",
    "TextModelError",
    "build_sam",
    "build_sam_vit_b",
    "build_sam_vit_h",
    "build_sam_vit_l",
    "build_sam_vit_t",
    "install_as_segment_anything",
    "load_sam",
    "sam_model_registry",
]
