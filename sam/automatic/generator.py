"""Segment everything: a grid of points in, a mask for every object out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from sam.automatic.decoder import Floats, PointDecoder
from sam.automatic.events import OUTPUT_MODES, Event, OutputMode, collect
from sam.automatic.judge import Frames
from sam.automatic.search import Search
from sam.automatic.settings import EverythingSettings
from sam.automatic.small_regions import postprocess_small_regions
from sam.automatic.torch_decoder import TorchDecoder
from sam.errors import ImageError, SettingsError
from sam.modeling import Sam
from sam.predictor import SamPredictor
from sam.transforms import CropBox, ResizeLongestSide, Size

Embed = Callable[[CropBox], Floats]
"""The embedding ``(1, C, S/16, S/16)`` of a part of a picture, XYXY in the image frame."""


class SamAutomaticMaskGenerator:
    """Masks for a whole image, as the public ``segment_anything`` package's class of that name.

    The result is the published algorithm's (Kirillov et al., 2023, appendix B); only the order of
    work differs. It may be shared between threads unless ``generate`` has to encode.

    The published attributes are there (``predictor``, ``point_grids``, ``pred_iou_thresh`` and so
    on), and setting one counts from the next call. The published steps in between
    (``_process_batch`` and its like) are not: a subclass that overrides one is refused.

    Args:
        model: the model; it is used without gradients.
        points_per_side: this and what follows: see :class:`EverythingSettings`.
        output_mode: what a record's ``segmentation`` is: ``binary_mask``, ``uncompressed_rle`` or
            ``coco_rle``.
        precision: what :meth:`generate` encodes in; see :mod:`sam.precision`.
        decoder: what decodes; None takes PyTorch, where the model is.

    Raises:
        SettingsError: a value out of its range.
    """

    def __init__(
        self,
        model: Sam,
        points_per_side: int | None = 32,
        points_per_batch: int = 64,
        pred_iou_thresh: float = 0.88,
        stability_score_thresh: float = 0.95,
        stability_score_offset: float = 1.0,
        box_nms_thresh: float = 0.7,
        crop_n_layers: int = 0,
        crop_nms_thresh: float = 0.7,
        crop_overlap_ratio: float = 512 / 1500,
        crop_n_points_downscale_factor: int = 1,
        point_grids: Sequence[npt.ArrayLike] | None = None,
        min_mask_region_area: int = 0,
        output_mode: OutputMode = "binary_mask",
        *,
        max_mask_share: float = 1.0,
        adaptive: bool = False,
        windows: bool = False,
        suppress: bool = True,
        precision: str = "float32",
        decoder: PointDecoder | None = None,
    ) -> None:
        if output_mode not in OUTPUT_MODES:
            raise SettingsError(
                f"output_mode is {output_mode!r}; expected one of {', '.join(OUTPUT_MODES)}."
            )
        self.settings = EverythingSettings(
            points_per_side=points_per_side,
            points_per_batch=points_per_batch,
            pred_iou_thresh=pred_iou_thresh,
            stability_score_thresh=stability_score_thresh,
            stability_score_offset=stability_score_offset,
            box_nms_thresh=box_nms_thresh,
            crop_n_layers=crop_n_layers,
            crop_nms_thresh=crop_nms_thresh,
            crop_overlap_ratio=crop_overlap_ratio,
            crop_n_points_downscale_factor=crop_n_points_downscale_factor,
            point_grids=cast(Any, point_grids),
            min_mask_region_area=min_mask_region_area,
            max_mask_share=max_mask_share,
            adaptive=adaptive,
            windows=windows,
            suppress=suppress,
        )
        self.predictor = SamPredictor(model, precision)
        self.output_mode: OutputMode = output_mode
        self._decoder = decoder

    def __init_subclass__(cls, **others: Any) -> None:
        """Refuse a subclass that counts on being called where nothing is.

        Raises:
            SettingsError: it overrides a step of the published class.
        """
        super().__init_subclass__(**others)
        overridden = [name for name in _PUBLISHED_STEPS if name in vars(cls)]
        if overridden:
            raise SettingsError(
                f"{cls.__name__} overrides {overridden[0]}, which this generator does not call; "
                "override generate, or filter the records or the events of stream instead."
            )

    @staticmethod
    def postprocess_small_regions(mask_data: Any, min_area: int, nms_thresh: float) -> Any:
        """The published step, for scripts that call it; see :mod:`sam.automatic.small_regions`."""
        return postprocess_small_regions(mask_data, min_area, nms_thresh)

    @property
    def model(self) -> Sam:
        """The predictor's model."""
        return self.predictor.model

    # set by _setting, below
    points_per_batch: int
    pred_iou_thresh: float
    stability_score_thresh: float
    stability_score_offset: float
    box_nms_thresh: float
    crop_n_layers: int
    crop_nms_thresh: float
    crop_overlap_ratio: float
    crop_n_points_downscale_factor: int
    min_mask_region_area: int
    max_mask_share: float
    adaptive: bool
    windows: bool
    suppress: bool

    @property
    def point_grids(self) -> list[npt.NDArray[np.float64]]:
        """The points of the picture and of each crop layer, ``(N, 2)`` XY from 0 to 1.

        Setting it replaces the regular grids.
        """
        settings = self.settings
        layers = range(settings.crop_n_layers + 1)
        return [np.array(settings.grid(layer)).reshape(-1, 2) for layer in layers]

    @point_grids.setter
    def point_grids(self, grids: Any) -> None:
        self.settings = dataclasses.replace(
            self.settings, points_per_side=None, point_grids=cast(Any, grids)
        )

    @classmethod
    def from_settings(
        cls, model: Sam, settings: EverythingSettings, **others: Any
    ) -> SamAutomaticMaskGenerator:
        """The generator of some settings, such as ``preset("demo")``.

        Args:
            model: as for the class.
            settings: what to search and keep.
            others: ``output_mode``, ``precision``, ``decoder``, as for the class.
        """
        values = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
        return cls(model, **values, **others)

    def generate(self, image: npt.NDArray[np.uint8]) -> list[dict[str, Any]]:
        """Segment everything in an image.

        Args:
            image: ``(H, W, 3)`` uint8, RGB.

        Returns:
            One record for each mask, with the published keys: ``segmentation``, ``area``, ``bbox``
            (XYWH), ``predicted_iou``, ``point_coords`` ``[[x, y]]``, ``stability_score`` and
            ``crop_box`` (XYWH). Empty if nothing is found.

        Raises:
            ImageError: not such an image.
        """
        if not isinstance(image, np.ndarray) or image.ndim != 3:
            shape = getattr(image, "shape", type(image).__name__)
            raise ImageError(
                f"The image is {shape}; expected an array of shape (height, width, 3) and dtype "
                "uint8."
            )
        embed = self.embedder(image)
        records = collect(self.stream((image.shape[0], image.shape[1]), embed))
        return [record.as_dict(self.output_mode) for record in records]

    def stream(self, size: Size, embed: Embed) -> Iterator[Event]:
        """Segment everything, telling of each mask as soon as it passes the filters.

        Closing the iterator stops the work. Between two events lies at most one small batch of
        points or one encode. Threads work ahead of what is asked for by one batch each, so that
        soon after the last question nothing is computed any more.

        Args:
            size: (H, W) of the image.
            embed: gives embeddings: of the whole image first, then of each crop in turn. It is
                where a caller takes an embedding from a cache, or waits for its turn to encode.

        Yields:
            :class:`Progress`, :class:`Found` and :class:`Withdrawn`; at the end one
            :class:`Summary` with the ids of the survivors, whose last records are the result.

        Raises:
            ImageError: an embedding has another shape.
        """
        frames = Frames(
            size=(int(size[0]), int(size[1])),
            transform=ResizeLongestSide(self.model.image_encoder.img_size),
            low_side=self.model.prompt_encoder.mask_input_size[0],
            threshold=self.model.mask_threshold,
        )

        def checked(crop_box: CropBox) -> Floats:
            encoder = self.model.prompt_encoder
            wanted = (1, encoder.embed_dim, *encoder.image_embedding_size)
            embedding = np.asarray(embed(crop_box), np.float32)
            if embedding.shape != wanted:
                raise ImageError(f"The embedding has shape {embedding.shape}; expected {wanted}.")
            return embedding

        decoder = TorchDecoder(self.model) if self._decoder is None else self._decoder
        return Search(self.settings, decoder, frames, checked).events()

    def embedder(
        self, image: npt.NDArray[np.uint8], embedding: Tensor | Floats | None = None
    ) -> Embed:
        """What :meth:`stream` wants, for an image in memory.

        Args:
            image: ``(H, W, 3)`` uint8, RGB.
            embedding: of the whole image, where there is one already.
        """
        whole = (0, 0, image.shape[1], image.shape[0])

        def embed(crop_box: CropBox) -> Floats:
            if embedding is not None and crop_box == whole:
                return np.asarray(torch.as_tensor(embedding).float().cpu().numpy())
            return self._encode(image, crop_box)

        return embed

    def _encode(self, image: npt.NDArray[np.uint8], crop_box: CropBox) -> Floats:
        x0, y0, x1, y1 = crop_box
        self.predictor.set_image(image[y0:y1, x0:x1])
        embedding: Floats = self.predictor.get_image_embedding().float().cpu().numpy()
        self.predictor.reset_image()
        return embedding


_PUBLISHED_STEPS = (
    "_generate_masks",
    "_process_crop",
    "_process_batch",
    "postprocess_small_regions",
)


def _setting(name: str) -> property:
    """An attribute of the published class that is a setting of ours."""

    def read(self: SamAutomaticMaskGenerator) -> Any:
        return getattr(self.settings, name)

    def write(self: SamAutomaticMaskGenerator, value: Any) -> None:
        self.settings = dataclasses.replace(self.settings, **{name: value})

    return property(read, write, doc=f"See :class:`EverythingSettings`, ``{name}``.")


for _name in EverythingSettings.__dataclass_fields__:
    if _name not in ("points_per_side", "point_grids"):
        setattr(SamAutomaticMaskGenerator, _name, _setting(_name))
