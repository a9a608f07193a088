"""Scripts that cannot be edited: ``import segment_anything`` and ``import mobile_sam``, as ours."""

from __future__ import annotations

import importlib
import sys
from types import MappingProxyType

from sam.errors import SamError

MODULES = MappingProxyType(
    {
        "": "sam",
        "automatic_mask_generator": "sam.automatic_mask_generator",
        "build_sam": "sam.build_sam",
        "modeling": "sam.modeling",
        "modeling.common": "sam.modeling.common",
        "modeling.image_encoder": "sam.modeling.image_encoder",
        "modeling.mask_decoder": "sam.modeling.mask_decoder",
        "modeling.prompt_encoder": "sam.modeling.prompt_encoder",
        "modeling.sam": "sam.modeling.sam",
        "modeling.tiny_vit_sam": "sam.modeling.tiny_vit",
        "modeling.transformer": "sam.modeling.transformer",
        "predictor": "sam.predictor",
        "utils": "sam.utils",
        "utils.amg": "sam.utils.amg",
        "utils.onnx": "sam.utils.onnx",
        "utils.transforms": "sam.utils.transforms",
    }
)
"""Published modules, and those of ours that have their names in them."""

PACKAGES = ("segment_anything", "mobile_sam")


class AlreadyImportedError(SamError, ImportError):
    """Another package of that name has been imported before ours could stand in for it."""


def install_as_segment_anything() -> None:
    """Make ``import segment_anything`` and ``import mobile_sam`` give this library.

    To be called once, before a script that cannot be edited is imported or run. An installed
    package of either name stays where it is and is not looked at in this process.

    Raises:
        AlreadyImportedError: one of them has been imported already; scripts would get both.
    """
    ours = {name: importlib.import_module(module) for name, module in MODULES.items()}
    wanted = {
        f"{package}.{name}".rstrip("."): module
        for package in PACKAGES
        for name, module in ours.items()
    }
    for name in [name for name in sys.modules if name.partition(".")[0] in PACKAGES]:
        if sys.modules[name] is not wanted.get(name):
            place = getattr(sys.modules[name], "__file__", None) or "no file"
            raise AlreadyImportedError(
                f"{name} has been imported from {place}; expected install_as_segment_anything() "
                "before that."
            )
    sys.modules.update(wanted)
