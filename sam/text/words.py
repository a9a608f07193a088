"""What can be looked for: a few short texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from sam.errors import PromptError

MOST_LETTERS = 100
"""Of one text: text towers read some 16 to 77 pieces of words, and pass over the rest."""

MOST_WORDS = 32
"""Texts looked for at once."""

MOST_RIVALS = 512
"""Texts that are not looked for, against which the others are scored: a project's labels."""


def check_words(words: Iterable[str], most: int = MOST_WORDS, what: str = "words") -> list[str]:
    """Texts as a model takes them: composed (NFC), without space around, each once.

    Args:
        words: in any language that the model knows.
        most: how many there may be.
        what: what to call them in an error.

    Raises:
        PromptError: there are too many, or one is empty, too long or holds control characters.
    """
    found: dict[str, None] = {}
    for text in words:
        cleaned = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
        if not cleaned:
            raise PromptError(f"One of the {what} is {text!r}; expected letters in it.")
        if len(cleaned) > MOST_LETTERS:
            raise PromptError(
                f"One of the {what} has {len(cleaned):,} letters ({cleaned[:20]!r}…); expected "
                f"{MOST_LETTERS} at most."
            )
        control = next((each for each in cleaned if unicodedata.category(each) in _CONTROL), None)
        if control is not None:
            raise PromptError(
                f"One of the {what} holds the character U+{ord(control):04X}, which is none of a "
                f"text's ({cleaned[:20]!r}); expected letters, digits and signs."
            )
        found[cleaned] = None
    if len(found) > most:
        raise PromptError(f"There are {len(found)} {what}; expected {most} at most.")
    return list(found)


_CONTROL = frozenset({"Cc", "Cs", "Co", "Cn"})
