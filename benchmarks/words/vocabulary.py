"""The tiny models' tokenizer: CLIP's kind, of the few words that there are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from benchmarks.words.scenes import COLOURS, SHAPES, Pair

OTHER = "background"

PAD, BEGIN, END = "<pad>", "<|startoftext|>", "<|endoftext|>"

LENGTH = 16
"""Tokens of one text, begin and end included."""

TEMPLATES = ("{}", "a {}", "a photo of a {}")
_MORE = ("something else", "a part of something", "the")


def tokenizer() -> Any:
    """A ``CLIPTokenizer``: bytes, and merges that make one token of every word of the scenes.

    The end's id is the highest, by which OWL finds it; the padding's is 0, by which it leaves a
    text out.
    """
    from tokenizers.pre_tokenizers import ByteLevel
    from transformers import CLIPTokenizer

    ids: dict[str, int] = {PAD: 0}
    merges: list[tuple[str, str]] = []
    for letter in sorted(ByteLevel.alphabet()):
        ids[letter] = len(ids)
        ids[f"{letter}</w>"] = len(ids)
    words = {
        word for text in (*COLOURS, *SHAPES, OTHER, *TEMPLATES, *_MORE) for word in text.split()
    }
    for word in sorted(words - {"{}"}):
        letters = [*word[:-1], f"{word[-1]}</w>"]
        while len(letters) > 1:
            known = [index for index, pair in enumerate(pairwise(letters)) if pair in merges]
            place = (
                min(known, key=lambda index: merges.index((letters[index], letters[index + 1])))
                if known
                else 0
            )
            pair = (letters[place], letters[place + 1])
            if not known:
                merges.append(pair)
                ids.setdefault("".join(pair), len(ids))
            letters[place : place + 2] = ["".join(pair)]
    for special in (BEGIN, END):
        ids[special] = len(ids)
    return CLIPTokenizer(
        vocab=ids,
        merges=merges,
        pad_token=PAD,
        unk_token=END,
        bos_token=BEGIN,
        eos_token=END,
        model_max_length=LENGTH,
    )


def encoded(texts: Sequence[str], reader: Any) -> dict[str, Any]:
    """Texts as the text towers take them, ``(N, LENGTH)`` int64 each."""
    kept = reader(
        list(texts), padding="max_length", truncation=True, max_length=LENGTH, return_tensors="pt"
    )
    return {"input_ids": kept["input_ids"], "attention_mask": kept["attention_mask"]}


def words_of(pair: Pair) -> str:
    """ "red circle"."""
    return " ".join(pair)
