"""What is in a folder of a text model, said without loading any of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sam.errors import TextModelError

Way = Literal["detector", "two_towers", "prompt_token"]
WAYS: tuple[Way, ...] = ("detector", "two_towers", "prompt_token")

DETECTORS = {"owlv2": "OWLv2", "owlvit": "OWL-ViT", "grounding-dino": "GroundingDINO"}
TOWERS = {"clip": "CLIP", "chinese_clip": "Chinese-CLIP", "siglip": "SigLIP"}

TOKEN_FILE = "prompt_token.safetensors"
"""What :mod:`sam.text.fitting` makes, beside its two towers."""

_MOST_JSON = 4 << 20
_PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl")


@dataclass(frozen=True)
class TextFolder:
    """A folder with a text model.

    Attributes:
        path: where it lies.
        kind: of its model, as transformers call it: ``clip``.
        name: for people: "CLIP".
        bytes: of its weights.
        fingerprint: sha256 over its files, 64 hexadecimal digits.
    """

    path: Path
    kind: str
    name: str
    bytes: int
    fingerprint: str

    @property
    def detects(self) -> bool:
        """Whether it makes boxes of words; two towers otherwise."""
        return self.kind in DETECTORS

    @property
    def token(self) -> Path | None:
        """The projection beside two towers, where there is one."""
        path = self.path / TOKEN_FILE
        return path if not self.detects and path.is_file() else None


def recognise(folder: str | Path) -> TextFolder:
    """Say what is in a folder.

    Raises:
        TextModelError: there is no such folder, no model in it, one of another architecture, one
            that would run code of its own, or weights that are no safetensors.
    """
    path = Path(folder)
    if not path.is_dir():
        raise TextModelError(
            f"There is no folder {path}; expected one with a text model, as "
            "`python -m sam fetch text/clip-vit-b32` makes it."
        )
    config = _config(path)
    kind = str(config.get("model_type", ""))
    name = (DETECTORS | TOWERS).get(kind)
    if name is None:
        raise TextModelError(
            f"{path} has a model of the type {kind or 'none'!r}; expected one of "
            f"{', '.join(DETECTORS | TOWERS)}."
        )
    if "auto_map" in config:
        raise TextModelError(
            f"{path} wants to run code of its own (auto_map in config.json), which is never done; "
            f"expected a plain {name}."
        )
    weights = sorted(path.glob("*.safetensors"))
    weights = [each for each in weights if each.name != TOKEN_FILE]
    if not weights:
        raise TextModelError(_without_weights(path, name))
    if not any((path / each).is_file() for each in ("tokenizer.json", "vocab.json", "vocab.txt")):
        raise TextModelError(
            f"{path} has no tokenizer; expected tokenizer.json, vocab.json or vocab.txt beside "
            f"{weights[0].name}."
        )
    size = sum(each.stat().st_size for each in weights)
    return TextFolder(path, kind, name, size, _fingerprint(path, weights))


def _config(path: Path) -> dict[str, Any]:
    file = path / "config.json"
    try:
        if file.stat().st_size > _MOST_JSON:
            raise ValueError(f"it has {file.stat().st_size:,} bytes")
        config = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(config, dict):
            raise ValueError("it is no object")
    except FileNotFoundError:
        raise TextModelError(
            f"{path} has no config.json; expected a folder as transformers' save_pretrained "
            "writes it."
        ) from None
    except (OSError, ValueError) as error:
        raise TextModelError(f"{file} cannot be read ({error}); expected JSON.") from error
    return config


def _without_weights(path: Path, name: str) -> str:
    pickles = sorted(each.name for pattern in _PICKLES for each in path.glob(pattern))
    if pickles:
        return (
            f"{path} has only {', '.join(pickles)}, pickles, which may run code when they are "
            f"opened; expected safetensors: `python -m sam fetch --convert {path}` makes them."
        )
    return f"{path} has no weights of its {name}; expected model.safetensors."


def _fingerprint(path: Path, weights: list[Path]) -> str:
    """Over names and contents of what the answers depend on."""
    digest = hashlib.sha256()
    small = ("config.json", "preprocessor_config.json", "processor_config.json")
    readers = ("tokenizer.json", "tokenizer_config.json", "vocab.json", "vocab.txt", "merges.txt")
    for file in (*weights, *(path / name for name in (*small, *readers))):
        if file.is_file():
            with file.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
            digest.update(f"{file.name} {content}\n".encode())
    return digest.hexdigest()
