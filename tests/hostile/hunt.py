"""``python -m tests.hostile.hunt READER``: look for bytes that a reader fails on.

The search follows which lines of the reader its inputs reach, and goes on from those that reach
new ones. It ends with the process, so each reader is given one of its own.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
from pathlib import Path

_PATIENCE_S = 120
"""Longer than a hunt takes to begin and to end."""

_ROOT = Path(__file__).resolve().parents[2]


def hunt(reader: str, seconds: int, seed: int, failed: Path) -> str | None:
    """What went wrong with ``reader`` within some seconds; None for nothing.

    Args:
        failed: a folder for the input that it went wrong with.
    """
    failed.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as found:
        command = [sys.executable, "-m", "tests.hostile.hunt", reader, found]
        command += [str(_ROOT / "tests" / "hostile" / "seeds" / reader)]
        command += [f"-max_total_time={seconds}", f"-seed={seed}", "-timeout=10"]
        command += ["-max_len=8192", "-rss_limit_mb=3000", f"-artifact_prefix={failed / reader}-"]
        try:
            done = subprocess.run(
                command,
                cwd=_ROOT,
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
                timeout=seconds + _PATIENCE_S,
            )
        except subprocess.TimeoutExpired:
            return f"{reader}: the hunt went on {_PATIENCE_S} s longer than it was given."
    lines = done.stderr.splitlines()
    runs = [line for line in lines if line.startswith("Done ")]
    print(f"{reader:12} {runs[-1] if runs else 'ended early'}", flush=True)
    if done.returncode == 0:
        return None
    return f"{reader} failed:\n" + "\n".join([*done.stdout.splitlines()[-25:], *lines[-12:]])


def main() -> None:
    """Hunt in this process."""
    import atheris

    logging.disable(logging.CRITICAL)
    with atheris.instrument_imports(include=["sam", "server", "PIL", "tifffile", "json", "numpy"]):
        from tests.hostile.readers import READERS
    name, *rest = sys.argv[1:]
    atheris.Setup([sys.argv[0], *rest], READERS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
