"""Encode an image once, then prompt it as often as you like."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from sam.errors import ImageError, ImageNotSetError, PromptError
from sam.inference import Encoder
from sam.modeling import Sam
from sam.prompts import check_box, check_points
from sam.transforms import ResizeLongestSide, Size

Array = npt.NDArray[Any]


class SamPredictor:
    """Masks for prompts about one image at a time, as in the public ``segment_anything`` package.

    It remembers the image's embedding, so it must not be shared between threads unguarded.

    Args:
        sam_model: the model; it is used without gradients.
        precision: what the image encoder computes in, ``"float32"`` or ``"bfloat16"``; see
            :mod:`sam.precision`.

    Attributes:
        model: the model.
        transform: between the image frame and the model frame.
        features: the embedding, ``(1, 256, S/16, S/16)``, or None before there is an image.
        original_size: (H, W) of the image.
        input_size: (h, w) of the resized image inside the model frame.
        is_image_set: whether there is an image to ask about.
    """

    def __init__(self, sam_model: Sam, precision: str = "float32") -> None:
        self.model = sam_model
        self._encoder = Encoder(sam_model, precision)
        self.transform = ResizeLongestSide(sam_model.image_encoder.img_size)
        self.reset_image()

    @property
    def precision(self) -> str:
        """What the image encoder computes in."""
        return self._encoder.precision

    @property
    def device(self) -> torch.device:
        """Where the model is."""
        return self.model.device

    def reset_image(self) -> None:
        """Forget the image."""
        self.is_image_set = False
        self.features: Tensor | None = None
        self.original_size: Size | None = None
        self.input_size: Size | None = None

    def set_image(self, image: Array, image_format: str = "RGB") -> None:
        """Encode an image. One that is refused leaves none: the last one is forgotten first.

        Args:
            image: ``(H, W, 3)`` uint8.
            image_format: order of its channels, ``"RGB"`` or ``"BGR"``.

        Raises:
            ImageError: not such an image, or another format.
        """
        self.reset_image()
        if image_format not in ("RGB", "BGR"):
            raise ImageError(f"image_format is {image_format!r}; expected 'RGB' or 'BGR'.")
        if not isinstance(image, np.ndarray):
            raise ImageError(
                f"The image is a {type(image).__name__}; expected a numpy array of shape "
                "(height, width, 3) and dtype uint8."
            )
        resized = self.transform.apply_image(image)
        if image_format != self.model.image_format:
            resized = resized[..., ::-1].copy()
        batch = torch.as_tensor(resized, device=self.device).permute(2, 0, 1)[None]
        self.set_torch_image(batch, (image.shape[0], image.shape[1]))

    def set_torch_image(self, transformed_image: Tensor, original_image_size: Size) -> None:
        """Encode an image that is already resized.

        Args:
            transformed_image: ``(1, 3, h, w)``, values 0..255, in the model's channel order, its
                longest side the side of the model frame, as ``transform`` makes it.
            original_image_size: (H, W) before resizing.

        Raises:
            ImageError: another shape.
        """
        self.reset_image()
        size = self.model.image_encoder.img_size
        shape = tuple(transformed_image.shape)
        if len(shape) != 4 or shape[:2] != (1, 3) or max(shape[2:]) != size:
            raise ImageError(
                f"set_torch_image got shape {shape}; expected (1, 3, h, w) with a longest side of "
                f"{size}."
            )
        with torch.no_grad():
            batch = self.model.preprocess(transformed_image.to(self.device))
            self._remember(self._encoder(batch), original_image_size, (shape[2], shape[3]))

    def set_embedding(self, features: Tensor | Array, original_size: Size) -> None:
        """Take up an embedding made earlier, instead of encoding the image again.

        Args:
            features: ``(1, 256, S/16, S/16)``, from :meth:`get_image_embedding` or a file.
            original_size: (H, W) of the image it was made of.

        Raises:
            ImageError: another shape.
        """
        self.reset_image()
        encoder = self.model.prompt_encoder
        wanted = (1, encoder.embed_dim, *encoder.image_embedding_size)
        if tuple(features.shape) != wanted:
            raise ImageError(f"The embedding has shape {tuple(features.shape)}; expected {wanted}.")
        embedding = torch.as_tensor(features, dtype=self.model.pixel_mean.dtype, device=self.device)
        height, width = original_size
        input_size = self.transform.get_preprocess_shape(
            height, width, self.transform.target_length
        )
        self._remember(embedding, original_size, input_size)

    def get_image_embedding(self) -> Tensor:
        """The image's embedding, ``(1, 256, S/16, S/16)``.

        Raises:
            ImageNotSetError: there is no image yet.
        """
        return self._image()[0]

    def predict(
        self,
        point_coords: Array | None = None,
        point_labels: Array | None = None,
        box: Array | None = None,
        mask_input: Array | None = None,
        multimask_output: bool = True,
        return_logits: bool = False,
    ) -> tuple[Array, Array, Array]:
        """Predict masks for one prompt.

        Args:
            point_coords: ``(N, 2)`` XY in the image frame.
            point_labels: ``(N,)``, 1 foreground, 0 background.
            box: ``(4,)`` XYXY in the image frame.
            mask_input: ``(1, 256, 256)`` logits of an earlier prediction for the same image.
            multimask_output: three masks instead of one; better for ambiguous prompts such as a
                single point, where the predicted IoU helps to choose.
            return_logits: masks as float logits instead of booleans.

        Returns:
            Masks ``(C, H, W)`` bool (or float32), predicted IoU ``(C,)`` float32 and mask logits
            ``(C, 256, 256)`` float32 to be fed back, with C 3 or 1.

        Raises:
            ImageNotSetError: there is no image yet.
            PromptError: the prompt is malformed.
        """
        _, original_size, _ = self._image()
        coords, labels, boxes, mask = None, None, None, None
        if (point_coords is None) != (point_labels is None):
            given, absent = ("point_coords", "point_labels")
            if point_coords is None:
                given, absent = absent, given
            raise PromptError(f"There are {given} but no {absent}; expected both or neither.")
        if point_coords is not None and point_labels is not None:
            points, marks = check_points(point_coords, point_labels)
            coords = self._tensor(self.transform.apply_coords(points, original_size))[None]
            labels = torch.as_tensor(marks, dtype=torch.int, device=self.device)[None]
        if box is not None:
            boxes = self._tensor(self.transform.apply_boxes(check_box(box), original_size))
        if mask_input is not None:
            wanted = (1, *self.model.prompt_encoder.mask_input_size)
            if mask_input.shape != wanted:
                raise PromptError(f"mask_input has shape {mask_input.shape}; expected {wanted}.")
            mask = self._tensor(mask_input)[None]
        masks, iou_predictions, low_res = self.predict_torch(
            coords, labels, boxes, mask, multimask_output, return_logits=return_logits
        )
        chosen = masks[0] if masks.dtype == torch.bool else masks[0].float()
        return (
            chosen.cpu().numpy(),
            iou_predictions[0].float().cpu().numpy(),
            low_res[0].float().cpu().numpy(),
        )

    def predict_torch(
        self,
        point_coords: Tensor | None,
        point_labels: Tensor | None,
        boxes: Tensor | None = None,
        mask_input: Tensor | None = None,
        multimask_output: bool = True,
        return_logits: bool = False,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Predict masks for B prompts at once, already in the model frame.

        Args:
            point_coords: ``(B, N, 2)`` XY in the model frame, as ``transform`` makes them.
            point_labels: ``(B, N)``, 1 foreground, 0 background, -1 to ignore a point.
            boxes: ``(B, 4)`` XYXY in the model frame.
            mask_input: ``(B, 1, 256, 256)`` logits.
            multimask_output: three masks per prompt instead of one.
            return_logits: masks as logits instead of booleans.

        Returns:
            Masks ``(B, C, H, W)``, predicted IoU ``(B, C)`` and logits ``(B, C, 256, 256)``.

        Raises:
            ImageNotSetError: there is no image yet.
            PromptError: coordinates without labels.
        """
        features, original_size, input_size = self._image()
        points = None
        if point_coords is not None:
            if point_labels is None:
                raise PromptError("There are point_coords but no point_labels; expected both.")
            points = (point_coords, point_labels)
        with torch.no_grad():
            low_res, iou_predictions = self.model.decode(
                features, points, boxes, mask_input, multimask_output
            )
            masks = self.model.postprocess_masks(low_res, input_size, original_size)
            if not return_logits:
                masks = masks > self.model.mask_threshold
        return masks, iou_predictions, low_res

    def _tensor(self, array: Array) -> Tensor:
        return torch.as_tensor(array, dtype=self.model.pixel_mean.dtype, device=self.device)

    def _remember(self, features: Tensor, original_size: Size, input_size: Size) -> None:
        self.features = features
        self.original_size = (int(original_size[0]), int(original_size[1]))
        self.input_size = input_size
        self.is_image_set = True

    def _image(self) -> tuple[Tensor, Size, Size]:
        """The embedding, the original size and the resized one."""
        if self.features is None or self.original_size is None or self.input_size is None:
            raise ImageNotSetError(
                "There is no image yet; expected set_image, set_torch_image or set_embedding first."
            )
        return self.features, self.original_size, self.input_size
