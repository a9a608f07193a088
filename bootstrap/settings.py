"""What the user may choose: flags, or variables named alike, as in `make run PORT=9000`."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bootstrap.errors import BootstrapError

HOST = "127.0.0.1"
PORT = 8000
KINDS = ("vit_h", "vit_l", "vit_b", "vit_t")
"""As sam knows them; repeated here because a slip should not be told after minutes of set-up."""

ALSO = {"mobile_sam": "vit_t"}
"""Other names of theirs, under which weights are published."""


@dataclass(frozen=True)
class Settings:
    """Which model is set up and how it is served; the defaults are the product as it comes.

    checkpoint  a weights file, absolute; None for the default weights, or for the named model's
    model       the checkpoint's kind (vit_h, vit_l, vit_b, vit_t); None to recognise it
    device      where the image encoder runs; None for the server's own choice
    text        a folder with a text model, absolute; None for none
    host, port  where the server listens
    """

    checkpoint: Path | None = None
    model: str | None = None
    device: str | None = None
    host: str = HOST
    port: int = PORT
    text: Path | None = None


def add_model_flags(parser: argparse.ArgumentParser) -> None:
    """The flags that choose a model."""
    parser.add_argument("--checkpoint", metavar="FILE", help="the weights to use (CHECKPOINT)")
    parser.add_argument("--model", metavar="KIND", help="vit_h, vit_l, vit_b or vit_t (MODEL)")


def add_serving_flags(parser: argparse.ArgumentParser) -> None:
    """The flags that say how to serve it."""
    parser.add_argument("--host", help=f"where to listen (HOST); default: {HOST}")
    parser.add_argument("--port", help=f"the port to listen on (PORT); default: {PORT}")
    parser.add_argument("--text", metavar="FOLDER", help="a text model, for words (TEXT)")
    parser.add_argument("--device", help="where the image encoder runs, as in cpu (DEVICE)")


def read_settings(flags: argparse.Namespace, variables: Mapping[str, str]) -> Settings:
    """Settings from flags, else from variables, else the defaults; empty ones count as absent.

    Raises BootstrapError if the port is no port, the model no kind or the checkpoint no file.
    """

    def choice(name: str) -> str | None:
        return getattr(flags, name, None) or variables.get(name.upper()) or None

    checkpoint, text = choice("checkpoint"), choice("text")
    return Settings(
        checkpoint=None if checkpoint is None else _checkpoint(checkpoint),
        model=_kind(choice("model")),
        device=choice("device"),
        host=choice("host") or HOST,
        port=_port(choice("port") or str(PORT)),
        text=None if text is None else _folder(text),
    )


def _kind(text: str | None) -> str | None:
    kind = ALSO.get(text or "", text)
    if kind is not None and kind not in KINDS:
        raise BootstrapError(f"MODEL is {text!r}: expected one of {', '.join([*KINDS, *ALSO])}.")
    return kind


def _checkpoint(text: str) -> Path:
    path = Path(text).expanduser().resolve()
    if not path.is_file():
        raise BootstrapError(
            f"CHECKPOINT names {text!r}, where there is no file: name a weights file, "
            "or leave CHECKPOINT out for the default weights."
        )
    return path


def _folder(text: str) -> Path:
    path = Path(text).expanduser().resolve()
    if not (path / "config.json").is_file():
        raise BootstrapError(
            f"TEXT names {text!r}, where there is no text model (no config.json): name its folder, "
            "as in TEXT=weights/text/clip-vit-b32, or leave TEXT out."
        )
    return path


def _port(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise BootstrapError(f"PORT is {text!r}: expected a whole number from 1 to 65535.")
    return int(text)
