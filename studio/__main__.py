"""``python -m studio``: which decoders there are, and putting one in force while servers run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from studio.settings import StudioSettings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run; returns the process's exit status: 1 where the decoder in force stays, with why."""
    given = _parser().parse_args(arguments)
    from studio.errors import StudioError  # after --help, which need not wait for torch

    try:
        if given.command == "decoders":
            _list(given.models)
        else:
            _switch(given.models, given.fingerprint)
    except StudioError as error:
        print(f"{error} The decoder in force is what it was.", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m studio",
        description="Decoders of one image encoder can be changed for one another while servers "
        "run; open pages change over by themselves.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    folder = argparse.ArgumentParser(add_help=False)
    folder.add_argument(
        "--models",
        type=Path,
        default=StudioSettings.models,
        metavar="FOLDER",
        help="the folder of all decoders, which `python -m export` writes (default: static/models)",
    )
    commands.add_parser("decoders", parents=[folder], help="lists the decoders that there are")
    switch = commands.add_parser("switch", parents=[folder], help="puts a decoder in force")
    switch.add_argument(
        "fingerprint", metavar="FINGERPRINT", help="the decoder's, or its first 8 digits or more"
    )
    return parser


def _list(models: Path) -> None:
    """Print a line for each decoder; the one in force has a star."""
    from studio.decoders import fingerprints, in_force
    from studio.errors import StartupError
    from studio.manifest import read_decoder

    now = in_force(models)
    for name in fingerprints(models):
        star = "*" if now is not None and now.decoder_fingerprint.startswith(name) else " "
        try:
            manifest = read_decoder(models, name)
        except StartupError as error:
            print(f"{star} {name}  damaged: {error}")
            continue
        encoder, source = manifest.encoder_fingerprint[:12], manifest.checkpoint_file
        print(f"{star} {name}  {manifest.kind}, of the encoder {encoder}…, from {source}")


def _switch(models: Path, fingerprint: str) -> None:
    from studio.decoders import switch

    manifest = switch(models, fingerprint)
    print(
        f"The decoder {manifest.decoder_fingerprint[:16]} is in force. Running servers use it from "
        "now on, and open pages within seconds."
    )


if __name__ == "__main__":
    sys.exit(main())
