"""``segment_anything.automatic_mask_generator``: the class of :mod:`sam.automatic`."""

from typing import TYPE_CHECKING

from sam.lazy import attach

if TYPE_CHECKING:
    from sam.automatic.generator import SamAutomaticMaskGenerator
else:
    __getattr__, __dir__ = attach(
        __name__, {"sam.automatic.generator": ("SamAutomaticMaskGenerator",)}
    )

__all__ = ["SamAutomaticMaskGenerator"]
