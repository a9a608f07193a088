"""Names of files that every system can have, from what people call pictures and objects."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sam.formats.annotation import Annotation

_FORBIDDEN = frozenset('\\/:*?"<>|')
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # controls, marks of direction, ends of lines
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE | re.ASCII)
_MOST_OF_PICTURE = 40
_MOST_OF_OBJECT = 20


def safe_name(text: str, most: int) -> str:
    """What can be told of a text in a file's name, at most so many characters; may be empty.

    Slashes, what Windows forbids, and characters that are not to be seen become ``_``; dots and
    blanks at either end go.
    """
    text = unicodedata.normalize("NFC", text)
    kept = "".join("_" if _refused(character) else character for character in text)
    return kept.strip(" .")[:most].strip(" .")


def one_line(text: str) -> str:
    """The words of a text with a blank between them: no end of a line, no control character."""
    blank = ("Cc", "Zl", "Zp", "Zs")
    spaced = "".join(" " if unicodedata.category(each) in blank else each for each in text)
    return " ".join(filter(None, spaced.split(" ")))


def picture_name(file_name: str) -> str:
    """The name of a picture's file without folder and ending, made safe.

    Where nothing is left it is ``picture``. A name that Windows keeps for itself gets a ``_``
    behind it.
    """
    name = re.split(r"[\\/]", file_name)[-1]
    stem = safe_name(name.rpartition(".")[0] or name, _MOST_OF_PICTURE) or "picture"
    return f"{stem}_" if _RESERVED.fullmatch(stem) else stem


def object_names(file_name: str, annotations: Sequence[Annotation]) -> list[str]:
    """A name for each, from the picture and the label (or the name, where there is no label).

    No two are alike, even where capitals are not told apart: ``cat-dog``, ``cat-dog-2``.
    """
    stem = picture_name(file_name)
    taken: set[str] = set()
    names = []
    for annotation in annotations:
        called = safe_name(annotation.label or annotation.name, _MOST_OF_OBJECT) or "object"
        name, number = f"{stem}-{called}", 1
        while name.lower() in taken:
            number += 1
            name = f"{stem}-{called}-{number}"
        taken.add(name.lower())
        names.append(name)
    return names


def _refused(character: str) -> bool:
    return character in _FORBIDDEN or unicodedata.category(character) in _UNSEEN
