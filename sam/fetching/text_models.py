"""A text model's folder from its publisher or a mirror: at one revision, checked, safetensors."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sam.errors import FetchError, TextModelError
from sam.extras import needed
from sam.fetching.text_catalogue import TextPublished
from sam.text.folder import recognise

LOCK = "fetched.json"
"""Beside the folders: which revision of each was fetched first, and what its files were."""

READERS = (
    "config.json",
    "preprocessor_config.json",
    "processor_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "vocab.json",
    "vocab.txt",
    "merges.txt",
)
"""What a model needs besides its weights, as far as its publisher has it."""

WEIGHTS, PICKLE = "model.safetensors", "pytorch_model.bin"
_SPARE = 64 << 20


@dataclass(frozen=True, slots=True)
class TextFetched:
    """Where a text model is now.

    Attributes:
        folder: it.
        revision: of the publisher's repository.
        first: whether revision and hashes were recorded just now, and not compared.
        converted: whether its weights were a pickle.
    """

    folder: Path
    revision: str
    first: bool
    converted: bool


def fetch_text(item: TextPublished, folder: Path, origin: str | None = None) -> TextFetched:
    """Put a text model into ``folder/NAME``. What breaks off goes on with the next call.

    Args:
        item: which.
        folder: of all text models; it is made if need be.
        origin: a mirror's address, or a folder that somebody brought; None for the publisher.

    Raises:
        FetchError: it cannot be had, or is not what was fetched first; or huggingface_hub is not
            installed.
        OSError: it cannot be written.
    """
    target = folder / item.name
    folder.mkdir(parents=True, exist_ok=True)
    known = _lock(folder).get(item.name)
    if origin is not None and "://" not in origin:
        revision, found = f"folder {Path(origin).resolve()}", _copied(item, Path(origin), target)
    else:
        revision, found = _downloaded(item, target, origin, known)
    hashes = {name: _sha256(target / name) for name in found}
    if known is not None:
        _compare(item, target, known["files"], hashes)
    converted = PICKLE in found and WEIGHTS not in found
    if converted:
        convert(target)
    try:
        recognise(target)
    except TextModelError as error:
        raise FetchError(f"What came is no text model: {error}") from error
    if known is None:
        _record(folder, item, revision, hashes)
    return TextFetched(target, revision, known is None, converted)


def convert(folder: Path) -> Path:
    """Make safetensors of a folder's pickle, in a process that takes nothing but numbers from it.

    Raises:
        FetchError: it holds more than numbers, or is damaged.
    """
    pickles = sorted(folder.glob("*.bin")) + sorted(folder.glob("*.pt"))
    if not pickles:
        raise FetchError(f"{folder} has no .bin or .pt to convert; expected {PICKLE}.")
    target = folder / WEIGHTS
    command = [sys.executable, "-m", "sam.fetching.unpickle", str(pickles[0]), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["it was ended"])[-1]
        raise FetchError(
            f"{pickles[0]} was not converted ({last[:300]}); expected a pickle of nothing but "
            "numbers."
        )
    return target


def _downloaded(
    item: TextPublished, target: Path, mirror: str | None, known: Mapping[str, Any] | None
) -> tuple[str, list[str]]:
    """The files that came, at the revision that was fetched first or the newest."""
    with needed(f"Fetching {item.title}", "text", FetchError):
        import huggingface_hub
        from huggingface_hub.errors import HfHubHTTPError
    wanted = None if known is None else str(known["revision"])
    hub = huggingface_hub.HfApi(endpoint=mirror, token=False)
    try:
        about = hub.model_info(item.repository, revision=wanted, files_metadata=True)
        sizes = {each.rfilename: each.size or 0 for each in about.siblings or ()}
        weights = WEIGHTS if WEIGHTS in sizes else PICKLE
        names = [name for name in (*READERS, weights) if name in sizes]
        if weights not in sizes:
            raise FetchError(f"{item.repository} has neither {WEIGHTS} nor {PICKLE} any more.")
        _check_room(target.parent, sum(sizes[name] for name in names))
        for name in names:
            huggingface_hub.hf_hub_download(
                item.repository,
                name,
                revision=about.sha,
                local_dir=target,
                endpoint=mirror,
                token=False,
            )
            if sizes[name] and (target / name).stat().st_size != sizes[name]:
                (target / name).unlink()
                raise FetchError(f"{name} of {item.repository} came with another size than stated.")
        for sibling in about.siblings or ():
            lfs = sibling.lfs
            if sibling.rfilename in names and lfs is not None:
                _check(target / sibling.rfilename, str(lfs.sha256), "what its publisher states")
    except FetchError:
        raise
    except (HfHubHTTPError, OSError, RuntimeError, ValueError) as error:
        raise FetchError(_why(item, mirror, target, error)) from error
    shutil.rmtree(target / ".cache", ignore_errors=True)
    return str(about.sha), names


def _copied(item: TextPublished, origin: Path, target: Path) -> list[str]:
    """The files of a folder that somebody brought."""
    names = [name for name in (*READERS, WEIGHTS, PICKLE) if (origin / name).is_file()]
    if WEIGHTS in names and PICKLE in names:
        names.remove(PICKLE)
    if not {WEIGHTS, PICKLE} & set(names):
        raise FetchError(
            f"{origin} has neither {WEIGHTS} nor {PICKLE}; expected the files of {item.repository}."
        )
    if origin.resolve() != target.resolve():
        target.mkdir(parents=True, exist_ok=True)
        for name in names:
            shutil.copyfile(origin / name, target / name)
    return names


def _compare(
    item: TextPublished, target: Path, recorded: Mapping[str, str], found: Mapping[str, str]
) -> None:
    for name, sha256 in recorded.items():
        if name in found:
            _check(target / name, sha256, f"what was recorded when {item.title} was fetched first")


def _check(path: Path, sha256: str, source: str) -> None:
    own = _sha256(path)
    if own != sha256:
        path.unlink()
        raise FetchError(
            f"{path} has the SHA-256 {own}; expected {sha256}, {source}: it was changed or "
            "damaged, and was not kept."
        )


def _check_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + _SPARE:
        raise FetchError(
            f"{folder} has {free / 1e6:.0f} MB free; {size / 1e6:.0f} MB are needed, and some to "
            "spare."
        )


def _why(item: TextPublished, mirror: str | None, target: Path, error: Exception) -> str:
    first = str(error).strip().split("\n", 1)[0].rstrip(".")[:200]
    return (
        f"{mirror or 'The publisher'} does not give {item.repository} "
        f"({first or type(error).__name__}); the same command goes on from there. By hand: "
        f"download {', '.join(READERS[:2])}, the tokenizer's files and {WEIGHTS} of "
        f"{item.repository} elsewhere, put them into a folder, and name it with --from; or put "
        f"them into {target}."
    )


def _lock(folder: Path) -> dict[str, Any]:
    path = folder / LOCK
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {name: each for name, each in found.items() if {"revision", "files"} <= set(each)}
    except (ValueError, AttributeError, TypeError) as error:
        raise FetchError(f"{path} is damaged ({error}); move it away.") from error


def _record(folder: Path, item: TextPublished, revision: str, files: Mapping[str, str]) -> None:
    path = folder / LOCK
    known = _lock(folder)
    known[item.name] = {
        "repository": item.repository,
        "revision": revision,
        "files": dict(files),
    }
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(known, indent=2) + "\n", encoding="utf-8")
    unfinished.replace(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
