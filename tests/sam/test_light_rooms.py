"""What is loaded by what: a script that reads masks waits for no network, server or exporter."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import sam
import sam.automatic
from sam.__main__ import COMMANDS

HEAVY = {"torch", "flask", "werkzeug", "onnx", "onnxruntime", "onnxscript", "transformers"}
RARE = {"scipy", "skimage", "tqdm", "tifffile", "imagecodecs", "jsonschema_rs", "ssl"}

# What a script says, and which of the packages above it may load.
SCRIPTS = {
    "import sam": set(),
    "import sam; dir(sam); sam.errors.SamError": set(),
    "import sam.errors": set(),
    "import sam.formats; sam.formats.FORMATS": set(),
    "import sam.images; sam.images.read_image": set(),
    "import sam.masks.rle, sam.masks.nms, sam.masks.outlines, sam.masks.polygons": set(),
    "import sam.masks.regions": {"scipy"},
    "import sam.prompts, sam.transforms, sam.config, sam.precision, sam.weights": set(),
    "from sam.automatic import PRESETS, Summary, collect, preset, process_picture": set(),
    "import sam.evaluation": {"scipy"},
    "import sam.ranking": set(),
    "import sam.similar": set(),
    "from sam.__main__ import main; main(['--help'])": set(),
    "from sam.__main__ import main; main(['segment', '--help'])": set(),
    "from sam.__main__ import main; main(['everything', '--help'])": set(),
    "from sam.__main__ import main; main(['convert', '--help'])": set(),
}


def loaded_by(script: str, root: Path) -> set[str]:
    """The top-level packages that a fresh Python has loaded when a script is done."""
    ending = "import atexit, sys; atexit.register(lambda: print('\\n' + ' '.join(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", f"{ending}\n{script}"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in answer.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize("script", SCRIPTS)
def test_loads_nothing_heavy(script: str, repo_root: Path) -> None:
    assert loaded_by(script, repo_root) & (HEAVY | RARE) == SCRIPTS[script]


def test_the_list_of_commands_loads_none_of_them(repo_root: Path) -> None:
    script = "from sam.__main__ import main; main(['--help'])"
    assert not loaded_by(script, repo_root) & {"numpy", "PIL", "pycocotools"}
    for name, words in COMMANDS.items():
        assert importlib.import_module(f"sam.cli.{name}").__doc__ == words


def test_what_computes_loads_torch(repo_root: Path) -> None:
    loaded = loaded_by("from sam import SamPredictor; SamPredictor.predict", repo_root)
    assert "torch" in loaded
    assert not loaded & {"flask", "onnx", "onnxruntime", "transformers"}


@pytest.mark.parametrize("package", [sam, sam.automatic])
def test_every_public_name_is_there_and_shown(package: object) -> None:
    assert set(package.__all__) <= set(dir(package))
    for name in package.__all__:
        assert getattr(package, name) is not None


def test_rooms_are_attributes() -> None:
    for room in ("automatic", "build", "evaluation", "formats", "images", "masks", "ranking"):
        assert room in dir(sam)
        assert getattr(sam, room).__name__ == f"sam.{room}"


def test_other_names_are_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="module 'sam' has no attribute 'SamPredicator'"):
        sam.SamPredicator  # noqa: B018
    with pytest.raises(ImportError, match="cannot import name 'SamPredicator' from 'sam'"):
        from sam import SamPredicator  # noqa: F401
