"""How good masks are: simulated clicks, scores, and one list of masks beside another.

What benchmarks print and what decides whether a tuned decoder may be switched on. Nothing here
loads torch but ``sam.evaluation.reference``, the plain implementation of segment everything that
ours is held to. A predictor is anything with ``SamPredictor.predict``::

    predictor.set_image(image)
    score_instance(predictor, truth)  # {"one_click": 0.91, "best_of_3": 0.93, ...}
    noc([ious_by_click(predictor, truth) for truth in truths], target=0.85)
"""

from sam.evaluation.click_counts import MOST_CLICKS, TARGETS, Noc, clicks_until, ious_by_click, noc
from sam.evaluation.clicking import Clicking, Prompted
from sam.evaluation.clicks import box_of, deepest_pixel, next_click
from sam.evaluation.matching import Matching, match, pairs
from sam.evaluation.overlap import iou
from sam.evaluation.scores import MEASURES, score_instance

__all__ = [
    "MEASURES",
    "MOST_CLICKS",
    "TARGETS",
    "Clicking",
    "Matching",
    "Noc",
    "Prompted",
    "box_of",
    "clicks_until",
    "deepest_pixel",
    "iou",
    "ious_by_click",
    "match",
    "next_click",
    "noc",
    "pairs",
    "score_instance",
]
