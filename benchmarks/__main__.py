"""``python -m benchmarks NAME``: run one measurement. The last line printed is one JSON object."""

from __future__ import annotations

import argparse
import sys

from benchmarks import accuracy, decoder, encoder, everything, load, page, soak
from benchmarks.browser.chromium import BrowserError
from benchmarks.dataset import DatasetError
from benchmarks.encoders import BaselineError
from benchmarks.verdict import Missed
from sam.errors import SamError


def main(arguments: list[str] | None = None) -> int:
    """Parse and run. An expected failure becomes one sentence and exit code 2, and exit code 1 if
    all was measured but something that must hold did not.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="name", required=True)
    modules = {
        "accuracy": accuracy,
        "decoder": decoder,
        "encoder": encoder,
        "everything": everything,
        "load": load,
        "page": page,
        "soak": soak,
    }
    for name, module in modules.items():
        command = commands.add_parser(name, help=module.__doc__, description=module.__doc__)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except Missed as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    except (BaselineError, BrowserError, DatasetError, SamError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
