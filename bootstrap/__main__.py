"""Start here: refuse an old Python in one sentence, then hand over to `bootstrap.commands`.

This is the one file that an older Python gets to read, so it keeps to syntax that all of them know.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python is exactly the case to answer
    sys.exit(
        "Segment Studio needs Python 3.11 or newer, and this is Python "
        + sys.version.split()[0]
        + ". Name a newer one, as in: make run PYTHON=python3.12"
    )

from bootstrap.commands import main

if __name__ == "__main__":
    sys.exit(main())
