"""The general check: its counts, its halves, its records, and the photographs that they are of."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dataengine.errors import AbsentError, InvalidError
from dataengine.training.general import ROLES, GeneralPicture, general_pictures

HALVES = {role: general_pictures(role) for role in ROLES}
PICTURES = [picture for half in HALVES.values() for picture in half]


def test_there_are_enough_objects_and_halves_are_equal() -> None:
    counts = {role: sum(len(each.annotations) for each in half) for role, half in HALVES.items()}
    assert sum(counts.values()) >= 60
    assert counts["replay"] == counts["gate"]


def test_no_photograph_is_in_both_halves_and_none_dominates() -> None:
    assert len({picture.path for picture in PICTURES}) == len(PICTURES)
    for half in HALVES.values():
        most = max(len(picture.annotations) for picture in half)
        assert len(half) >= 5
        assert most <= 0.35 * sum(len(picture.annotations) for picture in half)


@pytest.mark.parametrize("role", ROLES)
def test_each_half_has_kinds_and_sizes(role: str) -> None:
    half = [each for each in PICTURES if each.role == role]
    labels = {record.label for each in half for record in each.annotations}
    shares = [mask.mean() for each in half for mask in each.masks]
    assert len(labels) >= 15
    for smaller, larger in ((0, 0.005), (0.005, 0.05), (0.05, 1)):
        assert sum(smaller <= share < larger for share in shares) >= 5


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_records_are_of_the_photograph_that_is_installed(picture: GeneralPicture) -> None:
    with Image.open(picture.path) as file:
        width, height = file.size
    digest = hashlib.sha256(picture.path.read_bytes()).hexdigest()
    for record, mask in zip(picture.annotations, picture.masks, strict=True):
        assert record.picture == {"id": digest, "file_name": picture.path.name}
        assert mask.shape == (height, width) and mask.dtype == np.bool_
        assert mask.any() and not mask.all()
        assert record.label and record.name and record.prompts
    assert picture.read_image().shape == (height, width, 3)


def test_ids_are_unique_and_names_are_within_a_photograph() -> None:
    ids = [record.id for picture in PICTURES for record in picture.annotations]
    assert len(set(ids)) == len(ids)
    for picture in PICTURES:
        names = [record.name for record in picture.annotations]
        assert len(set(names)) == len(names)


def test_a_third_took_several_marks_or_a_hand() -> None:
    records = [record for picture in PICTURES for record in picture.annotations]
    worked = [record for record in records if len(record.prompts) > 1 or record.corrections]
    assert len(worked) >= len(records) / 3


def test_a_photograph_that_another_version_changed_is_named(tmp_path: Path) -> None:
    for picture in HALVES["gate"]:
        shutil.copy(picture.path, tmp_path)
    with (tmp_path / "coffee.png").open("ab") as file:
        file.write(b"another")
    with pytest.raises(InvalidError, match=r"coffee\.png has the SHA-256 .* Another version"):
        general_pictures("gate", tmp_path)


def test_a_photograph_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(AbsentError, match=r"motorcycle_left\.png .* expected scikit-image"):
        general_pictures("gate", tmp_path)


def test_another_half_is_refused() -> None:
    with pytest.raises(InvalidError, match="no half 'test'; expected replay or gate"):
        general_pictures("test")  # type: ignore[arg-type]


def test_sources_have_a_line_for_every_photograph() -> None:
    sources = Path(sys.modules[general_pictures.__module__].__file__ or "").with_name("SOURCES.md")
    text = sources.read_text(encoding="utf-8")
    for picture in PICTURES:
        row = next(line for line in text.splitlines() if f"`{picture.name}.json`" in line)
        assert f"`{picture.path.name}`" in row
        assert row.endswith(f"| {picture.role} | {len(picture.annotations)} |")


def test_it_loads_neither_torch_nor_scikit_image() -> None:
    code = (
        "import sys; from dataengine.training.general import general_pictures; "
        "general_pictures('gate'); "
        "print([name for name in ('torch', 'skimage', 'studio') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
