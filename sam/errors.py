"""The errors of this library, all under one roof.

    SamError
    ├── CheckpointError      (also ValueError)    a weights file that is missing, damaged or another
    ├── DeviceError          (also RuntimeError)  a device that does not exist or cannot be used
    ├── FormatError          (also ValueError)    masks that a file cannot hold, or a damaged file
    ├── ImageError           (also ValueError)    an image of the wrong kind, shape or size
    │   └── ImageNotSetError (also RuntimeError)  a question about an image before there is one
    ├── PrecisionError       (also ValueError)    a precision that does not exist or cannot be used
    ├── PromptError          (also ValueError)    points, a box or logits that do not fit together
    └── SettingsError        (also ValueError)    a setting of segment everything out of its range

Every message is one sentence: the offending value first, then what was expected. The built-in bases
are there so that scripts written for the public ``segment_anything`` package, which raises those,
still catch what they used to.
"""

from __future__ import annotations


class SamError(Exception):
    """Base of everything this library raises on purpose."""


class CheckpointError(SamError, ValueError):
    """A checkpoint could not be found, read or matched to a model."""


class DeviceError(SamError, RuntimeError):
    """The model was sent to a device that is not there."""


class FormatError(SamError, ValueError):
    """A file of masks is damaged or of another kind, or masks do not fit into a kind of file."""


class ImageError(SamError, ValueError):
    """An image is not of the kind, shape or size that was expected."""


class ImageNotSetError(ImageError, RuntimeError):
    """The predictor was asked about an image before it was given one."""


class PrecisionError(SamError, ValueError):
    """The image encoder was asked to compute in something it cannot compute in."""


class PromptError(SamError, ValueError):
    """Points, labels, a box or mask logits are malformed or do not fit together."""


class SettingsError(SamError, ValueError):
    """A setting of segment everything does not exist, is out of its range or fits no other."""
