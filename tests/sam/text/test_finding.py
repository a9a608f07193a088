"""Words become masks, and are known not to be there, with tiny CLIP and OWLv2 models."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from sam.build import build_sam
from sam.config import TINY
from sam.errors import PromptError, TextModelError
from sam.masks import rle
from sam.masks.rle import CocoRle
from sam.text import Finder, Picture, load_text_model
from sam.text.prompt_token import PromptToken
from tests.sam.text.drawn import TOWERS, Drawn, record, scene

pytest.importorskip("transformers", reason="words need transformers: make text")

EVERY = [
    f"{colour} {shape}"
    for colour in ("red", "green", "blue", "yellow", "purple", "cyan")
    for shape in ("circle", "square", "triangle", "star", "cross")
]


@pytest.fixture(scope="module")
def towers() -> Any:
    return load_text_model(TOWERS)


def pictured(drawn: Drawn, more: list[CocoRle] | None = None) -> Picture:
    """A scene in which everything has found its objects, and more."""
    masks = [mask for _, mask in drawn.objects] + (more or [])
    model = build_sam(TINY)
    embedding = torch.zeros(1, 32, *model.prompt_encoder.image_embedding_size)
    return Picture(drawn.image, embedding, model, lambda: [record(mask) for mask in masks])


@pytest.mark.parametrize("number", range(3))
def test_two_towers_name_the_objects_and_know_what_is_not_there(number: int, towers: Any) -> None:
    drawn = scene(number)
    ground = ~np.any([rle.decode(mask) for _, mask in drawn.objects], axis=0)
    picture, finder = pictured(drawn, [rle.encode(ground)]), Finder(towers)
    found = finder.find(picture, EVERY[:15], EVERY) + finder.find(picture, EVERY[15:], EVERY)
    above = [each for each in found if each.similarity >= finder.line["two_towers"]]
    named = {(each.words, each.record.segmentation["counts"]) for each in above}
    assert named == {(words, mask["counts"]) for words, mask in drawn.objects}


def test_vectors_of_candidates_are_made_once(towers: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = scene(0)
    masks = [mask for _, mask in drawn.objects]
    first = towers.pictures(drawn.image, masks)
    monkeypatch.setattr(towers._model, "get_image_features", None)
    np.testing.assert_array_equal(towers.pictures(drawn.image, masks[::-1]), first[::-1])
    with pytest.raises(TypeError):
        towers.pictures(drawn.image[::-1].copy(), masks)


def test_words_and_points_say_together_which_one_is_meant(towers: Any) -> None:
    drawn = scene(0)
    words = drawn.objects[0][0]
    (x, y), other = _inside(drawn.objects[0][1]), _inside(drawn.objects[-1][1])
    picture, finder = pictured(drawn), Finder(towers)
    asked: list[Any] = []
    picture.__dict__["decoding"] = _Decoding(asked)
    one = finder.find_one(picture, words, rivals=EVERY)
    assert one is not None and one.record.segmentation in drawn.masks(words)
    finder.find_one(picture, words, [(x, y)], [1], rivals=EVERY)
    box = asked[-1][2]
    assert box is not None and box[0] <= x <= box[2] and box[1] <= y <= box[3]
    finder.find_one(picture, "no such thing", [other], [1], rivals=EVERY)
    absent = next(each for each in EVERY if not drawn.masks(each))
    assert finder.find_one(picture, absent, rivals=EVERY) is None


class _Decoding:
    """Keeps what it is asked."""

    def __init__(self, asked: list[Any]) -> None:
        self._asked = asked

    def record(self, *given: Any) -> None:
        self._asked.append(given)


def _inside(mask: CocoRle) -> tuple[int, int]:
    ys, xs = np.nonzero(rle.decode(mask))
    return int(np.median(xs)), int(np.median(ys))


def test_a_way_that_a_model_cannot_go_is_refused(towers: Any) -> None:
    with pytest.raises(PromptError, match="cannot go the way 'detector'; expected two_towers"):
        Finder(towers).find(pictured(scene(0)), ["red circle"], way="detector")
    with pytest.raises(PromptError, match="no words to look for"):
        Finder(towers).find(pictured(scene(0)), [])


def test_a_prompt_token_belongs_to_its_towers_and_its_decoder(towers: Any, tmp_path: Path) -> None:
    picture = pictured(scene(0))
    dim = picture.model.prompt_encoder.embed_dim
    token = PromptToken(towers.dim, "others", "other", dim)
    with pytest.raises(TextModelError, match="was trained with other towers"):
        Finder(towers, token)
    token.towers = towers.folder.fingerprint
    again = PromptToken.load(token.save(tmp_path))
    torch.testing.assert_close(again.first.weight, token.first.weight.half().float())
    with pytest.raises(TextModelError, match="was trained with another decoder"):
        Finder(towers, again).find(picture, ["red circle"], way="prompt_token")
    (tmp_path / "prompt_token.safetensors").write_bytes(b"none")
    with pytest.raises(TextModelError, match="is no prompt token"):
        PromptToken.load(tmp_path / "prompt_token.safetensors")


def cut_off(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:5000])


def of_another_shape(folder: Path) -> None:
    path = folder / "config.json"
    path.write_text(path.read_text().replace('"num_hidden_layers": 3', '"num_hidden_layers": 4'))


@pytest.mark.parametrize(
    ("damage", "said"),
    [(cut_off, "cannot be loaded as CLIP"), (of_another_shape, "lacks 16 tensors of its CLIP")],
)
def test_damaged_weights_are_refused_in_a_sentence(
    damage: Callable[[Path], None], said: str, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(TOWERS, tmp_path / "towers"))
    damage(folder)
    with pytest.raises(TextModelError, match=said):
        load_text_model(folder)


def test_a_model_that_memory_does_not_hold_is_not_loaded() -> None:
    with pytest.raises(TextModelError, match="takes 0.0 GB of memory, and 0.0 GB are free"):
        load_text_model(TOWERS, free=lambda: 1000)
