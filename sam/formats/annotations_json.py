"""annotations.json: the records themselves, with nothing lost."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sam.formats.annotation import VERSION, Annotation
from sam.formats.published import checked_annotations
from sam.formats.records import ImageEntry


def write_annotations(image: ImageEntry, annotations: Sequence[Annotation]) -> bytes:
    """``version``, ``image`` and ``annotations``; :func:`sam.formats.read_annotations` reads it.

    Raises:
        FormatError: a mask does not have the image's size.
    """
    checked_annotations(image, annotations)
    document = {
        "version": VERSION,
        "image": image.as_dict(),
        "annotations": [annotation.to_dict() for annotation in annotations],
    }
    return json.dumps(document).encode()
