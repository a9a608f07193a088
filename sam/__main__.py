"""`python -m sam COMMAND`: the model without a browser."""

from __future__ import annotations

import argparse
import importlib
import re
import sys

from sam.errors import SamError
from segment_studio import check_sam

COMMANDS = {
    "segment": "Cut one object out of one picture: points, a box or words in, a mask PNG out.",
    "everything": "Segment everything in a picture, or in all pictures of a folder.",
    "fetch": "Download published weights, check them, and put them where they are found.",
    "convert": "Read other tools' annotations, say what is left out, and write our formats.",
}
"""What each does, in the words of its module in ``sam.cli``, which is loaded if it is asked for."""


def main(arguments: list[str] | None = None) -> int:
    """Parse, run, and turn an expected failure into one sentence and exit code 2."""
    try:
        check_sam()
    except ImportError as error:
        print(f"sam: {error}", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(prog="python -m sam", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    arguments = sys.argv[1:] if arguments is None else arguments
    for name, words in COMMANDS.items():
        command = commands.add_parser(name, help=words, description=words)
        if name in arguments:
            module = importlib.import_module(f"sam.cli.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    options = parser.parse_args(_joined(arguments))
    try:
        status: int | None = options.run(options)
    except OSError as error:
        what = f"{error.filename}: {error.strerror}." if error.filename else error
        print(f"sam: {what}", file=sys.stderr)
    except SamError as error:
        print(f"sam: {error}", file=sys.stderr)
    else:
        return status or 0
    return 2


def _joined(arguments: list[str]) -> list[str]:
    """With each option's value that begins with a minus and a digit joined to the option, as
    argparse would take ``-0.4,0,64,48``, a detector's box, for an option."""
    joined: list[str] = []
    for each in arguments:
        if joined and re.match(r"--[a-z-]+$", joined[-1]) and re.match(r"-[0-9.]", each):
            joined[-1] = f"{joined[-1]}={each}"
        else:
            joined.append(each)
    return joined


if __name__ == "__main__":
    sys.exit(main())
