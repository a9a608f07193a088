"""The decoder re-arranged for prediction: the same numbers, up to rounding, in half the work.

The decoder attends between a few tokens (five learnt ones and the prompt, ``T`` in all) and
``N = (S/16)^2`` image cells. Written as in the paper it projects all cells again for every
attention. With so few tokens it is cheaper to leave undone, per cell, what can be done once for an
image or on the side of the tokens:

1. **Once for an image.** What depends on the image alone is computed by :class:`ImagePreparer`: the
   projections that the first layer needs, and those of the second as far as they are linear in the
   image (see 3). A mask input is added to the image before all that; it has 16 channels, so
   :class:`MaskInput` corrects the prepared tensors at a tenth of the price of preparing them again.
2. **Projections move to the tokens.** With keys ``X W``, ``q (X W)^T`` is ``(q W^T) X^T``;
   ``A (X W)`` is ``(A X) W``; and what cells receive, ``A^T (V W)``, needs ``V W`` for tokens only.
   A key's bias adds the same number to a whole row of a softmax and drops out.
3. **The first layer's change to the cells has low rank.** A cell becomes ``x1 = norm(y)`` with
   ``y = x0 + A^T M``, where ``A`` ``(h*T, N)`` holds the attention weights and ``M`` ``(h*T, C)``
   what each token gives. A projection of ``x1`` is then
   ``(x0 W + A^T (M W) - mean(y) sum(W)) / deviation(y)`` plus a constant, the normalisation's scale
   being folded into ``W``. ``x0 W`` is prepared; ``M W`` has only ``h*T`` rows.
4. **A 2x2 transposed convolution of stride 2 is a matrix product** per cell. The pixels are put in
   place once, at the end, on masks only.

Notation: ``h`` heads of width ``d``, ``C`` channels; *columns* are ``(h, d, N)``, *rows*
``(h, N, d)``. One image and one prompt at a time, for prediction only. :mod:`sam.modeling` remains
the definition of the network; tests hold this form to it.
"""

from __future__ import annotations

from sam.folded.decode import FoldedDecoder
from sam.folded.prepare import CHANGED_BY_MASK_INPUT, ImagePreparer, ImageTensors, MaskInput

__all__ = ["CHANGED_BY_MASK_INPUT", "FoldedDecoder", "ImagePreparer", "ImageTensors", "MaskInput"]
