"""The one interface: a picture and words in, masks out, whichever way the folder's model goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from sam.automatic import (
    PRESETS,
    EverythingSettings,
    Record,
    SamAutomaticMaskGenerator,
    collect,
)
from sam.errors import PromptError, TextModelError
from sam.fingerprint import decoder_fingerprint
from sam.masks.rle import CocoRle, decode
from sam.modeling import Sam
from sam.text.decoded import Decoding
from sam.text.detectors import WordBox
from sam.text.folder import TextFolder, Way, recognise
from sam.text.loading import load_text_model
from sam.text.prompt_token import PromptToken
from sam.text.scored import ALWAYS_RIVALS, LINE, agreement, chosen, shares
from sam.text.words import MOST_RIVALS, check_words

Floats = npt.NDArray[np.float32]
Image = npt.NDArray[np.uint8]


class BoxesOfWords(Protocol):
    """What is asked of a detector, here or in a process of its own."""

    folder: TextFolder
    line: float

    def boxes(self, image: Image, words: Sequence[str]) -> list[WordBox]:
        """See :class:`sam.text.detectors.Detector`."""


class VectorsOfBoth(Protocol):
    """What is asked of two towers, here or in a process of their own."""

    folder: TextFolder
    dim: int

    def texts(self, words: Sequence[str]) -> Floats:
        """See :class:`sam.text.towers.Towers`."""

    def pictures(self, image: Image, masks: Sequence[CocoRle]) -> Floats:
        """See :class:`sam.text.towers.Towers`."""

    def logits(self, pictures: Floats, texts: Floats) -> Floats:
        """See :class:`sam.text.towers.Towers`."""


@dataclass(frozen=True)
class Match:
    """A mask that may be what the words mean.

    Attributes:
        words: which of those looked for.
        similarity: 0 to 1: it puts matches in order and is no probability.
        record: the mask, as segment everything publishes one.
    """

    words: str
    similarity: float
    record: Record


@dataclass(frozen=True)
class Picture:
    """A picture in which something is looked for.

    Attributes:
        image: ``(H, W, 3)`` uint8, RGB.
        embedding: ``(1, C, S/16, S/16)``, of all of it.
        model: whose decoder decodes it.
        candidates: gives what segment everything finds in it; not called by a detector.
    """

    image: Image
    embedding: Tensor | npt.NDArray[np.float32]
    model: Sam
    candidates: Callable[[], Sequence[Record]]

    @classmethod
    def of(
        cls,
        model: Sam,
        image: Image,
        precision: str = "float32",
        settings: EverythingSettings = PRESETS["fast"],
    ) -> Picture:
        """A picture that is encoded here; everything is segmented in it when candidates are asked
        for, once.

        Args:
            model: what encodes and decodes.
            image: ``(H, W, 3)`` uint8, RGB.
            precision: what is encoded in; see :mod:`sam.precision`.
            settings: of the search for candidates.
        """
        generator = SamAutomaticMaskGenerator.from_settings(
            model, settings.candidates(), precision=precision
        )
        height, width = image.shape[:2]
        embedding = generator.embedder(image)((0, 0, width, height))

        @cache
        def candidates() -> list[Record]:
            events = generator.stream((height, width), generator.embedder(image, embedding))
            return [record for record in collect(events) if record.area > 0]

        return cls(image, embedding, model, candidates)

    @cached_property
    def decoding(self) -> Decoding:
        """Its decoder's answers, at the picture's size."""
        return Decoding(self.model, self.embedding, (self.image.shape[0], self.image.shape[1]))


class Finder:
    """Finds what words mean.

    Args:
        model: a detector or two towers.
        token: a projection that goes with these towers; None where there is none.

    Attributes:
        folder: what the model was loaded from.
        token: as given.
        ways: those that it can go, the one that is taken where none is named first.
        line: for each way, the similarity from which on matches are to be looked at.

    Raises:
        TextModelError: the projection is of other towers.
    """

    def __init__(
        self, model: BoxesOfWords | VectorsOfBoth, token: PromptToken | None = None
    ) -> None:
        self.folder = model.folder
        self.token = token
        detects = model.folder.detects
        self._detector = cast(BoxesOfWords, model) if detects else None
        self._towers = None if detects else cast(VectorsOfBoth, model)
        if token is not None and token.towers != model.folder.fingerprint:
            raise TextModelError(
                f"The prompt token in {model.folder.path} was trained with other towers "
                f"({token.towers[:8]}) than lie there ({model.folder.fingerprint[:8]}); train it "
                "again with sam.text.fitting."
            )
        self.ways: tuple[Way, ...]
        if detects:
            self.ways = ("detector",)
        else:
            self.ways = ("two_towers",) if token is None else ("two_towers", "prompt_token")
        self.line: dict[Way, float] = {way: getattr(model, "line", LINE) for way in self.ways}

    def find(
        self,
        picture: Picture,
        words: Sequence[str],
        rivals: Sequence[str] = (),
        way: Way | None = None,
        pause: Callable[[], None] = lambda: None,
    ) -> list[Match]:
        """Masks of what the words mean, those above the line and those below it.

        Args:
            picture: where.
            words: what is looked for, 32 texts at most; each is a rival of the others.
            rivals: what else there may be: the other labels of a project. Two towers alone use
                them; "background" and some more are always among theirs.
            way: one of ``ways``; None for the first.
            pause: called before each answer of the decoder, to let others go first.

        Returns:
            By word, the most similar first; none is an answer.

        Raises:
            PromptError: no words, or such as cannot be looked for; or there is no such way.
            TextModelError: the projection is of another decoder.
        """
        texts = check_words(words)
        if not texts:
            raise PromptError("There are no words to look for; expected one text at least.")
        others = [each for each in check_words(rivals, MOST_RIVALS, "rivals") if each not in texts]
        taken = self._way(way)
        if taken == "detector":
            return self._detected(picture, texts, pause)
        if taken == "two_towers":
            return self._scored(picture, texts, others)
        return self._prompted(picture, texts, pause)

    def find_one(
        self,
        picture: Picture,
        text: str,
        points: npt.ArrayLike = (),
        labels: npt.ArrayLike = (),
        box: npt.ArrayLike | None = None,
        rivals: Sequence[str] = (),
        way: Way | None = None,
    ) -> Match | None:
        """The one mask that words and marks mean together: each repairs the other.

        Of the matches those count that hold every foreground point, no background point, and lie
        in the box for the greater part; the most similar of them, decoded anew with the points, is
        the answer. Where the words find none there, points and box are decoded without them. The
        prompt token joins points and box in either case.

        Args:
            picture: where.
            text: what is looked for.
            points: ``(N, 2)`` XY in pixels; none takes the most similar match.
            labels: ``(N,)``, 1 foreground, 0 background.
            box: ``(4,)`` XYXY in pixels.
            rivals, way: as for :meth:`find`.

        Returns:
            None where neither finds anything.
        """
        taken = self._way(way)
        places = np.asarray(points, np.float64).reshape(-1, 2)
        marks = np.asarray(labels, np.int64).reshape(-1)
        found = self.find(picture, [text], rivals, taken)
        fitting = (each for each in found if _fits(each.record, places, marks, box))
        best = next(fitting, None)
        if not len(places) and box is None:
            return best if best is not None and best.similarity >= self.line[taken] else None
        tokens = self._tokens(picture, [text])[0] if taken == "prompt_token" else None
        around = box if best is None else _corners(best.record)
        record = picture.decoding.record(places, marks, around, tokens)
        similarity = 0.0 if best is None else best.similarity
        return None if record is None else Match(check_words([text])[0], similarity, record)

    def _way(self, way: Way | None) -> Way:
        if way is None:
            return self.ways[0]
        if way not in self.ways:
            raise PromptError(
                f"{self.folder.name} in {self.folder.path} cannot go the way {way!r}; "
                f"expected {' or '.join(self.ways)}."
            )
        return way

    def _detected(
        self, picture: Picture, texts: Sequence[str], pause: Callable[[], None]
    ) -> list[Match]:
        assert self._detector is not None
        found: list[Match] = []
        for each in self._detector.boxes(picture.image, texts):
            pause()
            record = picture.decoding.record(np.zeros((0, 2)), np.zeros(0), each.box)
            if record is not None:
                found.append(Match(texts[each.word], each.similarity, record))
        return _apart(found)

    def _scored(self, picture: Picture, texts: Sequence[str], others: Sequence[str]) -> list[Match]:
        records = picture.candidates()
        towers = self._towers
        assert towers is not None
        masks = [record.segmentation for record in records]
        rivals = [*others, *(each for each in ALWAYS_RIVALS if each not in (*texts, *others))]
        logits = towers.logits(
            towers.pictures(picture.image, masks), towers.texts([*texts, *rivals])
        )
        return _matches(records, texts, shares(logits, len(texts)))

    def _prompted(
        self, picture: Picture, texts: Sequence[str], pause: Callable[[], None]
    ) -> list[Match]:
        records = picture.candidates()
        masks = [record.segmentation for record in records]
        similarity = np.zeros((len(records), len(texts)), np.float32)
        for at, tokens in enumerate(self._tokens(picture, texts)):
            pause()
            chance, scale = picture.decoding.chance(tokens)
            similarity[:, at] = agreement(chance, scale, masks)
        return _matches(records, texts, similarity)

    def _tokens(self, picture: Picture, texts: Sequence[str]) -> list[Tensor]:
        assert self.token is not None and self._towers is not None
        own = decoder_fingerprint(picture.model)
        if self.token.decoder != own:
            raise TextModelError(
                f"The prompt token in {self.folder.path} was trained with another decoder "
                f"({self.token.decoder[:8]}) than is in force ({own[:8]}); train it again with "
                "sam.text.fitting."
            )
        with torch.no_grad():
            return list(self.token(torch.from_numpy(self._towers.texts(texts))))


def _matches(records: Sequence[Record], texts: Sequence[str], similarity: Floats) -> list[Match]:
    masks = [record.segmentation for record in records]
    return [
        Match(text, float(similarity[place, at]), records[place])
        for at, text in enumerate(texts)
        for place in chosen(masks, similarity[:, at])
    ]


def _apart(found: Sequence[Match]) -> list[Match]:
    """Without those that another box of the same words has become the same object."""
    kept: list[Match] = []
    for text in dict.fromkeys(each.words for each in found):
        own = [each for each in found if each.words == text]
        similarity = np.array([each.similarity for each in own], np.float32)
        kept += [own[at] for at in chosen([e.record.segmentation for e in own], similarity)]
    return kept


def _corners(record: Record) -> tuple[float, float, float, float]:
    x, y, width, height = record.bbox
    return (x, y, x + width + 1, y + height + 1)


def _fits(
    record: Record,
    points: npt.NDArray[np.float64],
    labels: npt.NDArray[np.int64],
    box: npt.ArrayLike | None,
) -> bool:
    """Whether a mask holds the foreground points, no background point, and lies in the box."""
    bits = decode(record.segmentation)
    limits = np.array([bits.shape[1] - 1, bits.shape[0] - 1])
    for (x, y), label in zip(np.clip(points, 0, limits).astype(int).tolist(), labels, strict=True):
        if bool(bits[y, x]) != bool(label):
            return False
    if box is None:
        return True
    x0, y0, x1, y1 = np.asarray(box, np.float64).round().astype(int).tolist()
    return bool(bits[max(y0, 0) : y1, max(x0, 0) : x1].sum() * 2 > record.area)


def load_finder(folder: str | Path) -> Finder:
    """The text model of a folder, with the prompt token beside it where there is one.

    Raises:
        TextModelError: see :func:`sam.text.load_text_model`; or the token is damaged, or of other
            towers.
    """
    found = recognise(folder)
    token = None if found.token is None else PromptToken.load(found.token)
    return Finder(load_text_model(found), token)
