"""What the image encoder computes in, and who decides.

``float32`` is exact. ``bfloat16`` computes the products of the attention stages' linear layers from
bfloat16 factors, with float32 sums, shortcuts, normalisations, softmax and convolutions; see
``docs/adr/0007-encoder-precision.md`` for what that costs and what it saves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sam.errors import PrecisionError

if TYPE_CHECKING:
    import torch

PRECISIONS = ("float32", "bfloat16")
AUTO = "auto"

# Compared with float32 on masks, with real weights. Other kinds wait for somebody to measure them.
_MEASURED_KINDS = ("vit_t",)
_CPU_FLAGS = ("avx512_bf16", "amx_bf16")


def check_precision(name: str) -> str:
    """``name``, if it is a precision.

    Raises:
        PrecisionError: it is not.
    """
    if name not in PRECISIONS:
        raise PrecisionError(f"There is no precision {name!r}; expected {' or '.join(PRECISIONS)}.")
    return name


def choose_precision(wanted: str, kind: str, device: torch.device) -> str:
    """Turn what was asked for into a precision.

    Args:
        wanted: a precision, which is taken as it is, or ``"auto"``: bfloat16 where it is faster and
            is known to give the same masks, which is vit_t on a processor with bfloat16
            instructions; float32 everywhere else.
        kind: of the model, such as ``"vit_t"``.
        device: where the model is.

    Raises:
        PrecisionError: ``wanted`` is neither.
    """
    if wanted != AUTO:
        return check_precision(wanted)
    faster = device.type == "cpu" and cpu_has_bfloat16()
    return "bfloat16" if faster and kind in _MEASURED_KINDS else "float32"


def cpu_has_bfloat16() -> bool:
    """Whether this processor multiplies bfloat16 in hardware; others would only emulate it."""
    import torch

    capabilities = torch.cpu.get_capabilities()
    return any(capabilities.get(flag, False) for flag in _CPU_FLAGS)


def linear_dtype(precision: str) -> torch.dtype:
    """The type of the factors in the linear layers of attention stages."""
    import torch

    return torch.bfloat16 if check_precision(precision) == "bfloat16" else torch.float32
