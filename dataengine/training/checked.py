"""The general check as examples, half to replay and half to judge by."""

from __future__ import annotations

from dataengine.training.examples import Bits, Example, Pixels
from dataengine.training.general import GeneralPicture, general_pictures
from dataengine.training.round import General


def general_check() -> General:
    """Both halves; each photograph is a group by itself.

    Raises:
        AbsentError, InvalidError: a photograph is not installed, or is another one.
    """
    return General(
        [_example(picture) for picture in general_pictures("replay")],
        [_example(picture) for picture in general_pictures("gate")],
    )


def _example(picture: GeneralPicture) -> Example:
    def open_picture() -> Pixels:
        return picture.read_image()

    def masks() -> list[Bits]:
        return list(picture.masks)

    name = f"general-{picture.name}"
    return Example(name, name, open_picture, masks, len(picture.annotations))
