"""What words mean in a picture that was put in."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sam.automatic import EverythingSettings, Progress
from sam.automatic.events import Record
from sam.errors import PromptError, TextModelError
from sam.text import check_words
from sam.text.finding import Finder, Match, Picture
from sam.text.folder import Way
from sam.text.prompt_token import PromptToken
from sam.text.words import MOST_RIVALS
from studio.candidates import candidates_of
from studio.encoder import SharedEncoder
from studio.errors import MissingError, RefusedError
from studio.everything import Everything
from studio.image_store import ImageStore, StoredImage
from studio.jobs import Stream
from studio.metrics import Metrics
from studio.models import CurrentModels
from studio.text_process import TextProcess

NO_FOLDER = (
    "This server has no text model; fetch one with `python -m sam fetch text/clip-vit-b32` "
    "(605 MB) and start the server with --text weights/text/clip-vit-b32."
)
"""What is answered where no folder was named."""

_PAUSE_S = 2.0
"""How long a search gives way to encodes at a time."""


@dataclass(frozen=True, slots=True)
class WordMatch:
    """A mask that may be what words mean."""

    id: int
    words: str
    score: float
    record: Record

    def as_json(self) -> dict[str, Any]:
        """As a line of the server's stream."""
        record = self.record.as_dict("coco_rle")
        said = {"event": "suggestion", "id": self.id, "words": self.words, "score": self.score}
        return {**said, **record}


@dataclass(frozen=True, slots=True)
class WordsEnd:
    """The end: how many matches there were, and the similarity that is the line."""

    count: int
    line: float
    seconds: float
    way: Way

    def as_json(self) -> dict[str, Any]:
        """As a line of the server's stream."""
        return {"event": "summary", **dataclasses.asdict(self)}


WordsEvent = Progress | WordMatch | WordsEnd


@dataclass(frozen=True, slots=True)
class TextModelState:
    """What is known of the text model.

    Attributes:
        state: ``none``, ``loading``, ``ready`` or ``failed``.
        message: why it cannot be used, in a sentence.
        name: of its kind, "CLIP".
        ways: those that it can go, the one that is taken first.
    """

    state: str
    message: str | None = None
    name: str | None = None
    ways: tuple[Way, ...] = ()


class Words:
    """Finds what words mean, with the text model of a folder.

    Args:
        images: the pictures.
        encoder: has their embeddings.
        everything: finds the candidates.
        metrics: what is counted and timed goes there.
        folder: of the text model; None where there is none.

    Raises:
        TextModelError: there is no model in the folder that could be used.
    """

    def __init__(
        self,
        images: ImageStore,
        encoder: SharedEncoder,
        everything: Everything,
        metrics: Metrics,
        folder: Path | None,
    ) -> None:
        self._images = images
        self._encoder = encoder
        self._everything = everything
        self._metrics = metrics
        self._token: PromptToken | None = None
        self._process: TextProcess | None = None
        if folder is not None:
            self._process = TextProcess(folder, metrics)
            path = self._process.folder.token
            self._token = None if path is None else PromptToken.load(path)

    def state(self) -> TextModelState:
        """What is known of the text model now."""
        process = self._process
        if process is None:
            return TextModelState("none", NO_FOLDER)
        ways: tuple[Way, ...] = ("detector",) if process.folder.detects else ("two_towers",)
        if self._token is not None:
            ways += ("prompt_token",)
        return TextModelState(process.state, process.message, process.folder.name, ways)

    def stop(self) -> None:
        """End the text model's process."""
        if self._process is not None:
            self._process.stop()

    def open(
        self,
        image: StoredImage,
        words: Sequence[str],
        rivals: Sequence[str],
        way: Way | None,
        settings: EverythingSettings,
        gone: Callable[[], bool],
        client: str | None,
        current: CurrentModels,
    ) -> WordsStream:
        """The events of a search: how far everything is, where its candidates are needed and have
        to be found first, then what was found, and a summary.

        Args:
            image: the picture.
            words: what is looked for.
            rivals: what else there may be.
            way: how; None for the model's first.
            settings: of the search for candidates; as of segment everything, whose results count.
            gone: whether the client has gone away.
            client: who asks; None for nobody whose jobs are counted.
            current: the models to work with.

        Raises:
            RefusedError: no words, or such as cannot be looked for; or no such way.
            MissingError: there is no text model, or it cannot be used.
            BusyError: it is being loaded; or so many jobs run and wait already.
        """
        try:
            texts = check_words(words)
            others = check_words(rivals, MOST_RIVALS, "rivals")
            if not texts:
                raise PromptError("There are no words to look for; expected one text at least.")
        except PromptError as error:
            raise RefusedError("invalid_words", str(error)) from None
        if self._process is None:
            raise MissingError("no_text_model", NO_FOLDER)
        self._process.check()
        try:
            finder = Finder(self._process.asked(gone), self._token)
        except TextModelError as error:
            raise MissingError("no_text_model", str(error)) from None
        if way is not None and way not in finder.ways:
            raise RefusedError(
                "invalid_words",
                f"way is {way!r}; expected {' or '.join(finder.ways)}, which the text model of "
                "this server can go.",
            )
        taken = way or finder.ways[0]
        job = None
        if taken != "detector":
            job = self._everything.open(image, settings.candidates(), gone, client, current)

        def found(records: Sequence[Record]) -> list[Match]:
            pixels = self._images.pixels(image)
            embedding = self._encoder.embedding(image.id, lambda: pixels, gone)
            picture = Picture(pixels, embedding.copy(), current.model, lambda: records)
            return finder.find(picture, texts, others, taken, self._pause)

        return WordsStream(job, found, taken, finder.line[taken], self._metrics)

    def _pause(self) -> None:
        self._encoder.wait_until_idle(_PAUSE_S)


class WordsStream:
    """Events of a search; made by :meth:`Words.open`. Iterating it drives everything's job, if
    there is one, and closing it ends that.

    Attributes:
        cached: whether the candidates, where they are needed, were known before.
    """

    def __init__(
        self,
        job: Stream | None,
        found: Callable[[Sequence[Record]], list[Match]],
        way: Way,
        line: float,
        metrics: Metrics,
    ) -> None:
        self._job, self._found, self._way, self._line = job, found, way, line
        self._metrics = metrics
        self.cached = job is None or job.cached
        self._events = self._reported()

    def __iter__(self) -> Iterator[WordsEvent]:
        return self

    def __next__(self) -> WordsEvent:
        return next(self._events)

    def close(self) -> None:
        """End the job, if it runs still."""
        self._events.close()
        if self._job is not None:
            self._job.close()

    def _reported(self) -> Generator[WordsEvent, None, None]:
        begun = time.monotonic()
        end = "failed"
        try:
            records: Sequence[Record] = ()
            if self._job is not None:
                records = yield from candidates_of(self._job)
            try:
                matches = self._found(records)
            except TextModelError as error:
                raise MissingError("no_text_model", str(error)) from None
            for number, each in enumerate(sorted(matches, key=lambda each: -each.similarity)):
                yield WordMatch(number, each.words, round(each.similarity, 6), each.record)
            end = "finished"
            yield WordsEnd(len(matches), self._line, time.monotonic() - begun, self._way)
        finally:
            self._metrics.finds.labels(self._way, end).inc()
