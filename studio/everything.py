"""Segment everything in a picture that was put in, as a job with everybody's caches."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256

from sam.automatic import (
    Event,
    EverythingSettings,
    PointDecoder,
    SamAutomaticMaskGenerator,
)
from sam.automatic.crops import crops_for
from sam.automatic.decoder import Floats
from sam.transforms import CropBox
from studio.encoder import SharedEncoder
from studio.errors import RefusedError
from studio.image_store import ImageStore, StoredImage
from studio.jobs import Jobs, Pause, Stream
from studio.models import CurrentModels, Models


class Everything:
    """Opens jobs. A job ends with the decoder that it began with, whatever is in force by then, and
    its result is kept under that decoder's fingerprint.

    Args:
        images: the pictures.
        encoder: encodes them, and their crops.
        models: says which decoder is in force.
        jobs: runs them.
        max_points: most points of one job.
        decoder: decodes points, for all jobs; None takes the model that is in force.
    """

    def __init__(
        self,
        images: ImageStore,
        encoder: SharedEncoder,
        models: Models,
        jobs: Jobs,
        max_points: int,
        decoder: PointDecoder | None = None,
    ) -> None:
        self._images = images
        self._encoder = encoder
        self._models = models
        self._jobs = jobs
        self._max_points = max_points
        self._decoder = decoder

    def open(
        self,
        image: StoredImage,
        settings: EverythingSettings,
        gone: Callable[[], bool],
        client: str | None,
        current: CurrentModels | None = None,
    ) -> Stream:
        """The events of a job: a new one's, a running one's, or the result of an earlier one.

        Args:
            image: the picture.
            settings: of the generator.
            gone: whether the client has gone away.
            client: who asks; None for nobody whose jobs are counted.
            current: the models to work with; None takes those in force.

        Raises:
            RefusedError: the settings have too many points, or the picture too many pixels.
            BusyError: so many jobs run and wait already, or encodes do.
        """
        if self._images.is_large(image):
            raise RefusedError(
                "picture_too_large",
                f"The picture has {image.width * image.height:,} pixels; everything is segmented "
                f"in pictures of at most {self._images.limits.max_pixels:,}.",
            )
        points = self._points(settings, image)
        models = current or self._models.current()
        # Results do not depend on how many points are decoded at once.
        named = dataclasses.replace(settings, points_per_batch=EverythingSettings.points_per_batch)
        return self._jobs.open(
            # A digest: grids may be megabytes, and results are counted without their keys.
            (
                image.id,
                models.encoder_fingerprint,
                models.decoder_fingerprint,
                sha256(repr(named).encode()).hexdigest(),
            ),
            points,
            lambda pause: self._events(image, settings, models, pause, gone),
            gone,
            client,
        )

    def _events(
        self,
        image: StoredImage,
        settings: EverythingSettings,
        models: CurrentModels,
        pause: Pause,
        gone: Callable[[], bool],
    ) -> Iterator[Event]:
        """Encodes the picture, unless its embedding is here still, and begins."""
        generator = SamAutomaticMaskGenerator.from_settings(
            models.model, settings, decoder=self._decoder
        )
        embedding = self._encoder.embedding(image.id, lambda: self._images.parts(image), gone)
        whole = (0, 0, image.width, image.height)

        def embed(crop_box: CropBox) -> Floats:
            if crop_box == whole:
                return embedding.copy()  # what is cached must not be written to
            pause()
            return self._encoder.encode_crop(self._images.parts(image), crop_box)

        return generator.stream((image.height, image.width), embed)

    def _points(self, settings: EverythingSettings, image: StoredImage) -> int:
        """How many points there are in all crops together."""
        size = (image.height, image.width)
        crops = crops_for(size, settings, self._encoder.model.image_encoder.img_size)
        layers = Counter(crop.layer for crop in crops)
        points = sum(count * len(settings.grid(layer)) for layer, count in layers.items())
        if points > self._max_points:
            raise RefusedError(
                "too_many_points",
                f"These settings decode {points:,} points; at most {self._max_points:,} are "
                "accepted here.",
            )
        return points
