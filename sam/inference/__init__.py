"""Image encoders arranged for prediction: the same functions as in ``sam.modeling``, faster.

``sam.modeling`` stays what is trained, exported and loaded; what is here is made from its weights,
has no gradients and no state dict, and is made anew for each use of weights that may change.
"""

from sam.inference.encoder import Encoder

__all__ = ["Encoder"]
