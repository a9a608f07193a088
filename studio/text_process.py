"""A text model in a process of its own: loading it and asking it never delays a click.

transformers takes seconds to import and a text model seconds to load, most of it with Python's lock
held; at work it takes whole processors. In a process of low priority it has what others leave, and
where it runs out of memory it is that process that ends.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from sam.errors import SamError
from sam.masks.rle import CocoRle
from sam.text.detectors import WordBox
from sam.text.folder import TextFolder, recognise
from sam.text.scored import LINE
from studio.errors import BrokenError, BusyError, GoneError, MissingError
from studio.metrics import Metrics
from studio.places import Places

MOST_WAITING = 8
"""Requests that may wait for the text model."""

LOADING_S = 600.0
"""Loading takes seconds from a disk, and minutes from a slow network's."""

ANSWER_S = 300.0
"""One question takes seconds: some hundred crops on one processor a minute."""

_POLL_S = 0.1
_NICER = 10
_RETRY_S = 5

State = Literal["loading", "ready", "failed"]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class _About:
    """What the process says of its model once it is loaded."""

    dim: int
    line: float


class TextProcess:
    """The text model of a folder, loaded in the background.

    Its ``texts``, ``pictures``, ``logits`` and ``boxes`` are those of :class:`sam.text.Towers` and
    :class:`sam.text.Detector`, and wait until it is loaded.

    Args:
        path: the folder.
        metrics: what is counted and timed goes there.

    Attributes:
        folder: what is in it.

    Raises:
        TextModelError: there is no model in it that could be used.
    """

    def __init__(self, path: Path, metrics: Metrics) -> None:
        self.folder: TextFolder = recognise(path)
        self._metrics = metrics
        self._places = Places(MOST_WAITING)
        self._turns = ThreadPoolExecutor(1, "text-model")
        self._lock = threading.Lock()
        self._process: Any = None
        self._connection: Connection | None = None
        self._about: _About | None = None
        self._failed: str | None = None
        self._turns.submit(self._load)

    @property
    def state(self) -> State:
        """How far it is."""
        if self._failed is not None:
            return "failed"
        return "loading" if self._about is None else "ready"

    @property
    def message(self) -> str | None:
        """Why it cannot be used, in a sentence."""
        return self._failed

    @property
    def line(self) -> float:
        """See :class:`sam.text.Detector`."""
        return self._known().line

    @property
    def dim(self) -> int:
        """See :class:`sam.text.Towers`."""
        return self._known().dim

    def check(self) -> None:
        """Refuse where it is not loaded.

        Raises:
            BusyError: it is being loaded.
            MissingError: it cannot be used.
        """
        if self._failed is not None:
            raise MissingError("no_text_model", self._failed)
        if self._about is None:
            raise BusyError(
                f"The text model ({self.folder.name}) is being loaded; try again in {_RETRY_S} "
                "seconds.",
                _RETRY_S,
                "text_model_loading",
            )

    def asked(self, gone: Callable[[], bool]) -> Asked:
        """The model for one request, which gives up waiting when its client has gone."""
        return Asked(self, gone)

    def ask(self, gone: Callable[[], bool], name: str, *given: Any) -> Any:
        """Have a method of the model answer, after those who asked before.

        Raises:
            BusyError: too many wait already.
            GoneError: the client left.
            BrokenError: the process ended, or took too long.
        """
        self.check()
        with self._places.place():
            self._metrics.text_waiting.inc()
            try:
                future = self._turns.submit(self._answered, name, given)
                while True:
                    try:
                        return future.result(_POLL_S)
                    except NotYetError:
                        if gone():
                            future.cancel()
                            raise GoneError from None
                    except CancelledError:
                        raise GoneError from None
            finally:
                self._metrics.text_waiting.dec()

    def stop(self) -> None:
        """End the process."""
        self._turns.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            process = self._process
        if process is not None:
            process.kill()

    def _known(self) -> _About:
        self.check()
        assert self._about is not None
        return self._about

    def _load(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(theirs, self.folder), name="text-model", daemon=True
        )
        process.start()
        theirs.close()
        with self._lock:
            self._process, self._connection = process, ours
        try:
            said = self._received(LOADING_S)
        except BrokenError as error:
            self._failed = error.message
            return
        if isinstance(said, _About):
            self._about = said
            self._metrics.text_model_bytes.set(self.folder.bytes)
        else:
            self._failed = str(said[1])
            process.kill()

    def _answered(self, name: str, given: Sequence[Any]) -> Any:
        started = time.monotonic()
        assert self._connection is not None
        try:
            self._connection.send((name, given))
            kind, value = self._received(ANSWER_S)
        except (BrokenError, OSError) as error:
            self._about = None
            self._turns.submit(self._load)
            message = error.message if isinstance(error, BrokenError) else str(error)
            raise BrokenError("text_model_failed", message) from None
        self._metrics.text_seconds.labels(name).observe(time.monotonic() - started)
        if kind == "error":
            raise BrokenError("text_model_failed", value)
        return value

    def _received(self, seconds: float) -> Any:
        """What the process sends next.

        Raises:
            BrokenError: it ended, or has sent nothing for so long; it is ended then.
        """
        assert self._connection is not None
        try:
            if self._connection.poll(seconds):
                return self._connection.recv()
        except (EOFError, OSError):
            raise BrokenError(
                "text_model_failed",
                f"The process of the text model ({self.folder.name}) has ended, as it does where "
                "memory runs out.",
            ) from None
        self._process.kill()
        raise BrokenError(
            "text_model_failed",
            f"The text model ({self.folder.name}) has not answered within {seconds:.0f} seconds.",
        )


class Asked:
    """A text model in its process, for one request; see :class:`TextProcess`."""

    def __init__(self, process: TextProcess, gone: Callable[[], bool]) -> None:
        self._process, self._gone = process, gone
        self.folder = process.folder
        self.line, self.dim = process.line, process.dim

    def boxes(self, image: npt.NDArray[np.uint8], words: Sequence[str]) -> list[WordBox]:
        """See :class:`sam.text.Detector`."""
        found: list[WordBox] = self._process.ask(self._gone, "boxes", image, list(words))
        return found

    def texts(self, words: Sequence[str]) -> Floats:
        """See :class:`sam.text.Towers`."""
        vectors: Floats = self._process.ask(self._gone, "texts", list(words))
        return vectors

    def pictures(self, image: npt.NDArray[np.uint8], masks: Sequence[CocoRle]) -> Floats:
        """See :class:`sam.text.Towers`."""
        vectors: Floats = self._process.ask(self._gone, "pictures", image, list(masks))
        return vectors

    def logits(self, pictures: Floats, texts: Floats) -> Floats:
        """See :class:`sam.text.Towers`."""
        nearness: Floats = self._process.ask(self._gone, "logits", pictures, texts)
        return nearness


def _serve(connection: Connection, folder: TextFolder) -> None:
    """The process: load, say so, and answer until the other end is closed."""
    if hasattr(os, "nice"):
        os.nice(_NICER)
    import torch

    from sam.text.loading import load_text_model

    torch.set_num_threads(max(1, (os.cpu_count() or 2) // 2))
    try:
        model: Any = load_text_model(folder)
    except (SamError, MemoryError) as error:
        connection.send(("failed", str(error) or "There is not enough memory for the text model."))
        return
    connection.send(_About(getattr(model, "dim", 0), getattr(model, "line", LINE)))
    while True:
        try:
            name, given = connection.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            connection.send(("answer", getattr(model, name)(*given)))
        except Exception as error:  # whatever it is, the next question is answered again
            connection.send(("error", f"The text model failed ({type(error).__name__}: {error})."))
