"""``segment_anything.utils.transforms``: :class:`sam.transforms.ResizeLongestSide`."""

from sam.transforms import ResizeLongestSide

__all__ = ["ResizeLongestSide"]
