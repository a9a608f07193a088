"""A manifest beside many made files: by what they were made, so that only the same goes on."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sam.automatic import EverythingSettings
from sam.cli.whole_files import write_whole
from sam.errors import SettingsError

if TYPE_CHECKING:
    from sam.modeling import Sam

NAME = "everything.json"

_DEFAULTS: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(EverythingSettings())))


def manifest_of(
    preset: str, settings: EverythingSettings, model: Sam, precision: str
) -> dict[str, Any]:
    """What masks depend on beside the picture."""
    from sam.fingerprint import decoder_fingerprint, encoder_fingerprint

    manifest = {
        "preset": preset,
        "model": model.kind,
        "encoder_fingerprint": encoder_fingerprint(model, precision),
        "decoder_fingerprint": decoder_fingerprint(model),
        "precision": precision,
        "settings": dataclasses.asdict(settings),
    }
    normal: dict[str, Any] = json.loads(json.dumps(manifest))
    return normal


def claim(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest into a folder, or make sure that the one there says the same.

    Raises:
        SettingsError: the folder holds masks that were made otherwise.
        OSError: it cannot be written.
    """
    path = folder / NAME
    if not path.exists():
        write_whole(path, json.dumps(manifest, indent=2).encode() + b"\n")
        return
    try:
        found = json.loads(path.read_bytes())
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise SettingsError(f"{path} is damaged; remove it, or name another folder for --out.")
    if isinstance(found.get("settings"), dict):
        # A setting that there was not yet had what is the default now.
        found["settings"] = _DEFAULTS | found["settings"]
    for key, value in manifest.items():
        if found.get(key) != value:
            raise SettingsError(
                f"{folder} holds masks made with {key} {_short(found.get(key))}, not "
                f"{_short(value)}; name another folder for --out."
            )


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= 64 else f"{text[:64]}…"
