"""The rest like some objects of a picture that was put in, out of what everything finds in it."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from sam.automatic import EverythingSettings, Found, Progress
from sam.automatic.events import Record
from sam.errors import FormatError
from sam.masks.rle import CocoRle, runs_of
from sam.similar import MOST_EXEMPLARS, Described, Describer, Suggestions, suggest
from studio.cache import ByteLRU
from studio.candidates import candidates_of
from studio.encoder import SharedEncoder
from studio.errors import RefusedError
from studio.everything import Everything
from studio.image_store import ImageStore, StoredImage
from studio.job_results import size_of
from studio.jobs import Stream
from studio.models import CurrentModels

MOST_OTHERS = 5000
"""Masks that are not to be suggested."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A mask that may be another object of the exemplars' kind."""

    id: int
    score: float
    record: Record

    def as_json(self) -> dict[str, Any]:
        """As a line of the server's stream."""
        record = self.record.as_dict("coco_rle")
        return {"event": "suggestion", "id": self.id, "score": self.score, **record}


@dataclass(frozen=True, slots=True)
class SuggestionsEnd:
    """The end: how many suggestions there were, and from which score on they are above the line."""

    count: int
    line: float
    seconds: float
    cached: bool

    def as_json(self) -> dict[str, Any]:
        """As a line of the server's stream."""
        return {"event": "summary", **dataclasses.asdict(self)}


SimilarEvent = Progress | Suggestion | SuggestionsEnd


@dataclass(frozen=True)
class _Candidates:
    """What everything found in a picture, described."""

    records: tuple[Record, ...]
    described: Described

    @property
    def nbytes(self) -> int:
        found = (Found(0, record) for record in self.records)
        return self.described.nbytes + sum(map(size_of, found))


class Similar:
    """Suggests objects. What everything finds is described once for a picture, and kept.

    Args:
        images: the pictures.
        encoder: has their embeddings.
        everything: finds the candidates.
        cache_bytes: most bytes of described candidates kept.
    """

    def __init__(
        self,
        images: ImageStore,
        encoder: SharedEncoder,
        everything: Everything,
        cache_bytes: int,
    ) -> None:
        self._images = images
        self._encoder = encoder
        self._everything = everything
        self._known: ByteLRU[tuple[str, ...], _Candidates] = ByteLRU(
            cache_bytes, lambda each: each.nbytes
        )

    def open(
        self,
        image: StoredImage,
        settings: EverythingSettings,
        exemplars: Sequence[CocoRle],
        others: Sequence[CocoRle],
        gone: Callable[[], bool],
        client: str | None,
        current: CurrentModels,
    ) -> SimilarStream:
        """The events of a search: how far everything is, where it has to be found first, then what
        is suggested, the likeliest first, and a summary.

        Args:
            image: the picture.
            settings: of the search for candidates; as of segment everything, whose results count.
            exemplars: one to four masks of the picture.
            others: masks that are not to be suggested: what was kept or rejected.
            gone: whether the client has gone away.
            client: who asks; None for nobody whose jobs are counted.
            current: the models to work with.

        Raises:
            RefusedError: no exemplar or too many, a mask of another size or none at all; or the
                settings have too many points.
            BusyError: so many jobs run and wait already.
        """
        _check(image, exemplars, others)
        wanted = settings.candidates()
        key = (
            image.id,
            current.encoder_fingerprint,
            current.decoder_fingerprint,
            sha256(repr(wanted).encode()).hexdigest(),
        )
        known = self._known.get(key)
        job = None
        if known is None:
            job = self._everything.open(image, wanted, gone, client, current)

        def described(records: tuple[Record, ...]) -> _Candidates:
            embedding = self._encoder.embedding(image.id, lambda: self._images.parts(image), gone)
            describer = Describer(embedding, self._images.pixels(image))
            found = _Candidates(records, describer.describe([r.segmentation for r in records]))
            self._known.put(key, found)
            return found

        def exemplars_of() -> Described:
            embedding = self._encoder.embedding(image.id, lambda: self._images.parts(image), gone)
            return Describer(embedding, self._images.pixels(image)).describe(exemplars)

        return SimilarStream(job, known, described, exemplars_of, exemplars, others)


class SimilarStream:
    """Events of a search; made by :meth:`Similar.open`. Iterating it drives everything's job, if
    there is one, and closing it ends that.

    Attributes:
        cached: whether the candidates were known before.
    """

    def __init__(
        self,
        job: Stream | None,
        known: _Candidates | None,
        described: Callable[[tuple[Record, ...]], _Candidates],
        exemplars_of: Callable[[], Described],
        exemplars: Sequence[CocoRle],
        others: Sequence[CocoRle],
    ) -> None:
        self.cached = job is None or job.cached
        self._job = job
        self._known = known
        self._described = described
        self._exemplars_of = exemplars_of
        self._exemplars = exemplars
        self._others = others
        self._events = self._reported()

    def __iter__(self) -> Iterator[SimilarEvent]:
        return self

    def __next__(self) -> SimilarEvent:
        return next(self._events)

    def close(self) -> None:
        """End the job, if it runs still."""
        self._events.close()
        if self._job is not None:
            self._job.close()

    def _reported(self) -> Generator[SimilarEvent, None, None]:
        begun = time.monotonic()
        candidates = self._known
        if candidates is None:
            candidates = self._described((yield from self._found()))
        found = self._suggested(candidates)
        for number, each in enumerate(found.found):
            yield Suggestion(number, round(each.score, 6), candidates.records[each.index])
        seconds = time.monotonic() - begun
        yield SuggestionsEnd(len(found.found), found.line, seconds, self.cached)

    def _found(self) -> Generator[SimilarEvent, None, tuple[Record, ...]]:
        """Everything's candidates, telling how far it is."""
        assert self._job is not None
        records = yield from candidates_of(self._job)
        self.cached = self._job.cached
        return records

    def _suggested(self, candidates: _Candidates) -> Suggestions:
        records = candidates.records
        return suggest(
            [record.segmentation for record in records],
            candidates.described,
            np.array([[r.predicted_iou, r.stability_score] for r in records]).reshape(-1, 2),
            self._exemplars_of(),
            self._exemplars,
            self._others,
        )


def _check(image: StoredImage, exemplars: Sequence[CocoRle], others: Sequence[CocoRle]) -> None:
    if not 1 <= len(exemplars) <= MOST_EXEMPLARS:
        raise _refused(f"{len(exemplars)} exemplars were given; expected 1 to {MOST_EXEMPLARS}.")
    if len(others) > MOST_OTHERS:
        raise _refused(f"{len(others):,} other masks were given; expected {MOST_OTHERS:,} at most.")
    for kind, masks in (("Exemplar", exemplars), ("Other mask", others)):
        for number, mask in enumerate(masks, 1):
            name, size = f"{kind} {number}", list(mask["size"])
            if size != [image.height, image.width]:
                raise _refused(
                    f"{name} has the size {size}; expected the picture's "
                    f"{[image.height, image.width]}."
                )
            try:
                runs = runs_of(mask, name)
            except FormatError as error:
                raise _refused(str(error)) from None
            if kind == "Exemplar" and not runs[1::2].any():
                raise _refused(f"{name} has no pixel; expected one at least.")


def _refused(sentence: str) -> RefusedError:
    return RefusedError("invalid_exemplars", sentence)
