"""Whether two names are of one picture, though tools have changed them on the way.

Mirrored in ``static/js/formats/picture_names.js``, held together by ``tests/vectors/imports.json``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

_UPLOAD = re.compile(r"[0-9a-f]{8}-(?=.)", re.ASCII)
_ROBOFLOW = re.compile(r"[_.]([a-z0-9]{3,4})\.rf\.[0-9a-zA-Z]{16,40}\.[a-z0-9]{3,4}", re.ASCII)
_QUERY = re.compile(r"[?&](?:d|filename|file|name|key)=([^&#]+)", re.ASCII)
_MOST_OF_STEM = 40


def name_forms(found: object) -> tuple[str, ...]:
    """What a picture's name may be compared by, the strictest first:

    1. without folders, accents as one character;
    2. percent-encoding undone, out of an address and its query, capitals apart no more;
    3. without the eight digits that Label Studio writes before a name, and what Roboflow writes
       behind it (``cat_jpg.rf.0123abc….jpg`` was ``cat.jpg``);
    4. without ending, all that is neither letter nor digit as ``_``, at most 40 characters;
    5. a number as a number, as ``000000000139.jpg`` is COCO's 139.
    """
    return _forms(found if isinstance(found, str) else "")


def folders_of(found: object) -> list[str]:
    """The folders in a picture's name, the innermost first."""
    text = unicodedata.normalize("NFC", found) if isinstance(found, str) else ""
    return re.split(r"[\\/]", text)[-2::-1]


@lru_cache(maxsize=1024)  # a folder's pictures are each looked for in many files
def _forms(text: str) -> tuple[str, ...]:
    bare = _bare(text)
    query = _QUERY.search(text)
    decoded = _bare(unquote(query[1] if query else text)).split("?")[0].lower()
    original = _UPLOAD.sub("", decoded, count=1) if _UPLOAD.match(decoded) else decoded
    renamed = _ROBOFLOW.search(original)
    if renamed and renamed.end() == len(original):
        original = f"{original[: renamed.start()]}.{renamed[1]}"
    stem = original.rpartition(".")[0] or original
    slug = "".join(each if unicodedata.category(each)[0] in "LN" else "_" for each in stem)
    slug = re.sub("_+", "_", slug).strip("_")[:_MOST_OF_STEM]
    number = slug.lstrip("0") or "0" if re.fullmatch("[0-9]+", slug) else slug
    return bare, decoded, original, slug, number


def _bare(text: str) -> str:
    return unicodedata.normalize("NFC", re.split(r"[\\/]", text)[-1])
