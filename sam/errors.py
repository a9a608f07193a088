"""The errors of this library, all under one roof.

    SamError
    ├── CheckpointError      (also ValueError)    a weights file that is missing, damaged or another
    ├── DeviceError          (also RuntimeError)  a device that does not exist or cannot be used
    ├── FetchError                                published weights that cannot be had, or others
    ├── FormatError          (also ValueError)    masks that a file cannot hold, or a damaged file
    │   ├── RecordError                           annotations in JSON, with all that is wrong
    │   ├── OtherPictureError                     a file of annotations of other pictures
    │   └── ChoiceError                           a file that can be read once something is chosen
    ├── ImageError           (also ValueError, *) an image of the wrong kind, shape or size
    │   └── ImageNotSetError (also RuntimeError)  a question about an image before there is one
    ├── PrecisionError       (also ValueError)    a precision that does not exist or cannot be used
    ├── PromptError          (also ValueError, *) points, a box or logits that do not fit together
    ├── SettingsError        (also ValueError, *) a setting of segment everything out of its range
    └── TextModelError       (also ValueError)    a folder of a text model that is none, or damaged

Every message is one sentence: the offending value first, then what was expected. The built-in bases
are there so that scripts written for the public ``segment_anything`` package, which raises those,
still catch what they used to; those with a star are an AssertionError too, as it checks with
``assert``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sam.formats.faults import Fault


class SamError(Exception):
    """Base of everything this library raises on purpose."""


class CheckpointError(SamError, ValueError):
    """A checkpoint could not be found, read or matched to a model."""


class DeviceError(SamError, RuntimeError):
    """The model was sent to a device that is not there."""


class FetchError(SamError):
    """Published weights could not be had, or what came is not what was published."""


class FormatError(SamError, ValueError):
    """A file of masks is damaged or of another kind, or masks do not fit into a kind of file."""


class RecordError(FormatError):
    """Annotations in JSON are none; the sentence gives the first fault and says how many follow.

    Attributes:
        whose: what is wrong, as the sentence's subject.
        faults: everything that is wrong with it, one at least.
    """

    def __init__(self, whose: str, faults: Sequence[Fault]) -> None:
        super().__init__(whose, faults)
        self.whose, self.faults = whose, tuple(faults)

    def within(self, *path: str | int) -> RecordError:
        """The same error of what stands at a path in something larger."""
        return RecordError(self.whose, [each.within(*path) for each in self.faults])

    def __str__(self) -> str:
        more = f" (and {len(self.faults) - 1} more)" if len(self.faults) > 1 else ""
        return f"{self.whose} {self.faults[0].sentence}{more}."


class OtherPictureError(FormatError):
    """A file of annotations has no picture of this name, and was to be read by name alone."""


class ChoiceError(FormatError):
    """A file of annotations can be read in several ways; the sentence says which.

    Attributes:
        pictures: what it calls the pictures that may be meant; one is to be given as ``picture``.
        turns: degrees clockwise, one of which is to be given as ``turn``.
    """

    def __init__(
        self, message: str, pictures: Sequence[str] = (), turns: Sequence[int] = ()
    ) -> None:
        super().__init__(message)
        self.pictures, self.turns = tuple(pictures), tuple(turns)


class SkippedWarning(UserWarning):
    """A file was read without some of its objects; the sentence says which and why."""


class ImageError(SamError, ValueError, AssertionError):
    """An image is not of the kind, shape or size that was expected."""


class ImageNotSetError(ImageError, RuntimeError):
    """The predictor was asked about an image before it was given one."""


class PrecisionError(SamError, ValueError):
    """The image encoder was asked to compute in something it cannot compute in."""


class PromptError(SamError, ValueError, AssertionError):
    """Points, labels, a box or mask logits are malformed or do not fit together."""


class SettingsError(SamError, ValueError, AssertionError):
    """A setting of segment everything does not exist, is out of its range or fits no other."""


class TextModelError(SamError, ValueError):
    """A folder has no text model, one that cannot be used, or what loads it is not installed."""
