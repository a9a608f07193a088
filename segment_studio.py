"""The commands of an installation, and the check that its package ``sam`` is this project's.

The name ``sam`` is not ours alone: PyPI has an unrelated package of that name, and where both are
installed the files of one replace the other's. This module has a name that nobody else has, so that
it is still there to say so.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

PROJECT = "segment-studio"
PACKAGES = ("sam", "studio", "dataengine", "server", "export")
"""What is installed beside this module."""


def check_sam() -> None:
    """Make sure that ``import sam`` gives this project's library.

    Raises:
        ImportError: it gives another package.
        SystemExit: the same while ``python -m`` still looks for its program, when nobody could
            catch an error: the sentence alone is printed.
    """
    import sam  # which is cheap: see sam/lazy.py

    if getattr(sam, "__project__", None) == PROJECT:
        return
    sentence = (
        f"The package sam in {getattr(sam, '__file__', None) or 'a folder without code'} is "
        "another project's; expected Segment Studio's: `pip uninstall sam`, then install "
        "segment-studio again."
    )
    if sys.argv[:1] == ["-m"]:
        raise SystemExit(sentence)
    raise ImportError(sentence)


def sam() -> int:
    """``segment-sam``: the model without a browser, as ``python -m sam``."""

    def command() -> int:
        from sam.__main__ import main

        return main()

    return _run("segment-sam", None, command)


def studio() -> int:
    """``segment-studio``: serve the page, as ``python -m server``."""

    def command() -> int:
        from server.__main__ import main
        from studio.settings import ROOT

        if not (ROOT / "templates" / "index.html").is_file():
            raise ImportError(
                f"{ROOT} holds no page; expected to be started in a copy of the project in which "
                "`make setup` was run."
            )
        return main()

    return _run("segment-studio", "server", command)


def export() -> int:
    """``segment-export``: a checkpoint's decoder as ONNX, as ``python -m export``."""

    def command() -> int:
        from export.__main__ import main

        return main()

    return _run("segment-export", "export", command)


def _run(name: str, extra: str | None, command: Callable[[], int]) -> int:
    """The exit status of a command; 2 and a sentence where a package is missing or another's."""
    try:
        check_sam()
        return command()
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] in PACKAGES:
            raise
        wanted = f"{PROJECT}[{extra}]" if extra else PROJECT
        print(
            f"{name} needs the package {error.name}, which is not installed; "
            f"expected it from pip install '{wanted}'.",
            file=sys.stderr,
        )
    except ImportError as error:
        print(f"{name}: {error}", file=sys.stderr)
    return 2
