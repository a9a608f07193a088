"""Segment everything: the generator, its settings by name, and the events it streams.

``SamAutomaticMaskGenerator.generate`` gives the published records. ``stream`` tells of every mask
as soon as it passes the filters, from an embedding that may come from a cache::

    generator = SamAutomaticMaskGenerator.from_settings(model, preset("demo"))
    for event in generator.stream((height, width), embed):  # embed: crop box -> embedding
        ...  # Progress, Found, Withdrawn; at the end Summary
"""

from sam.automatic.decoder import Decoded, PointDecoder, PreparedImage
from sam.automatic.events import Event, Found, Progress, Record, Summary, Withdrawn
from sam.automatic.generator import Embed, SamAutomaticMaskGenerator
from sam.automatic.settings import PRESETS, EverythingSettings, preset

__all__ = [
    "PRESETS",
    "Decoded",
    "Embed",
    "Event",
    "EverythingSettings",
    "Found",
    "PointDecoder",
    "PreparedImage",
    "Progress",
    "Record",
    "SamAutomaticMaskGenerator",
    "Summary",
    "Withdrawn",
    "preset",
]
