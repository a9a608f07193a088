"""Why a round of fine-tuning cannot be."""

from __future__ import annotations

from dataengine.errors import DataEngineError


class TrainingError(DataEngineError):
    """A round cannot begin, or cannot go on; the decoder in force is untouched."""


class NothingToLearnError(TrainingError):
    """There is no accepted picture, or none with an object."""


class TooFewGroupsError(TrainingError):
    """The pictures cannot be split into groups that train and groups that judge."""
