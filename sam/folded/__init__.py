"""The decoder re-arranged for prediction: the same numbers, up to rounding, in a third of the work.

The decoder attends between a few tokens (five learnt ones and the prompt, ``T`` in all) and
``N = (S/16)^2`` image cells. Written as in the paper it projects all cells again for every
attention. With so few tokens it is cheaper to leave undone, per cell, what can be done once for an
image or on the side of the tokens:

1. **Once for an image.** What depends on the image alone is computed by :class:`ImagePreparer`.
2. **Projections move to the tokens.** With keys ``X W``, ``q (X W)^T`` is ``(q W^T) X^T``;
   ``A (X W)`` is ``(A X) W``; and what cells receive, ``A^T (V W)``, needs ``V W`` for tokens only.
   A key's bias adds the same number to a whole row of a softmax and drops out.
3. **What a prompt adds to the cells has low rank**, so the cells themselves are never made. With
   ``x`` the image's cells, the layers leave

       ``y0 = x + L0^T G0``      ``x1 = gain0 y0 / deviation(y0) + bias0``
       ``y1 = x1 + L1^T G1``     ``x2 = gain1 y1 / deviation(y1) + bias1``

   where ``L (R, N)`` holds the weights by which cells look at tokens and ``G (R, C)`` what each
   token gives. Every ``y`` is taken without its mean over the channels, by weights that are
   centred beforehand. A product with ``x1`` or ``x2`` is then a sum of products with ``x``
   (prepared), ``G0`` and ``G1`` (few rows). A deviation is the length of a sum: of squares and
   inner products of the same three, those with ``x`` prepared once more, head by head, because
   ``G`` is linear in the tokens' values.
4. **A mask input is low rank too**: it reaches the image through a 1x1 convolution of 16 channels,
   so it is 17 more rows of ``L0``, see :class:`MaskInput`. Nothing that is prepared changes.
5. **A 2x2 transposed convolution of stride 2 is a matrix product** per cell; the first is one more
   product with ``x2``. The pixels are put in place once, at the end, on masks only.

Notation: ``h`` heads of width ``d``, ``C`` channels; *columns* are ``(h, d, N)``, *rows*
``(h, N, d)``. One image and one prompt at a time, for prediction only. :mod:`sam.modeling` remains
the definition of the network; tests hold this form to it.
"""

from __future__ import annotations

from sam.folded.decode import FoldedDecoder
from sam.folded.prepare import ImagePreparer, ImageTensors, MaskInput

__all__ = ["FoldedDecoder", "ImagePreparer", "ImageTensors", "MaskInput"]
