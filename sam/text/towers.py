"""Two towers: a text and a picture each become a vector, and vectors of the same are near."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from sam.masks.rle import CocoRle
from sam.text.crops import Crop, crops
from sam.text.folder import TextFolder
from sam.text.loading import image_reader_of, model_of, pretrained

Floats = npt.NDArray[np.float32]

_BATCH = 16
"""Crops at a time: memory stays bounded, whatever is asked."""

_MOST_KEPT = 20_000
"""Vectors kept: of 512 numbers, 40 MB."""

_MOST_TOKENS = 77
"""Of a text, CLIP's number; models that could read more are asked for no more."""


class Towers:
    """CLIP, Chinese-CLIP, SigLIP, or SigLIP 2 of one size, of a folder.

    Attributes:
        folder: what it was loaded from.
        side: of the pictures that it sees, in pixels.
        dim: numbers of a vector.
    """

    def __init__(self, folder: TextFolder) -> None:
        from transformers import AutoModel, AutoTokenizer

        self.folder = folder
        self._model = model_of(folder, AutoModel)
        self._words = pretrained(folder, AutoTokenizer)
        self._pictures = image_reader_of(folder)
        config = self._model.config
        self.side = int(config.vision_config.image_size)
        length = getattr(config.text_config, "max_position_embeddings", _MOST_TOKENS)
        self._length = min(int(length), _MOST_TOKENS)
        scale = self._model.logit_scale.exp()
        bias = getattr(self._model, "logit_bias", None)
        self._scale, self._bias = float(scale), 0.0 if bias is None else float(bias)
        self._known: OrderedDict[str, Floats] = OrderedDict()
        self.dim = self.texts(["background"]).shape[1]

    def texts(self, words: Sequence[str]) -> Floats:
        """Unit vectors of texts, ``(N, dim)`` float32."""
        import torch

        # SigLIP reads texts that are padded to their full length, and CLIP does not mind.
        read = self._words(
            list(words),
            padding="max_length",
            truncation=True,
            max_length=self._length,
            return_tensors="pt",
        )
        given = {name: read[name] for name in ("input_ids", "attention_mask") if name in read}
        if self.folder.kind == "siglip":
            given.pop("attention_mask", None)  # as it was trained
        with torch.inference_mode():
            return _unit(self._model.get_text_features(**given))

    def pictures(self, image: npt.NDArray[np.uint8], masks: Sequence[CocoRle]) -> Floats:
        """Unit vectors of crops, ``(M, dim)`` float32; those made before are known still.

        Args:
            image: ``(H, W, 3)`` uint8, RGB.
            masks: what to crop, of the picture's size.
        """
        own = sha256(np.ascontiguousarray(image).data).hexdigest() + str(image.shape)
        keys = [f"{own} {mask['counts']}" for mask in masks]
        lacking = [at for at, key in enumerate(keys) if key not in self._known]
        new = dict(zip(lacking, self._embedded(image, [masks[at] for at in lacking]), strict=True))
        found = [new[at] if at in new else self._known[key] for at, key in enumerate(keys)]
        for key, vector in zip(keys, found, strict=True):
            self._known[key] = vector
            self._known.move_to_end(key)
        while len(self._known) > _MOST_KEPT:
            self._known.popitem(last=False)
        return np.stack(found) if found else np.zeros((0, self.dim), np.float32)

    def logits(self, pictures: Floats, texts: Floats) -> Floats:
        """How near each picture is to each text, ``(M, N)``, as the model was trained to say."""
        nearness = self._scale * pictures @ texts.T + self._bias
        return nearness.astype(np.float32)

    def _embedded(self, image: npt.NDArray[np.uint8], masks: Sequence[CocoRle]) -> list[Floats]:
        import torch

        found: list[Floats] = []
        for batch in _batches(crops(image, masks, self.side)):
            read = self._pictures(images=batch, return_tensors="pt")
            with torch.inference_mode():
                found += list(_unit(self._model.get_image_features(read["pixel_values"])))
        return found


def _batches(crops: Iterable[Crop]) -> Iterator[list[Crop]]:
    left = iter(crops)
    while batch := list(islice(left, _BATCH)):
        yield batch


def _unit(features: Any) -> Floats:
    """What a tower answers, at length 1, ``(N, dim)`` float32."""
    vectors = getattr(features, "pooler_output", features)
    long: Floats = vectors.float().numpy()
    unit: Floats = long / np.maximum(np.linalg.norm(long, axis=1, keepdims=True), 1e-9)
    return unit
