"""From a folder to a model in memory: safetensors alone, from this disk alone, no code but ours."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sam.errors import TextModelError
from sam.extras import needed
from sam.text.folder import TextFolder, recognise

if TYPE_CHECKING:
    from sam.text.detectors import Detector
    from sam.text.towers import Towers

_AT_WORK = 1.6
"""Memory at work, in bytes of float32 weights: them, and what a batch needs."""

_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}


def load_text_model(
    folder: str | Path | TextFolder, free: Callable[[], int | None] | None = None
) -> Towers | Detector:
    """Load the text model of a folder, on the CPU.

    Args:
        folder: with ``config.json``, safetensors, tokenizer and preprocessor.
        free: bytes of memory that can be had, None where nobody knows; as the system says where
            it is left out.

    Raises:
        TextModelError: the folder is none of those, is damaged, or does not fit into memory; or
            transformers is not installed.
    """
    found = folder if isinstance(folder, TextFolder) else recognise(folder)
    _check_memory(found, (free or _free)())
    with needed(f"A text model ({found.name})", "text", TextModelError):
        import transformers
    with _quiet(transformers), _said(found):
        if found.detects:
            from sam.text.detectors import Detector

            return Detector(found)
        from sam.text.towers import Towers

        return Towers(found)


def pretrained(found: TextFolder, kind: Any) -> Any:
    """A part of the folder, a model in float32 or a reader, by transformers' class for it."""
    return kind.from_pretrained(found.path, **LOCAL)


LOCAL = {"local_files_only": True, "trust_remote_code": False}


def model_of(found: TextFolder, kind: Any) -> Any:
    """The model, strictly: every number of it is in the file.

    Raises:
        TextModelError: some are missing.
    """
    import torch

    model, said = kind.from_pretrained(
        found.path, **LOCAL, use_safetensors=True, dtype=torch.float32, output_loading_info=True
    )
    missing = sorted(said["missing_keys"])
    if missing:
        raise TextModelError(
            f"{found.path} lacks {len(missing)} tensors of its {found.name} ({missing[0]} first); "
            "expected all of them."
        )
    return model.eval().requires_grad_(False)


def image_reader_of(found: TextFolder) -> Any:
    """What turns pictures into a model's pixels: Pillow's, which needs no torchvision."""
    from transformers import AutoImageProcessor

    return AutoImageProcessor.from_pretrained(found.path, **LOCAL, backend="pil")


def _check_memory(found: TextFolder, free: int | None) -> None:
    needed_bytes = int(found.bytes * _AT_WORK)
    if free is not None and needed_bytes > free:
        raise TextModelError(
            f"{found.name} in {found.path} takes {needed_bytes / 1e9:.1f} GB of memory, and "
            f"{free / 1e9:.1f} GB are free; expected a smaller model, or more memory."
        )


def _free() -> int | None:
    """Bytes that can be had without swapping; None where the system does not say."""
    try:
        with open("/proc/meminfo", encoding="ascii") as lines:
            said = dict(line.split(":", 1) for line in lines)
        return int(said["MemAvailable"].split()[0]) * 1024
    except (OSError, LookupError, ValueError):
        return None


@contextmanager
def _quiet(transformers: Any) -> Iterator[None]:
    """No progress bars, no questions to a network, no warnings of what is none of ours."""
    before = {name: os.environ.get(name) for name in _OFFLINE}
    os.environ.update(_OFFLINE)
    logging = transformers.utils.logging
    verbosity = logging.get_verbosity()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.set_verbosity(verbosity)
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _said(found: TextFolder) -> Iterator[None]:
    """What others raise about a folder, in one sentence."""
    try:
        yield
    except (TextModelError, MemoryError):
        raise
    except Exception as error:  # whatever transformers makes of a damaged folder
        first = str(error).strip().split("\n", 1)[0][:200]
        raise TextModelError(
            f"{found.path} cannot be loaded as {found.name} ({type(error).__name__}: {first}); "
            "expected a folder as save_pretrained writes it."
        ) from error
