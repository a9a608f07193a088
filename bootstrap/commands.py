"""The commands: each does its steps, then what it is for."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

from bootstrap import audit, bundle, chromium, interop, offline, plans, suites
from bootstrap.clean import clean
from bootstrap.console import Console
from bootstrap.errors import BootstrapError
from bootstrap.help import help_text, targets
from bootstrap.lock import only_one
from bootstrap.node import Node
from bootstrap.project import Project, here
from bootstrap.relock import relock
from bootstrap.serve import serve
from bootstrap.settings import Settings, add_model_flags, add_serving_flags, read_settings
from bootstrap.steps import Step, do_steps, try_steps
from bootstrap.suites import Beside, Suite
from bootstrap.trial import trial

INTERRUPTED = 130
"""The status of a program that Ctrl-C ended."""

Command = Callable[[Project, argparse.Namespace, Sequence[str]], int]
"""Takes the project, the flags, and what it shall hand on to the program that it starts."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do the command that the arguments name and return its exit status."""
    project = here()
    flags, passed_on = _parse(project, arguments)
    command: Command = COMMANDS[flags.command]
    try:
        if offline.is_bundle(project) and flags.command not in IN_A_BUNDLE:
            raise BootstrapError(
                f"This folder is an offline bundle, which knows {', '.join(IN_A_BUNDLE)}: "
                f"{flags.command} needs a clone, and a network."
            )
        return command(project, flags, passed_on)
    except BootstrapError as error:
        print(*error.output, f"\n{error}", sep="\n", file=sys.stderr)
    except OSError as error:
        print(f"\n{error.filename or project.root}: {error.strerror}.", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nInterrupted; the same command takes up where this one stopped.", file=sys.stderr)
        return INTERRUPTED
    return 1


def _help(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    print(help_text(project.root / "Makefile"))
    return 0


def _do(project: Project, steps: Sequence[Step]) -> None:
    """Set up what is needed; nobody else does so meanwhile."""
    console = Console(total=len(steps))
    with only_one(project.root, console.say):
        do_steps(steps, console)


def _run(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    settings = read_settings(flags, os.environ)
    checkpoint, steps = plans.serving(project, settings)
    console = Console(total=len(steps) + 1)
    with only_one(project.root, console.say):
        do_steps(steps, console)
    console.announce("Starting the server")  # which tells its address once it answers
    serve(project, settings, checkpoint())


def _setup(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    _, steps = plans.serving(project, read_settings(flags, os.environ))
    _do(project, steps)
    return 0


def _weights(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    name = read_settings(flags, os.environ).model or "list"
    _do(project, plans.fetching(project))
    command = [str(project.python), "-m", "sam", "fetch", name, "--out", str(project.weights)]
    return subprocess.call([*command, *passed_on], cwd=project.root)


def _test(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    node, steps = plans.testing(project)
    every = suites.checks(project) + suites.tests(project, node.node, passed_on)
    return _check(project, steps, every, node)


def _lint(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    node, steps = plans.linting(project)
    return _check(project, steps, suites.checks(project), node)


def _check(project: Project, steps: Sequence[Step], every: Sequence[Suite], node: Node) -> int:
    """Run suites after their set-up; where a step fails, those that can do without it.

    Those that do not run alone begin as soon as what they need is there, beside the last steps.
    """
    console = Console(total=len(steps))
    awaited = {key for suite in every if not suite.alone for key in suite.needs}
    begun: list[Beside] = []

    def begin(key: str, failed: Mapping[str, str]) -> None:
        awaited.discard(key)
        if not awaited and not begun:
            begun.append(
                Beside(every, cwd=project.root, env=node.environment(), lacking=dict(failed))
            )

    try:
        with only_one(project.root, console.say):
            failed = try_steps(steps, console, begin)
        browser = chromium.installed()
        found = {chromium.VARIABLE: str(browser)} if browser else {}
        passed = suites.run_all(
            every,
            cwd=project.root,
            env=node.environment() | found,
            console=console,
            lacking=failed,
            begun=next(iter(begun), None),
        )
    finally:
        for beside in begun:
            beside.stop()
    return 0 if passed else 1


def _bench(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    wanted = [list(passed_on)] if passed_on else [[name] for name in BENCHMARKS]
    if offline.is_bundle(project):
        wanted = _measurable_in_a_bundle(wanted)
    _do(project, plans.measuring(project))
    # All of them, whatever fails: each takes minutes, and none needs another.
    return max(
        subprocess.call([str(project.python), "-m", "benchmarks", *words], cwd=project.root)
        for words in wanted
    )


def _measurable_in_a_bundle(wanted: Sequence[list[str]]) -> list[list[str]]:
    """Those of the measurements that need nothing but the product; says what the others lack.

    Raises BootstrapError if none is left.
    """
    left_out = [words[0] for words in wanted if words[0] not in BENCHMARKS_IN_A_BUNDLE]
    if not left_out:
        return list(wanted)
    sentence = (
        "This folder is an offline bundle, which brings neither Chromium nor the packages that "
        f"measurements are made with: it measures {', '.join(BENCHMARKS_IN_A_BUNDLE)}; "
        f"{', '.join(left_out)} needs a clone, and a network."
    )
    if len(left_out) == len(wanted):
        raise BootstrapError(sentence)
    print(sentence)
    return [words for words in wanted if words[0] in BENCHMARKS_IN_A_BUNDLE]


def _load(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    return _tried(project, "load", passed_on)


def _soak(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    return _tried(project, "soak", passed_on)


def _tried(project: Project, name: str, passed_on: Sequence[str]) -> int:
    """Run a measurement that has a target of its own."""
    _do(project, plans.measuring(project))
    command = [str(project.python), "-m", "benchmarks", name, *passed_on]
    return subprocess.call(command, cwd=project.root)


def _screenshots(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    _do(project, plans.measuring(project))
    command = [str(project.python), "-m", "docs.screenshots", *passed_on]
    return subprocess.call(command, cwd=project.root)


def _fuzz(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    node, steps = plans.fuzzing(project)
    _do(project, steps)
    command = [str(project.python), "-m", "tests.hostile", *passed_on]
    status = subprocess.call(command, cwd=project.root)
    if {"--only", "--help", "-h"} & set(passed_on):
        return status
    page = [str(node.node), "--test", "tests/static/formats/hostile.test.js"]
    env = os.environ | node.environment() | {"HOSTILE_RUNS": str(PAGE_RUNS)}
    return subprocess.call(page, cwd=project.root, env=env) or status


def _interop(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    _do(project, plans.comparing(project))
    own = ["--readers", str(interop.readers_python(project))]
    command = [str(project.python), "-m", "tests.interop", *own, *passed_on]
    return subprocess.call(command, cwd=project.root)


def _batch(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    _do(project, plans.batching(project))
    return 0


def _batch_test(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    _do(project, plans.batch_testing(project))
    tests = ["tests/cluster", "tests/dataengine/batch"]
    command = [str(project.python), "-m", "pytest", "-n", "0", *(passed_on or tests)]
    env = os.environ | {BATCH_TESTS: "1"}
    return subprocess.call(command, cwd=project.root, env=env)


def _text(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    _do(project, plans.reading_words(project))
    return 0


def _text_test(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    _do(project, plans.testing_words(project))
    tests = ["tests/sam/text", "tests/server/test_find.py"]
    command = [str(project.python), "-m", "pytest", "-n", "0", *(passed_on or tests)]
    return subprocess.call(command, cwd=project.root, env=os.environ | {TEXT_TESTS: "1"})


def _lock(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    steps = plans.locking(project)
    console = Console(total=len(steps) + 1)
    with only_one(project.root, console.say):
        do_steps(steps, console)
        with console.step("Resolving the requirements") as report:
            relock(project, passed_on, report)
    return 0


def _audit(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    node, steps = plans.auditing(project)
    console = Console(total=len(steps) + 1)
    with only_one(project.root, console.say):
        do_steps(steps, console)
    with console.step("Asking after known weaknesses"):
        python, npm = audit.python_packages(project), audit.npm_packages(project, node)
    for line in (*python.lines("Python"), *npm.lines("npm")):
        console.say(line)
    return audit.status(python, npm)


def _bundle(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    _, steps = plans.serving(project, Settings())
    console = Console(total=len(steps) + (2 if flags.check else 1))
    with only_one(project.root, console.say):
        do_steps(steps, console)
        with console.step("Writing the offline bundle") as report:
            archive = bundle.write(project, report)
    console.say(f"{archive} ({archive.stat().st_size / 1e6:.1f} MB)")
    if flags.check:
        with console.step("Trying it in an empty folder, without a network"):
            told = trial(archive)
        for line in told:
            console.say(line)
    return 0


def _clean(project: Project, flags: argparse.Namespace, passed_on: Sequence[str]) -> int:
    with only_one(project.root, print):
        clean(project, print)
    return 0


COMMANDS: dict[str, Command] = {
    "help": _help,
    "setup": _setup,
    "run": _run,
    "weights": _weights,
    "test": _test,
    "lint": _lint,
    "bench": _bench,
    "fuzz": _fuzz,
    "interop": _interop,
    "load": _load,
    "soak": _soak,
    "screenshots": _screenshots,
    "batch": _batch,
    "batch-test": _batch_test,
    "text": _text,
    "text-test": _text_test,
    "lock": _lock,
    "audit": _audit,
    "bundle": _bundle,
    "clean": _clean,
}

BENCHMARKS = ("decoder", "encoder", "page", "accuracy")
"""What `bench` measures where nothing is named, one after the other."""

BENCHMARKS_IN_A_BUNDLE = ("accuracy",)
"""Those that need neither Chromium, nor npm packages, nor Python packages for testing."""

IN_A_BUNDLE = ("help", "setup", "run", "bench", "clean")
"""The commands that need nothing but what an offline bundle brings."""

BATCH_TESTS = "SEGMENT_BATCH_TESTS"
"""The variable under which the tests run that start clusters and kill them."""

TEXT_TESTS = "SEGMENT_TEXT_TESTS"
"""The variable under which the tests run that take full-size models, made at random."""

PAGE_RUNS = 100_000
"""Damaged files that each of the page's trials reads in `fuzz`."""

HANDING_ON = (
    *("weights", "test", "bench", "fuzz", "interop", "load", "soak", "screenshots", "lock"),
    *("batch-test", "text-test"),
)
"""The commands that hand unknown arguments on: `test` to pytest, the others to what they run."""


def _parse(
    project: Project, arguments: Sequence[str] | None
) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="python3 -m bootstrap",
        description="Set up, run and check Segment Studio. Each command is also a target of make.",
    )
    parsers = parser.add_subparsers(dest="command", metavar="command", required=True)
    descriptions = targets(project.root / "Makefile")
    for name in COMMANDS:
        command = parsers.add_parser(name, help=descriptions[name], description=descriptions[name])
        if name in ("setup", "run", "weights"):
            add_model_flags(command)
        if name == "bundle":
            what = "then set it up and serve from it, without a network"
            command.add_argument("--check", action="store_true", help=what)
        if name == "run":
            add_serving_flags(command)
    flags, passed_on = parser.parse_known_args(arguments)
    if passed_on and flags.command not in HANDING_ON:
        parser.error(f"unrecognized arguments: {' '.join(passed_on)}")
    return flags, passed_on
