"""What the masks of a target were made with, so that nothing but the same goes on there."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import torch

from dataengine.batch.errors import BatchError
from dataengine.batch.job import Job
from dataengine.batch.places import Place
from sam.automatic import EverythingSettings
from sam.images import READING

NAME = "batch.json"
VERSION = 1

_HEXADECIMAL_SHOWN = 64


def manifest_of(job: Job, preset: str, kind: str, source: str, shard_size: int) -> dict[str, Any]:
    """All that decides about masks beside the picture, and how they are laid out."""
    manifest = {
        "version": VERSION,
        "source": source,
        "preset": preset,
        "settings": dataclasses.asdict(job.settings),
        "model": kind,
        "encoder_fingerprint": job.encoder_fingerprint,
        "decoder_fingerprint": job.decoder_fingerprint,
        "precision": job.precision,
        "threads": job.threads,
        "reading": READING,
        "torch": torch.__version__.partition("+")[0],
        "layout": job.layout,
        "with_pictures": job.with_pictures,
        "embeddings": job.embeddings,
        "shard_size": shard_size,
    }
    normal: dict[str, Any] = json.loads(json.dumps(manifest))
    return normal


def written(manifest: dict[str, Any]) -> bytes:
    """A manifest as a file."""
    return json.dumps(manifest, indent=2).encode() + b"\n"


def same(target: Place, manifest: dict[str, Any]) -> bool:
    """Whether a target has this manifest; False where it has none yet.

    Raises:
        BatchError: the target holds what was made otherwise.
    """
    content = target.read(NAME)
    if content is None:
        return False
    found = read(content, target)
    for key, value in manifest.items():
        if found.get(key) != value:
            raise BatchError(
                f"{target} holds a batch made with {key} {_short(found.get(key))}, not "
                f"{_short(value)}; give the same, or name another --out."
            )
    return True


def read(content: bytes, target: Place) -> dict[str, Any]:
    """A manifest.

    Raises:
        BatchError: it is damaged, or of another version.
    """
    try:
        found = json.loads(content)
    except ValueError:
        found = None
    if not isinstance(found, dict) or found.get("version") != VERSION:
        raise BatchError(
            f"{target.where(NAME)} is damaged, or of another version of this program; name another "
            "--out."
        )
    if isinstance(found.get("settings"), dict):
        # A setting that there was not yet had what is the default now.
        defaults = json.loads(json.dumps(dataclasses.asdict(EverythingSettings())))
        found["settings"] = defaults | found["settings"]
    return found


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= _HEXADECIMAL_SHOWN else f"{text[:_HEXADECIMAL_SHOWN]}…"
