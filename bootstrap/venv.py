"""The Python environment `.venv` and the packages in it."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bootstrap import apt, offline, pins, uv
from bootstrap.console import Report
from bootstrap.errors import BootstrapError
from bootstrap.offline import VERSION
from bootstrap.process import run
from bootstrap.progress import of_pip
from bootstrap.project import Project
from bootstrap.steps import Step, Toll

PIP_ENVIRONMENT = {
    # The user's own settings of these would put the packages elsewhere than into the environment.
    "PIP_USER": "0",
    "PIP_TARGET": "",
    "PIP_PREFIX": "",
    "PYTHONHOME": "",
}


def environment(project: Project) -> Step:
    """Make `.venv` with this Python; anew if interrupted, moved, or made by another version."""

    def make(report: Report) -> None:
        bundled = offline.is_bundle(project)
        if not bundled and importlib.util.find_spec("ensurepip") is None:
            _install_venv_module(project, report)
        shutil.rmtree(project.venv, ignore_errors=True)
        bare = ["--without-pip"] if bundled else []
        run([base_python(), "-m", "venv", *bare, project.venv], cwd=project.root, report=report)
        if bundled:
            # A wheel of pip's runs as it lies there: this needs nothing that a distribution may
            # have left out of Python.
            _pip(project, [offline.pip_wheel(project) / "pip"], "pip", report=report)

    def runs_our_version() -> bool:
        ask = "import sys; print('%d.%d' % sys.version_info[:2])"
        try:
            return run([project.python, "-c", ask], cwd=project.root) == VERSION
        except BootstrapError:
            return False

    return Step(
        name="Python environment",
        doing="Making the Python environment .venv",
        key="environment",
        folder=project.venv,
        inputs=lambda: [VERSION, str(project.venv)],
        action=make,
        needs=(offline.BUNDLE,),
        outputs=lambda: [project.venv / "pyvenv.cfg"],
        sound=runs_our_version,
        toll=Toll(seconds=5),
    )


def packages(project: Project) -> Step:
    """Install what running needs: the lock, each file by its hash, and torch."""

    def install(report: Report) -> None:
        pins.check(project, pins.RUNNING)
        _install_lock(project, pins.RUNNING, report)
        # Last: all that it needs is there by now, at the lock's versions, unless it is a build with
        # CUDA, whose own packages come along here.
        pip_install(project, str(pins.torch(project)), report=report)

    return _locked(project, "Python packages", pins.RUNNING, install, Toll(30, 320))


def test_packages(project: Project) -> Step:
    """Install what testing needs on top, from its lock."""

    def install(report: Report) -> None:
        pins.check(project, pins.TESTING)
        _install_lock(project, pins.TESTING, report)

    files = (*pins.RUNNING, *pins.TESTING)
    toll = Toll(15, 150)
    return _locked(project, "Python packages for testing", files, install, toll)


def batch_packages(project: Project) -> Step:
    """Install what batches on a cluster need on top of running, from its lock."""

    def install(report: Report) -> None:
        pins.check(project, pins.BATCH)
        _install_lock(project, pins.BATCH, report)

    files = (*pins.RUNNING, *pins.BATCH)
    return _locked(project, "Python packages for batches", files, install, Toll(15, 180))


def text_packages(project: Project) -> Step:
    """Install what words as prompts need on top of running, from its lock."""

    def install(report: Report) -> None:
        pins.check(project, pins.TEXT)
        _install_lock(project, pins.TEXT, report)

    files = (*pins.RUNNING, *pins.TEXT)
    return _locked(project, "Python packages for words as prompts", files, install, Toll(10, 60))


def pip_install(
    project: Project, *arguments: str | Path, report: Report, progress: str = "raw"
) -> None:
    """Run `pip install` in the environment; its progress is news, for which an old pip has no word.

    Raises CommandFailed if something cannot be installed.
    """
    _pip(project, ["-m", "pip"], "--progress-bar", progress, *arguments, report=report)


def _pip(
    project: Project, pip: Sequence[str | Path], *arguments: str | Path, report: Report
) -> None:
    """Install by the pip that the environment's Python finds under ``pip``."""
    command = [project.python, *pip, "--disable-pip-version-check", "--no-input", "install"]
    # Modules are compiled when they are first imported, and most of these never are. Where Python
    # is not to write then, every process would compile torch anew, for ten seconds: so it is now.
    compiling = "--compile" if sys.dont_write_bytecode else "--no-compile"
    run(
        [*command, compiling, *offline.source(project), *arguments],
        cwd=project.root,
        report=of_pip(report),
        env=PIP_ENVIRONMENT | offline.settings(project),
    )


def _install_lock(project: Project, files: tuple[str, str], report: Report) -> None:
    if not uv.install_lock(project, files[1], report):
        pip_install(project, "--require-hashes", "--requirement", files[1], report=report)


def _locked(
    project: Project,
    name: str,
    files: Sequence[str],
    install: Callable[[Report], None],
    toll: Toll,
) -> Step:
    """A step that depends on requirement files and their locks, the last being its own."""
    return Step(
        name=name,
        doing=f"Installing the {name}",
        key=files[-1],
        folder=project.venv,
        inputs=lambda: [environment(project).stamp, *(project.root / each for each in files)],
        action=install,
        needs=("environment", uv.KEY, *files[1:-1:2]),  # locks are the keys of their steps
        toll=toll,
    )


def base_python() -> Path:
    """The Python that outlives `.venv`, also when `.venv` itself is active and runs this."""
    base: str = getattr(sys, "_base_executable", sys.executable)
    return Path(base)


def _install_venv_module(project: Project, report: Report) -> None:
    """Debian and Ubuntu ship Python without the module that fills an environment with pip."""
    package = f"python{VERSION}-venv"
    if not apt.may_install():
        raise BootstrapError(
            f"This Python ({sys.executable}) cannot make environments, because its venv module is "
            f"missing: install it (on Debian and Ubuntu: sudo apt install {package}), then run the "
            "same command again."
        )
    apt.install(package, project=project, report=report)
