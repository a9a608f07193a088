"""Products of the model's weights with each other, as the folded modules need them."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from sam.folded.parts import Parts
from sam.modeling.common import LayerNorm2d


class Products:
    """What cells and tokens are multiplied with, computed in float64.

    Everything here is centred: a row that is multiplied with it may be given with or without its
    mean over the channels. ``h*d`` is the width of the attentions.

    Attributes:
        widths: how ``after_first`` is cut: keys, values and queries of the second layer, what its
            tokens can give, keys and values of the final attention, and the first layer of
            upscaling.
        after_first: ``(C, 6 h*d + C)``, follows the first layer's last normalisation.
        after_second: ``(C, 2 h*d + C)``, the last three of these, following the second layer's.
        gives0, gives1: ``(h*d, C)``, a token's values -> what it gives to a cell.
        between: ``(C,)``, what the second layer adds to every cell.
        constants: ``(2, 2 h*d + C)``, the products of ``after_second`` with ``between``, and
            what is added to them after the second layer.
    """

    def __init__(self, parts: Parts) -> None:
        decoder, reads2 = parts.mask_decoder, parts.reads2
        widen, norm = decoder.output_upscaling[0], decoder.output_upscaling[1]
        assert isinstance(widen, nn.ConvTranspose2d) and isinstance(norm, LayerNorm2d)
        self._gain0, bias0 = _double(parts.first.norm4.weight), _double(parts.first.norm4.bias)
        gain1, bias1 = _double(parts.second.norm4.weight), _double(parts.second.norm4.bias)
        # The norm in upscaling removes each pixel's mean; so do the weights before it.
        raised = _double(as_matrix(widen.weight))
        raised = centred(raised.view(len(raised), 4, -1)).flatten(1)
        raised_bias = centred((bias1 @ as_matrix(_double(widen.weight))).view(4, -1))
        raised_bias = raised_bias + centred(_double(widen.bias))

        self.gives0 = centred(_double(parts.looks0.out_proj.weight.T))
        self.gives1 = centred(_double(parts.looks1.out_proj.weight.T))
        self.between = centred(bias0 + _double(parts.looks1.out_proj.bias))
        keys2, values2 = _double(reads2.k_proj.weight.T), _double(reads2.v_proj.weight.T)
        last = [_after(gain1, weight) for weight in (keys2, values2, raised)]
        self.after_second = torch.cat(last, 1)
        second = [_double(reads) for reads in parts.second_layer_weights()]
        second = [weight - weight.mean(0) for weight in second]  # the gain is in them
        gives = _after(self._gain0, self.gives1.T)
        layers = [*second, gives, *(_after(self._gain0, weight) for weight in last)]
        self.after_first = torch.cat(layers, 1)
        self.widths = [weight.shape[1] for weight in layers]
        values_bias = bias1 @ values2 + _double(reads2.v_proj.bias)
        added = torch.cat([torch.zeros_like(values_bias), values_bias, raised_bias.flatten()])
        self.constants = torch.stack([self.between @ self.after_second, added])

    def later(self, rows: Tensor) -> Tensor:
        """What has been added to the cells, ``(R, C)``, as the first layer leaves it: before it is
        divided by the cells' deviation, and without its mean. As a matrix this is symmetric.
        """
        return centred(centred(rows) * self._gain0)

    def through_first(self, rows: Tensor) -> Tensor:
        """All that is needed of what is added to the first layer's cells, ``(R, C)``.

        Returns:
            ``(R, 6 h*d + C + 1 + 2 C)``, side by side: the products with ``after_first``, the inner
            products with ``between`` as the second layer sees both, and the rows themselves as
            either layer sees them.
        """
        late = self.later(rows)
        tilt = late @ self.between[:, None]
        return torch.cat([rows @ self.after_first, tilt, centred(rows), late], 1)

    def through_second(self, rows: Tensor) -> Tensor:
        """Likewise of the second layer's cells: products with ``after_second``, and the rows."""
        return torch.cat([rows @ self.after_second, centred(rows)], 1)


def centred(x: Tensor) -> Tensor:
    """Without the mean over the last axis."""
    return x - x.mean(-1, keepdim=True)


def as_matrix(weight: Tensor) -> Tensor:
    """A 2x2 transposed convolution ``(in, out, 2, 2) -> (in, 2*2*out)``."""
    return weight.permute(0, 2, 3, 1).flatten(1)


def _after(gain: Tensor, weight: Tensor) -> Tensor:
    """A weight ``(C, n)`` that follows a normalisation with this gain, its centring included."""
    scaled = gain[:, None] * weight
    return scaled - scaled.mean(0)


def _double(x: Tensor | None) -> Tensor:
    assert x is not None
    return x.double()
