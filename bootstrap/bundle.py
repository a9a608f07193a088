"""`make bundle`: one archive that sets itself up and serves without a network.

It holds the files of the commit, the wheels of all that running needs, the page's packages, the
default weights and the decoder. `bootstrap.offline` is the other end.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bootstrap import models, offline, packing, pins
from bootstrap.console import Report
from bootstrap.errors import BootstrapError
from bootstrap.process import run
from bootstrap.progress import of_pip
from bootstrap.project import Project
from bootstrap.relock import GRAPHICS
from bootstrap.wheels import glibc, licence, metadata

LICENCES = "LICENCES.txt"

INSTALL = """\
Segment Studio {version} ({commit}), with all that it needs: no network is asked.

Needed: Python {python} on {platform}{glibc}, and 2.5 GB of disk space.
Not needed: a compiler, Node, npm, or pip.

    tar xf {name}.tar.gz
    cd {name}
    make run                      # or, without make: python{python} -m bootstrap run

The first start checks every file against SHA256SUMS, makes .venv and installs the wheels into it.
`make setup` does the same without serving. Then open http://127.0.0.1:8000; README.md says how to
choose the port, the address or other weights, docs/deploy.md how to run it as a service.

To remove it, remove the folder: nothing is written outside of it.

LICENSE and NOTICE are those of Segment Studio; wheels/LICENCES.txt lists the licences of the
Python packages, whose texts are in the wheels themselves.
"""


def write(project: Project, report: Report) -> Path:
    """Write the archive into dist/ and return its path; the project must be set up.

    Raises BootstrapError if the folder is no clone, or has changes that no commit has.
    """
    commit, seconds = _commit(project)
    python = f"py{offline.VERSION.replace('.', '')}"
    name = f"segment-studio-{version(project)}-{offline.this_platform()}-{python}"
    project.dist.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=project.dist, prefix=".draft-") as draft:
        root = Path(draft) / name
        _copy_commit(project, Path(draft) / "commit.tar", root, report)
        _copy_made(project, root)
        download(project, root / offline.WHEELS, report)
        seal(root, version(project), commit)
        report("writing the archive")
        archive = project.dist / f"{name}.tar.gz"
        pack(root, Path(draft) / archive.name, seconds)
        os.replace(Path(draft) / archive.name, archive)
    return archive


def version(project: Project) -> str:
    """The product's version, read from `sam` without importing it."""
    text = (project.root / "sam" / "__init__.py").read_text(encoding="utf-8")
    match = re.search(r'^__version__ = "(.+)"', text, re.MULTILINE)
    if match is None:
        raise BootstrapError("sam/__init__.py names no __version__.")
    return match[1]


def download(project: Project, wheels: Path, report: Report) -> None:
    """Fetch the wheels of all that running needs, and pip's own; hashes are checked."""
    pip = [pin for pin in pins.read(project.root / pins.TESTING[1]) if pin.name == "pip"]
    wheels.mkdir()
    installer = wheels / "pip.lock"
    installer.write_text("".join(pin.text for pin in pip), encoding="utf-8")
    for arguments in (
        ["--require-hashes", "--requirement", pins.RUNNING[1]],
        ["--require-hashes", "--requirement", installer],
        # Its needs are in the lock. Those of a build with CUDA are not, see below.
        ["--no-deps", str(pins.torch(project))],
    ):
        command = [project.python, "-m", "pip", "--disable-pip-version-check", "--no-input"]
        only = ["--only-binary", ":all:", "--progress-bar", "raw", "--dest", wheels]
        run([*command, "download", *only, *arguments], cwd=project.root, report=of_pip(report))
    installer.unlink()
    (torch,) = wheels.glob(f"{pins.APART}-*.whl")
    needs = metadata(torch).get_all("Requires-Dist", [])
    if any(GRAPHICS.match(need) for need in needs):
        raise BootstrapError(
            f"pip found {torch.name}, a build with CUDA, which is too large for a bundle: point "
            "pip at an index with CPU builds of torch, by PIP_EXTRA_INDEX_URL or PIP_FIND_LINKS."
        )


def seal(root: Path, product: str, commit: str) -> None:
    """Write what makes a folder a bundle: what it is, how to install it, licences and hashes."""
    wheels = sorted((root / offline.WHEELS).glob("*.whl"))
    about = {
        "product": product,
        "commit": commit,
        "python": offline.VERSION,
        "platform": offline.this_platform(),
        "glibc": glibc([wheel.name for wheel in wheels]),
    }
    newer = f" with glibc {about['glibc']} or newer" if about["glibc"] else ""
    words = {**about, "version": product, "commit": commit[:12], "glibc": newer, "name": root.name}
    _write(root / offline.ABOUT, json.dumps(about, indent=2) + "\n")
    _write(root / "INSTALL.txt", INSTALL.format(**words))
    _write(root / offline.WHEELS / LICENCES, "".join(f"{licence(wheel)}\n" for wheel in wheels))
    files = sorted(path for path in root.rglob("*") if path.is_file())
    lines = []
    for path in files:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        lines.append(f"{digest}  {path.relative_to(root).as_posix()}\n")
    _write(root / offline.SUMS, "".join(lines))


def pack(root: Path, archive: Path, seconds: int) -> None:
    """Write a folder as .tar.gz, the same bytes for the same files; ``seconds`` dates them all."""

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mtime = seconds
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
        return member

    # Wheels and weights are compressed already: more effort would take a minute and gain 1 %.
    with (
        archive.open("wb") as file,
        gzip.GzipFile("", "wb", compresslevel=1, fileobj=file, mtime=seconds) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        tar.add(root, root.name, filter=plain)


def _commit(project: Project) -> tuple[str, int]:
    """The commit's name and its time in seconds."""
    if not (project.root / ".git").exists():
        raise BootstrapError("A bundle is made of a commit, and this folder is no clone of git.")
    changed = run(["git", "status", "--porcelain", "--untracked-files=no"], cwd=project.root)
    if changed:
        files = ", ".join(line[2:].strip() for line in changed.splitlines())
        raise BootstrapError(f"A bundle is made of a commit; commit or put away first: {files}.")
    commit, seconds = run(["git", "log", "-1", "--format=%H %ct"], cwd=project.root).split()
    return commit, int(seconds)


def _copy_commit(project: Project, tar: Path, root: Path, report: Report) -> None:
    command = ["git", "archive", "--format=tar", "--output", tar, "HEAD"]
    run(command, cwd=project.root, report=report)
    with tarfile.open(tar) as files:
        files.extractall(root, filter="data")
    tar.unlink()


def _copy_made(project: Project, root: Path) -> None:
    """What the set-up made for the page and of the weights, without the stamps of its steps."""
    for path in _made(project):
        target = root / path.relative_to(project.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _made(project: Project) -> Iterator[Path]:
    yield from (models.default_weights(project), models.weights_manifest(project))
    yield from packing.packed(project)
    for folder in (project.vendor, project.models):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and ".bootstrap" not in path.parts:
                yield path


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
