"""``segment_anything.automatic_mask_generator``: the class of :mod:`sam.automatic`.

And what the published module imports, which scripts import from it.
"""

from typing import TYPE_CHECKING

from sam.lazy import attach

if TYPE_CHECKING:
    from sam.automatic.generator import SamAutomaticMaskGenerator
else:
    __getattr__, __dir__ = attach(
        __name__,
        {
            "sam.automatic.generator": ("SamAutomaticMaskGenerator",),
            "sam.modeling": ("Sam",),
            "sam.predictor": ("SamPredictor",),
            "sam.utils.amg": (
                "MaskData",
                "area_from_rle",
                "batch_iterator",
                "batched_mask_to_box",
                "box_xyxy_to_xywh",
                "build_all_layer_point_grids",
                "calculate_stability_score",
                "coco_encode_rle",
                "generate_crop_boxes",
                "is_box_near_crop_edge",
                "mask_to_rle_pytorch",
                "remove_small_regions",
                "rle_to_mask",
                "uncrop_boxes_xyxy",
                "uncrop_masks",
                "uncrop_points",
            ),
        },
    )

__all__ = ["SamAutomaticMaskGenerator"]
