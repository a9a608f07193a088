"""Segment everything: the generator, its settings by name, and the events it streams.

``SamAutomaticMaskGenerator.generate`` gives the published records. ``stream`` tells of every mask
as soon as it passes the filters, from an embedding that may come from a cache::

    generator = SamAutomaticMaskGenerator.from_settings(model, preset("demo"))
    for event in generator.stream((height, width), embed):  # embed: crop box -> embedding
        ...  # Progress, Found, Withdrawn; at the end Summary
    records = collect(generator.stream((height, width), embed))  # the result alone

``process_picture`` does one picture file as the command line does: the unit of work of a batch.
Settings and events are here without torch, which comes with the generator.
"""

from typing import TYPE_CHECKING

from sam.automatic.decoder import Decoded, PointDecoder, PreparedImage
from sam.automatic.events import Event, Found, Progress, Record, Summary, Withdrawn, collect
from sam.automatic.pictures import ProcessedPicture, process_content, process_picture
from sam.automatic.settings import PRESETS, EverythingSettings, preset
from sam.lazy import attach

if TYPE_CHECKING:
    from sam.automatic.generator import Embed, SamAutomaticMaskGenerator
else:
    __getattr__, __dir__ = attach(
        __name__, {"sam.automatic.generator": ("Embed", "SamAutomaticMaskGenerator")}
    )

__all__ = [
    "PRESETS",
    "Decoded",
    "Embed",
    "Event",
    "EverythingSettings",
    "Found",
    "PointDecoder",
    "PreparedImage",
    "ProcessedPicture",
    "Progress",
    "Record",
    "SamAutomaticMaskGenerator",
    "Summary",
    "Withdrawn",
    "collect",
    "preset",
    "process_content",
    "process_picture",
]
