"""What people made of the masks that were drawn."""

from __future__ import annotations

from pycocotools import mask as coco

from dataengine.audit.draw import REVISION
from dataengine.audit.shares import Corrected
from dataengine.records import Picture, Project
from dataengine.store import pictures
from dataengine.store.annotations import history, of_picture
from dataengine.store.database import Transaction
from dataengine.store.pictures import MOST_PAGE, Filter


def corrections(tx: Transaction, project: Project) -> tuple[list[Corrected], int]:
    """Of each picture that somebody has submitted what became of its masks, and how many pictures
    the project has.

    Args:
        tx: reads as whom gold pictures are not hidden from.
    """
    found: list[Corrected] = []
    count = 0
    after: int | None = 0
    while after is not None:
        page = pictures.page(tx, project.id, Filter(), after, MOST_PAGE)
        for picture in page.pictures:
            count += 1
            if picture.state in ("submitted", "accepted"):
                found.append(_corrected(tx, picture))
        after = page.after
    return found, count


def _corrected(tx: Transaction, picture: Picture) -> Corrected:
    ious: list[float] = []
    removed = added = 0
    for now in of_picture(tx, picture):
        first = history(tx, picture, now.annotation_id)[0]
        if not first.revision.startswith(REVISION):
            added += now.record is not None
        elif now.record is None:
            removed += 1
        elif now.revision == first.revision:
            ious.append(1.0)
        else:
            assert first.record is not None, "What was drawn has a mask."
            pair = (first.record["segmentation"], now.record["segmentation"])
            ious.append(float(coco.iou([pair[0]], [pair[1]], [0])[0, 0]))
    return Corrected(tuple(ious), removed, added)
