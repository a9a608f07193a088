"""The general check: 94 objects on photographs that a package brings, to see what was forgotten.

A decoder that was tuned on a project's pictures may have lost what it knew of others. Half of these
objects are *replayed* while it is tuned, the other half is scored before it is offered; no
photograph is in both halves. No torch, and no network: the photographs are those of scikit-image's
installed package. Where they come from and how the masks were made is in ``SOURCES.md``::

    for picture in general_pictures("gate"):
        predictor.set_image(picture.read_image())
        for truth in picture.masks:
            score_instance(predictor, truth)
"""

from dataengine.training.general.pictures import ROLES, GeneralPicture, Role, general_pictures

__all__ = ["ROLES", "GeneralPicture", "Role", "general_pictures"]
