"""Published weights in one command: downloaded, resumed, checked, and put where they are found.

::

    python -m sam fetch vit_b ─> catalogue (which file) ─> download ─> check ─> weights/
    python -m sam fetch text/clip-vit-b32 ─> text_catalogue ─> text_models ─> weights/text/
"""

from sam.fetching.catalogue import PUBLISHED, Published, published
from sam.fetching.fetch import Fetched, fetch
from sam.fetching.text_catalogue import PREFIX, TEXT_PUBLISHED, TextPublished, text_published
from sam.fetching.text_models import TextFetched, convert, fetch_text

__all__ = [
    "PREFIX",
    "PUBLISHED",
    "TEXT_PUBLISHED",
    "Fetched",
    "Published",
    "TextFetched",
    "TextPublished",
    "convert",
    "fetch",
    "fetch_text",
    "published",
    "text_published",
]
