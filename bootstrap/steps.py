"""A step of the set-up: what it needs, what it makes, and whether it must be done (again).

A step that succeeded leaves a stamp in the folder that it filled, so the two vanish together. The
stamp says what the step was made from (one hash over all inputs) and what it made (size and time of
each output). It is removed before the step starts and written, in one move, after it succeeded:
whatever interrupts a step, the next run sees no stamp and does the step again.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bootstrap.console import Console, Report
from bootstrap.errors import BootstrapError

MEGABYTES_A_SECOND = 10
"""Of a line of 100 Mbit/s."""

WORTH_TELLING = 20
"""Seconds ahead from which on it is said what is to be expected."""

HASHED_BYTES = 64 * 2**20
"""Larger inputs are recognised by size and time: reading a checkpoint of 2.5 GB takes seconds."""


@dataclass(frozen=True)
class Toll:
    """What doing a step costs, as a rule: seconds on two cores, and megabytes to download."""

    seconds: float = 0
    megabytes: float = 0


@dataclass(frozen=True)
class Step:
    """One step.

    name     what it provides, as in "Python packages"
    doing    what is said while it runs, as in "Installing the Python packages"
    key      the stamp's name
    folder   the folder that the step fills, where its stamp lies
    inputs   files (absent ones count too) and settings; asked for when the steps before are done
    action   does the work, reporting its progress
    needs    the keys of the steps whose work this one builds on
    outputs  the files that must be there afterwards; asked for when the action is done
    sound    a last look at something that stamps cannot know
    toll     what doing it costs, to tell a newcomer what to expect
    """

    name: str
    doing: str
    key: str
    folder: Path
    inputs: Callable[[], Iterable[Path | str]]
    action: Callable[[Report], None]
    needs: tuple[str, ...] = ()
    outputs: Callable[[], Iterable[Path]] = tuple
    sound: Callable[[], bool] = lambda: True
    toll: Toll = Toll()

    @property
    def stamp(self) -> Path:
        """The file that says the step was done."""
        return self.folder / ".bootstrap" / f"{self.key}.json"

    def is_done(self) -> bool:
        """Whether inputs and outputs are still those of the last success."""
        try:
            stamp = json.loads(self.stamp.read_text(encoding="utf-8"))
            inputs, outputs = stamp["inputs"], stamp["outputs"]
        except (OSError, ValueError, LookupError, TypeError):
            return False
        return (
            inputs == _digest(self.inputs())
            and outputs == {name: _state(Path(name)) for name in outputs}
            and self.sound()
        )

    def do(self, report: Report) -> None:
        """Do the step and stamp it.

        Raises BootstrapError if the action fails or leaves an output out.
        """
        try:
            self._fill(report)
        except OSError as error:
            place = error.filename or self.folder
            raise BootstrapError(f"{place}: {error.strerror}.") from error

    def _fill(self, report: Report) -> None:
        self.stamp.unlink(missing_ok=True)
        self.action(report)
        outputs = list(self.outputs())
        for path in outputs:
            if not path.is_file():
                raise BootstrapError(f"{self.doing} ended without an error, but {path} is missing.")
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp = {
            "inputs": _digest(self.inputs()),
            "outputs": {str(path): _state(path) for path in outputs},
            # Steps that build on this one name its stamp as an input, and so are done again too.
            "made": time.time_ns(),
        }
        draft = self.stamp.with_suffix(".draft")
        draft.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
        os.replace(draft, self.stamp)


def _foretell(steps: Sequence[Step], console: Console) -> None:
    """Say what is to be expected of the steps that were never done, if that is worth saying.

    A stamp is looked for, not read: what a step is made from may not be there yet.
    """
    ahead = [step.toll for step in steps if not step.stamp.exists()]
    megabytes = sum(toll.megabytes for toll in ahead)
    seconds = sum(toll.seconds for toll in ahead) + megabytes / MEGABYTES_A_SECOND
    if seconds >= WORTH_TELLING:
        console.say(
            f"{len(ahead)} steps to do: about {max(1, round(seconds / 60))} min on two cores and a "
            f"line of 100 Mbit/s, with {megabytes:.0f} MB to download.\n"
            "If it breaks off, run the same command again: it takes up where it stopped."
        )


def do_steps(steps: Sequence[Step], console: Console) -> None:
    """Do, in order, those of the steps that are not up to date, saying so for each.

    Raises BootstrapError if one fails; those after it are not begun.
    """
    _foretell(steps, console)
    for step in steps:
        _do(step, console)


def try_steps(
    steps: Sequence[Step],
    console: Console,
    after_each: Callable[[str, Mapping[str, str]], None] = lambda key, failed: None,
) -> dict[str, str]:
    """Do the steps, those too that come after one that fails, if they do not need it.

    Why a step failed is said at once. Returns the name of each that failed or could not be begun,
    by its key. ``after_each`` gets the key of each step that was dealt with, and what failed so
    far.
    """
    _foretell(steps, console)
    failed: dict[str, str] = {}
    for step in steps:
        if lacking := [failed[key] for key in step.needs if key in failed]:
            failed[step.key] = step.name
            console.announce(f"{step.name}: not done, for lack of {' and '.join(lacking)}")
        else:
            try:
                _do(step, console)
            except BootstrapError as error:
                failed[step.key] = step.name
                for line in error.output:
                    console.say(line)
                console.say(f"{error}\n")
        after_each(step.key, failed)
    return failed


def _do(step: Step, console: Console) -> None:
    if step.is_done():
        console.skip(step.name)
    else:
        with console.step(step.doing) as report:
            step.do(report)


def _digest(inputs: Iterable[Path | str]) -> str:
    """One hash over the inputs: settings by value, files by name and content."""
    digest = hashlib.sha256()
    for item in inputs:
        fact = f"{item}: {_content(item)}" if isinstance(item, Path) else f"setting {item}"
        digest.update(f"{fact}\n".encode())
    return digest.hexdigest()


def _content(path: Path) -> str:
    """What a file holds, as text; "None" for no file."""
    state = _state(path)
    if state is None or state[0] > HASHED_BYTES:
        return str(state)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _state(path: Path) -> list[int] | None:
    """Size in bytes and time of change in ns, as JSON gives them back; None for no file."""
    if not path.is_file():
        return None
    status = path.stat()
    return [status.st_size, status.st_mtime_ns]
