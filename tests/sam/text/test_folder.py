"""What is in a folder, and why it cannot be used where it cannot: a sentence each."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sam.errors import PromptError, TextModelError
from sam.text import check_words, recognise
from tests.sam.text.drawn import TOWERS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tiny towers, to be damaged."""
    return Path(shutil.copytree(TOWERS, tmp_path / "towers"))


def test_the_way_is_known_by_what_is_in_the_folder(folder: Path) -> None:
    towers = recognise(TOWERS)
    assert (towers.name, towers.detects, towers.token) == ("CLIP", False, None)
    assert recognise(folder).fingerprint == towers.fingerprint
    with (folder / "config.json").open("a") as file:
        file.write("\n")
    assert recognise(folder).fingerprint != towers.fingerprint
    (folder / "prompt_token.safetensors").touch()
    assert recognise(folder).token == folder / "prompt_token.safetensors"
    (folder / "config.json").write_text('{"model_type": "owlv2"}')
    detector = recognise(folder)
    assert (detector.name, detector.detects, detector.token) == ("OWLv2", True, None)


def without_weights(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")


def of_another_kind(folder: Path) -> None:
    (folder / "config.json").write_text('{"model_type": "bert"}')


def with_code(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"auto_map": {"AutoModel": "x.Y"}}))


def without_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def without_config(folder: Path) -> None:
    (folder / "config.json").unlink()


def without_json(folder: Path) -> None:
    (folder / "config.json").write_text("[]")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (without_weights, "has only pytorch_model.bin, pickles, which may run code"),
        (of_another_kind, "has a model of the type 'bert'; expected one of owlv2, owlvit,"),
        (with_code, "wants to run code of its own"),
        (without_tokenizer, "has no tokenizer"),
        (without_config, "has no config.json"),
        (without_json, "cannot be read (it is no object)"),
    ],
)
def test_a_folder_that_cannot_be_used_is_refused_in_a_sentence(
    folder: Path, damage: Callable[[Path], None], said: str
) -> None:
    damage(folder)
    with pytest.raises(TextModelError) as refused:
        recognise(folder)
    assert said in str(refused.value)


def test_a_folder_that_is_not_there_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(TextModelError, match="python -m sam fetch text/clip-vit-b32"):
        recognise(tmp_path / "none")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["red circle", "x" * 10_000], "has 10,000 letters .'xxxx"),
        (["red\x07circle"], "holds the character U\\+0007"),
        (["a\nb"], "holds the character U\\+000A"),
        ([" "], "is ' '; expected letters"),
        ([f"label {number}" for number in range(40)], "There are 40 words; expected 32 at most"),
    ],
)
def test_words_that_cannot_be_looked_for_are_refused_in_a_sentence(
    words: list[str], said: str
) -> None:
    with pytest.raises(PromptError, match=said):
        check_words(words)


def test_words_are_composed_and_named_once() -> None:
    assert check_words([" red  cup ", "cafe\u0301", "caf\u00e9", "红色的杯子"]) == [
        "red  cup",
        "caf\u00e9",
        "红色的杯子",
    ]
