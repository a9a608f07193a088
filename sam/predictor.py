"""Encode an image once, then prompt it as often as you like."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from sam.config import PADDING_LABEL
from sam.errors import ImageError, ImageNotSetError, PromptError
from sam.inference import Encoder
from sam.modeling import Sam
from sam.modeling.sam import decode_prompts
from sam.precision import check_precision
from sam.prompts import BACKGROUND, FOREGROUND, check_box, check_points, clip_box
from sam.transforms import ResizeLongestSide, Size, as_bytes

Array = npt.NDArray[Any]


class SamPredictor:
    """Masks for prompts about one image at a time, as in the public ``segment_anything`` package.

    It remembers the image's embedding, so it must not be shared between threads unguarded.

    The model is used as it is when a method is called: weights may be changed in between in any
    way, or ``model`` set to another one. (An embedding stays that of the model which made it, until
    the next ``set_image``.) It may also be one that another package built, with the same parts.

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

    precision: str = "float32"
    """What the image encoder computes in. All that the methods look at are this and the published
    attributes, so that a subclass may set these in an ``__init__`` of its own."""

    def __init__(self, sam_model: Sam, precision: str = "float32") -> None:
        self.model = sam_model
        self.precision = check_precision(precision)
        self.transform = ResizeLongestSide(sam_model.image_encoder.img_size)
        self.reset_image()

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
            image: ``(H, W, 3)`` uint8. Of floats, numbers from 0 to 255 are rounded; where none is
                above 1, they are taken as shares of 255, with a warning.
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
        resized = self.transform.apply_image(as_bytes(image))
        if resized.ndim != 3:
            raise ImageError(f"The image has shape {image.shape}; expected (height, width, 3).")
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
            self._remember(
                Encoder(self.model, self.precision)(batch),
                original_image_size,
                (shape[2], shape[3]),
            )

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
            point_labels: ``(N,)``, 1 foreground, 0 background, -1 to ignore a point.
            box: ``(4,)`` XYXY in the image frame; a fraction of a pixel outside is cut off.
                ``(0, 4)``, no box, gives no mask.
            mask_input: ``(1, 256, 256)`` logits of an earlier prediction for the same image.
            multimask_output: three masks instead of one; better for ambiguous prompts such as a
                single point, where the predicted IoU helps to choose.
            return_logits: masks as float logits instead of booleans.

        Returns:
            Masks ``(C, H, W)`` bool (or float32), predicted IoU ``(C,)`` float32 and mask logits
            ``(C, 256, 256)`` float32 to be fed back, with C 3 or 1, or 0 for
            an empty box.

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
            points, marks = check_points(
                point_coords, point_labels, (FOREGROUND, BACKGROUND, PADDING_LABEL)
            )
            coords = self._tensor(self.transform.apply_coords(points, original_size))[None]
            labels = torch.as_tensor(marks, dtype=torch.int, device=self.device)[None]
        if box is not None:
            shape = np.shape(box)
            if shape == (0, 4):
                return self._nothing(return_logits)
            if len(shape) == 2 and shape[0] > 1 and shape[1] == 4:
                raise PromptError(
                    f"The box has shape {shape}; expected (4,), since predict answers one prompt: "
                    "for several boxes call predict_torch with transform.apply_boxes_torch(boxes)."
                )
            corners = clip_box(check_box(box), original_size)
            boxes = self._tensor(self.transform.apply_boxes(corners, original_size))
        if mask_input is not None:
            wanted = (1, *self.model.prompt_encoder.mask_input_size)
            if np.shape(mask_input) != wanted:
                raise PromptError(
                    f"mask_input has shape {np.shape(mask_input)}; expected {wanted}."
                )
            mask = self._tensor(np.asarray(mask_input))[None]
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
            mask_input: ``(B, 1, 256, 256)`` logits, or ``(1, ...)`` for all prompts.
            multimask_output: three masks per prompt instead of one.
            return_logits: masks as logits instead of booleans.

        Returns:
            Masks ``(B, C, H, W)``, predicted IoU ``(B, C)`` and logits ``(B, C, 256, 256)``.

        Raises:
            ImageNotSetError: there is no image yet.
            PromptError: coordinates without labels, shapes that do not fit together, or a mask
                input that is not finite.
        """
        features, original_size, input_size = self._image()
        low_side = tuple(self.model.prompt_encoder.mask_input_size)
        count = check_prompts(point_coords, point_labels, boxes, mask_input, low_side)
        points = None
        if point_coords is not None and point_labels is not None:
            points = (point_coords, point_labels)
        if count == 0:
            tokens = self.model.mask_decoder.num_mask_tokens - 1 if multimask_output else 1
            low_res = features.new_zeros(0, tokens, *low_side)
            masks = features.new_zeros(0, tokens, *original_size)
            masks = masks if return_logits else masks.bool()
            return masks, features.new_zeros(0, tokens), low_res
        with torch.no_grad():
            low_res, iou_predictions = decode_prompts(
                self.model, features, points, boxes, mask_input, multimask_output
            )
            masks = self.model.postprocess_masks(low_res, input_size, original_size)
            if not return_logits:
                masks = masks > self.model.mask_threshold
        return masks, iou_predictions, low_res

    def _nothing(self, return_logits: bool) -> tuple[Array, Array, Array]:
        """What :meth:`predict` returns for no prompt."""
        _, original_size, _ = self._image()
        low_side = self.model.prompt_encoder.mask_input_size
        masks = np.zeros((0, *original_size), np.float32 if return_logits else bool)
        return masks, np.zeros(0, np.float32), np.zeros((0, *low_side), np.float32)

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


def check_prompts(
    point_coords: Tensor | None,
    point_labels: Tensor | None,
    boxes: Tensor | None,
    mask_input: Tensor | None,
    low_side: tuple[int, ...],
) -> int:
    """How many prompts these are, B.

    Args:
        point_coords, point_labels, boxes, mask_input: as :meth:`SamPredictor.predict_torch` takes.
        low_side: (H, W) of a mask input.

    Raises:
        PromptError: they are of other shapes, do not fit together, or the mask is not finite.
    """
    if (point_coords is None) != (point_labels is None):
        given, absent = ("point_coords", "point_labels")
        if point_coords is None:
            given, absent = absent, given
        raise PromptError(f"There are {given} but no {absent}; expected both.")
    counts: dict[str, int] = {}
    if point_coords is not None and point_labels is not None:
        shape = tuple(point_coords.shape)
        if len(shape) != 3 or shape[2] != 2:
            raise PromptError(f"point_coords has shape {shape}; expected (B, N, 2).")
        if tuple(point_labels.shape) != shape[:2]:
            raise PromptError(
                f"point_labels has shape {tuple(point_labels.shape)}; expected {shape[:2]}, one "
                "label for each point."
            )
        counts["point_coords"] = shape[0]
    if boxes is not None:
        shape = tuple(boxes.shape)
        if shape[-1:] != (4,) or len(shape) not in (2, 3) or (len(shape) == 3 and shape[1] != 1):
            raise PromptError(f"boxes has shape {shape}; expected (B, 4), XYXY.")
        counts["boxes"] = shape[0]
    if mask_input is not None:
        shape = tuple(mask_input.shape)
        if len(shape) != 4 or shape[1:] != (1, *low_side):
            raise PromptError(
                f"mask_input has shape {shape}; expected (B, 1, {low_side[0]}, {low_side[1]})."
            )
        if not bool(torch.isfinite(mask_input).all()):
            wrong = mask_input[~torch.isfinite(mask_input)][0]
            raise PromptError(f"There is {wrong:g} in mask_input; expected finite numbers.")
        if not counts or shape[0] != 1:  # one mask goes with all prompts
            counts["mask_input"] = shape[0]
    if len(set(counts.values())) > 1:
        these = ", ".join(f"{count} in {name}" for name, count in counts.items())
        raise PromptError(f"There are {these}; expected the same number of prompts in each.")
    return next(iter(counts.values()), 1)
