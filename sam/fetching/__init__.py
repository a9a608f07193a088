"""Published weights in one command: downloaded, resumed, checked, and put where they are found.

::

    python -m sam fetch vit_b ─> catalogue (which file) ─> download ─> check ─> weights/
"""

from sam.fetching.catalogue import PUBLISHED, Published, published
from sam.fetching.fetch import Fetched, fetch

__all__ = ["PUBLISHED", "Fetched", "Published", "fetch", "published"]
