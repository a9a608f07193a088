"""Many single points about one image: scores without touching a cell's channels, masks on demand.

With a batch of prompts even the folded decoder (:mod:`sam.folded.decode`) spends most of its time
on ``(N, C)`` arrays that belong to one prompt alone: the cells as each layer leaves them. Here they
are never made. What a prompt does to the cells has low rank in both layers: with ``x`` the image's
cells, layer i adds ``L_i^T G_i``, where ``L_i (R, N)``, ``R = h*T``, are the weights by which cells
look at tokens and ``G_i (R, C)`` is what each token gives. So

    y0 = x + L0^T G0              x1 = gain0 * y0 / deviation(y0) + bias0
    y1 = x1 + L1^T G1             x2 = gain1 * y1 / deviation(y1) + bias1

with every ``y`` taken without its mean over channels (which normalising removes anyway: what gives
is centred). A product with ``x1`` or ``x2`` is then a sum of products with ``x``, ``G0`` and
``G1``; those with ``x`` are prepared once for an image. The deviations need squares of lengths,
which are sums of inner products of the same three.

``G_i`` is linear in the tokens' values ``V_i (h, T, d)``, head by head, so that its products with
weights are products of ``V_i`` with products of weights: :class:`Algebra`.

The final attention is done for the IoU token alone first. Points whose predicted IoU is good enough
get masks: the final attention of the mask tokens, then upscaling, whose first layer is one more
product with ``x2``, for the cells of the picture without its padding.

The same numbers as :mod:`sam.modeling` up to rounding, for prediction only. Notation as in
:mod:`sam.folded`, with a batch ``B`` of points in front.
"""

from sam.folded.points.algebra import OFFERED, Algebra, PointState, PointTensors
from sam.folded.points.masks import PointMasks
from sam.folded.points.prepare import PointPreparer
from sam.folded.points.scores import PointScores

__all__ = [
    "OFFERED",
    "Algebra",
    "PointMasks",
    "PointPreparer",
    "PointScores",
    "PointState",
    "PointTensors",
]
