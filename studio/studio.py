"""Everything that runs, as one object: a script, a server or a worker builds on it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from sam import load_sam
from sam.automatic import PRESETS, EverythingSettings, PointDecoder
from sam.images import ImageLimits
from sam.large import Window
from sam.large.windows import is_on_grid, nearest, whole
from sam.masks.rle import CocoRle
from sam.modeling import Sam
from sam.precision import choose_precision
from sam.weights import find_checkpoint
from studio.disk import embedding_disk, folder_disk, image_disk
from studio.encoder import Embedding, SharedEncoder
from studio.errors import RefusedError
from studio.everything import Everything
from studio.folder import PictureFolder
from studio.image_store import ImageStore, StoredImage
from studio.jobs import Jobs, Stream
from studio.manifest import read_manifest
from studio.metrics import Metrics
from studio.models import CurrentModels, Models, shown
from studio.places import Places
from studio.readiness import Readiness, self_test
from studio.settings import StudioSettings
from studio.similar import Similar, SimilarStream

if TYPE_CHECKING:
    from sam.text.folder import Way
    from studio.words import Words, WordsStream

log = logging.getLogger(__name__)


_DEFAULTS = StudioSettings()
_EVERYTHING = EverythingSettings()


def _never() -> bool:
    return False


class Studio:
    """One encoder with its caches, the pictures put in, the jobs, and the models in force::

        studio = Studio()
        photo = studio.put("photo.jpg")
        embedding = studio.embedding(photo)
        records = collect(studio.everything(photo))

    Safe to use from several threads.

    Args:
        settings: how it runs.
        model: the model, in evaluation mode, which nobody else may use at the same time; None loads
            the one that the settings name, and tests it.
        decoder: decodes points when everything is segmented; None takes the model.
        how_to_put: what puts a picture in, in the words of those who read refusals.
        elsewhere: gives the file of a picture that others keep, by its id; None where it has none.

    Attributes:
        settings: as given.
        encoder: encodes pictures, one at a time.
        images: the pictures.
        folder: of pictures that are read where they lie.
        jobs: what runs of segment everything.
        models: what is in force.
        metrics: what was counted and timed.
        readiness: whether the model does what it is for.

    Raises:
        CheckpointError: the weights are missing, damaged or of another kind.
        DeviceError: the device does not exist, or cannot be used here.
        PrecisionError: there is no such precision.
        StartupError: the exported decoder is missing, damaged or belongs to another model; or the
            model failed its test.
        TextModelError: there is no text model in the folder that the settings name.
    """

    def __init__(
        self,
        settings: StudioSettings = _DEFAULTS,
        model: Sam | None = None,
        decoder: PointDecoder | None = None,
        how_to_put: str = "Studio.put",
        elsewhere: Callable[[str], bytes | None] | None = None,
    ) -> None:
        self.settings = settings
        self.metrics = Metrics()
        read_manifest(settings.models)  # before seconds are spent on a model
        places = Places(settings.max_waiting)
        own_model = model is None
        model = model or _load(settings)
        precision = choose_precision(settings.precision, model.kind, model.device)
        disk = embedding_disk(
            settings.cache_dir, settings.disk_embedding_bytes, model, settings.embeddings
        )
        self.encoder = SharedEncoder(
            model, settings.embedding_cache_bytes, places, precision, disk, self.metrics
        )
        self.models = Models(self.encoder, settings.models, settings.checkpoint)
        log.info("The image encoder computes in %s.", precision)
        if own_model:
            self_test(self.encoder, self.models.current().model)
        folder = PictureFolder(settings.pictures_dir, folder_disk(settings.cache_dir))
        self.images = ImageStore(
            ImageLimits(
                settings.max_image_bytes, settings.max_image_pixels, settings.max_large_pixels
            ),
            settings.image_store_bytes,
            settings.decoded_bytes,
            places,
            image_disk(settings.cache_dir, settings.disk_image_bytes),
            self.metrics,
            how_to_put,
            elsewhere,
            folder.path_of,
        )
        self.folder = folder
        self.jobs = Jobs(
            settings.max_jobs,
            settings.everything_cache_bytes,
            self.encoder.wait_until_idle,
            metrics=self.metrics,
        )
        self.readiness = Readiness(self.encoder, lambda: self.models.current().model)
        self._everything = Everything(
            self.images, self.encoder, self.models, self.jobs, settings.max_points, decoder
        )
        self._similar = Similar(
            self.images, self.encoder, self._everything, settings.everything_cache_bytes
        )

        self._words: Words | None = None
        self._text_lock = Lock()
        if settings.text is not None:
            self.words.state()  # it begins to load

    def put(self, picture: bytes | str | Path) -> StoredImage:
        """Keep a picture; the same one is kept once.

        Args:
            picture: the file's bytes, or where it lies.

        Raises:
            BusyError: too many requests are waiting already.
            ImageError: it cannot be read, or is too large.
            OSError: there is no such file.
        """
        if isinstance(picture, bytes):
            return self.images.put(lambda: picture)[0]
        return self.images.put(Path(picture).read_bytes)[0]

    def open(self, name: str) -> StoredImage:
        """A picture of the folder of pictures, read where it lies if it is a large one.

        Args:
            name: as ``folder.pictures()`` has it.

        Raises:
            MissingError: there is none of this name.
            BusyError: too many requests are waiting already.
            ImageError: it cannot be read, or is too large.
        """
        path = self.folder.file(name)
        return self.images.open(path, self.folder.id_of(name))

    def embedding(
        self,
        image: StoredImage,
        gone: Callable[[], bool] = _never,
        window: Window | None = None,
        ahead: bool = False,
    ) -> Embedding:
        """The embedding of a picture or of a window of it, from memory, disk or the encoder.

        Args:
            image: from :meth:`put`, or from ``images.get``.
            gone: whether the client has gone away, which gives up waiting.
            window: one of the picture's, of :mod:`sam.large`; None for all of it.
            ahead: whether nobody waits for it yet: then everything else goes first.

        Raises:
            BusyError: too many requests are waiting already.
            GoneError: the client left.
            RefusedError: the picture has no such window.
            BrokenError: the embedding has values that are not finite.
        """
        if window is not None:
            self._check_window(image, window)
            if window == whole((image.height, image.width)):
                window = None
        return self.encoder.embedding(
            image.id, lambda: self.images.parts(image), gone, window, ahead
        )

    def _check_window(self, image: StoredImage, window: Window) -> None:
        """Refuse what is not on the grid: everybody's own windows would be found by nobody else."""
        size, side = (image.height, image.width), self.encoder.model.image_encoder.img_size
        if is_on_grid(window, size, side):
            return
        said = ",".join(map(str, window))
        near = ",".join(map(str, nearest(window, size, side)))
        raise RefusedError(
            "invalid_window",
            f"window is {said}; expected one of the windows of a picture of "
            f"{image.width}x{image.height} pixels, of which {near} is nearest.",
        )

    def everything(
        self,
        image: StoredImage,
        settings: EverythingSettings = _EVERYTHING,
        gone: Callable[[], bool] = _never,
        client: str | None = None,
        current: CurrentModels | None = None,
    ) -> Stream:
        """Segment everything in a picture: a stream of events, the last of which is a summary.

        Args:
            image: from :meth:`put`, or from ``images.get``.
            settings: of the generator.
            gone: whether the client has gone away; asked between batches.
            client: who asks; None for nobody whose jobs are counted.
            current: the models to work with, from ``models.current()``; None takes those in force.

        Raises:
            RefusedError: the settings have too many points.
            BusyError: so many jobs run and wait already.
            ShareTakenError: the client has so many of them that others would find no place.
        """
        return self._everything.open(image, settings, gone, client, current)

    def similar(
        self,
        image: StoredImage,
        exemplars: Sequence[CocoRle],
        others: Sequence[CocoRle] = (),
        settings: EverythingSettings = PRESETS["fast"],
        gone: Callable[[], bool] = _never,
        client: str | None = None,
        current: CurrentModels | None = None,
    ) -> SimilarStream:
        """Suggest the rest like some objects of a picture: a stream of events, as ``everything``'s.

        Args:
            image: from :meth:`put`, or from ``images.get``.
            exemplars: masks of one to four objects, of the picture's size.
            others: masks that are not to be suggested: what was kept or rejected.
            settings: of the search for candidates, which counts for ``everything`` too.
            gone, client, current: as for :meth:`everything`.

        Raises:
            RefusedError: no exemplar or too many, a mask that is none or of another size, or
                settings with too many points.
            BusyError: so many jobs run and wait already.
            ShareTakenError: the client has so many of them that others would find no place.
        """
        models = current or self.models.current()
        return self._similar.open(image, settings, exemplars, others, gone, client, models)

    @property
    def words(self) -> Words:
        """What finds words; the text model begins to load when this is first asked for.

        Raises:
            TextModelError: the folder that the settings name cannot be used.
        """
        with self._text_lock:
            if self._words is None:
                from studio.words import Words

                self._words = Words(
                    self.images, self.encoder, self._everything, self.metrics, self.settings.text
                )
            return self._words

    def find(
        self,
        image: StoredImage,
        words: Sequence[str],
        rivals: Sequence[str] = (),
        way: Way | None = None,
        settings: EverythingSettings = PRESETS["fast"],
        gone: Callable[[], bool] = _never,
        client: str | None = None,
        current: CurrentModels | None = None,
    ) -> WordsStream:
        """Find what words mean in a picture: a stream of events, as ``everything``'s.

        Args:
            image: from :meth:`put`, or from ``images.get``.
            words: what is looked for, 32 texts at most.
            rivals: what else there may be, such as a project's other labels.
            way: how; None for the first that the text model can go.
            settings: of the search for candidates, which counts for ``everything`` too.
            gone, client, current: as for :meth:`everything`.

        Raises:
            RefusedError: no words, or such as cannot be looked for; or no such way.
            MissingError: there is no text model, or it cannot be used.
            BusyError: it is being loaded; or too many requests wait already.
            ShareTakenError: the client has so many jobs that others would find no place.
        """
        models = current or self.models.current()
        return self.words.open(image, words, rivals, way, settings, gone, client, models)

    def stop(self) -> None:
        """End all jobs and be ready for nothing more; may be called by a signal's handler."""
        if self._words is not None:
            self._words.stop()
        self.readiness.stopping = True
        self.jobs.stop()


def _load(settings: StudioSettings) -> Sam:
    checkpoint = settings.checkpoint or find_checkpoint(settings.model, settings.weights)
    log.info("Loading %s …", shown(checkpoint))
    start = time.monotonic()
    model = load_sam(checkpoint, kind=settings.model, device=settings.device)
    log.info("Loaded %s on %s in %.1f s.", model.kind, settings.device, time.monotonic() - start)
    return model
