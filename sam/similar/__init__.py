"""The rest like this one: everything's candidates, ranked by how like some kept objects they are.

From one to four exemplars, and what segment everything found in a picture::

    describer = Describer(embedding, image)
    masks = [record.segmentation for record in records]  # of everything's candidates
    quality = [(record.predicted_iou, record.stability_score) for record in records]
    exemplars = describer.describe(kept)
    found = suggest(masks, describer.describe(masks), quality, exemplars, kept)
    for each in found.above:
        print(records[each.index].bbox, each.score)

Exemplars may be of other pictures of the same image encoder. numpy, Pillow
and pycocotools alone; see ``docs/similar.md``.
"""

from sam.similar.compared import FEATURES, compare, plausible
from sam.similar.described import Described, Describer, gathered
from sam.similar.likeness import MOST_EXEMPLARS, Likeness, fit, published_likeness
from sam.similar.suggesting import SAME_IOU, Suggested, Suggestions, rivals, suggest, taken

__all__ = [
    "FEATURES",
    "MOST_EXEMPLARS",
    "SAME_IOU",
    "Described",
    "Describer",
    "Likeness",
    "Suggested",
    "Suggestions",
    "compare",
    "fit",
    "gathered",
    "plausible",
    "published_likeness",
    "rivals",
    "suggest",
    "taken",
]
