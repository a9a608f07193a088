"""``python -m dataengine audit``: a draw, what people make of it, and duplicated pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dataengine.__main__ import main
from dataengine.audit.draw import choose_masks, choose_pictures
from dataengine.audit.duplicates import averaged
from dataengine.audit.shares import Corrected, shares
from dataengine.batch.places import Place
from dataengine.engine import DataEngine
from dataengine.folders import project_called
from dataengine.records import Change
from dataengine.store import people, pictures, work
from dataengine.store.annotation_writes import write
from dataengine.store.annotations import of_picture
from dataengine.store.pictures import Filter
from sam.masks import rle
from tests.dataengine.batch.conftest import Run, picture

pytest.importorskip("pyarrow", reason="pyarrow is not installed: run `make test`")

Audit = Callable[..., str]


@pytest.fixture
def batch(run: Run, photos: Path, tmp_path: Path) -> Path:
    """A batch with a picture twice, and with one that is another's smaller copy."""
    (photos / "twin.png").write_bytes(picture(0))
    smooth = np.add.outer(np.arange(64), np.arange(48) ** 2)[..., None] * (1, 2, 3) % 256
    large = Image.fromarray(smooth.astype(np.uint8))
    large.save(photos / "large.png")
    large.save(photos / "large copy.png", pnginfo=None, compress_level=0)
    out = tmp_path / "out"
    run(photos, out, "--tar", "--embeddings")
    return out


@pytest.fixture
def audit(batch: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Audit:
    def audit(*options: str, status: int = 0) -> str:
        command = ["audit", str(batch), "Audit", "--data-dir", str(tmp_path / "data"), *options]
        assert main(command) == status
        said = capsys.readouterr()
        return said.out + said.err

    return audit


def test_people_correct_what_was_drawn_and_the_shares_are_said(
    audit: Audit, batch: Path, tmp_path: Path
) -> None:
    said = audit("--pictures", "7")
    assert said.startswith("Audit has 7 drawn pictures; ")
    assert "People have submitted 0 of 7 pictures.\nNo drawn mask is among them yet" in said
    assert "1 pictures are there again under another name.\n  a.png = twin.png\n" in said
    alike = said.partition(" pairs of different files look alike.\n")[2]
    assert alike.startswith("  large copy.png ~ large.png (1.00)\n")
    assert "; 0 masks are new." in audit("--pictures", "7")
    engine = DataEngine(tmp_path / "data")
    with engine.reading() as tx:
        (lead,) = people.every(tx)
    project = project_called(engine, "Audit")
    assert "Add the objects that have none." in project.guideline
    with engine.writing(lead) as tx:
        drawn = pictures.page(tx, project.id, Filter()).pictures
        assert {each.state for each in drawn} == {"in_progress"}
        assert all(each.lease is None for each in drawn)
        assert {each.record["source"] for each in of_picture(tx, drawn[0]) if each.record} == {
            "everything"
        }
        kept = 0
        for each in [one for one in drawn if one.objects > 1][:2]:
            first, second, *others = of_picture(tx, each)
            assert first.record is not None and second.record is not None
            bits = rle.decode(first.record["segmentation"])
            empty = rle.encode(np.zeros_like(bits))
            worse = first.record | {"segmentation": empty}
            removed = Change(second.annotation_id, "removed", second.revision, second.rank, None)
            added = first.record | {"id": "00000000-0000-4000-8000-00000000000" + str(kept % 2)}
            for change in (
                Change(first.annotation_id, "worse", first.revision, first.rank, worse),
                removed,
                Change(str(added["id"]), "added", None, 99, added),
            ):
                write(tx, project.id, each.id, change)
            work.act(tx, project.id, each.id, "submit")
            kept += len(others) + 1
    engine.close()
    said = audit()
    assert f"People have submitted 2 of 7 pictures.\nOf {kept} masks that were kept" in said
    assert f"  {100 * (kept - 2) / kept:.1f} % (" in said
    assert "2 masks were removed; 2 objects that had none were added." in said
    assert f"{100 * (kept - 2) / (kept + 2):.1f} % (" in said.partition("as wrong:")[2]


def test_masks_are_drawn_evenly_and_the_same_again(audit: Audit, batch: Path) -> None:
    target = Place(str(batch))
    chosen = choose_masks(target, 5, seed=1)
    assert chosen == choose_masks(target, 5, seed=1) != choose_masks(target, 5, seed=2)
    assert sum(len(each or ()) for each in chosen.values()) == 5
    assert len(choose_pictures(target, 99, 0)) == 8  # all that are done
    everything = choose_masks(target, 10**6, 0)
    assert all(sorted(each or ()) == list(range(len(each or ()))) for each in everything.values())
    said = audit("--masks", "4")
    assert "; 4 masks are new." in said


def test_what_cannot_be_drawn_is_said(audit: Audit, photos: Path, batch: Path) -> None:
    assert "--masks is 0; expected 1 or more." in audit("--masks", "0", status=1)
    for path in photos.rglob("*.*"):
        path.write_bytes(picture(40)[: path.stat().st_size])
    said = audit("--pictures", "99")
    assert "bytes that it had when it was listed" in said or "its file is another one" in said
    (batch / "index.parquet").unlink()
    assert "the batch is not over yet" in audit("--pictures", "1", status=1)


def test_shares_are_of_pairs_and_their_interval_is_over_pictures() -> None:
    good, bad = Corrected((1.0,) * 9 + (0.8,), 0, 0), Corrected((0.5,) * 10, 10, 3)
    high, low = shares([good, bad])
    assert (high.share, low.share) == (0.45, 0.5)
    assert high.low == 0 and high.high == 0.9
    assert shares([good, bad], with_removed=True)[1].share == pytest.approx(1 / 3)
    (alone, _) = shares([good])
    assert str(alone) == "90.0 % above IoU 0.90"
    assert str(replace(alone, low=0.853, high=0.947)) == "90.0 % (85.3 to 94.7) above IoU 0.90"


def test_an_embedding_is_averaged_over_the_picture_alone() -> None:
    embedding = np.full((2, 64, 64), 9.0)
    embedding[:, :32] = np.arange(64)
    cells = averaged(embedding, 200, 100)
    assert cells.shape == (2, 8, 8)
    assert np.allclose(cells[0], np.arange(64).reshape(8, 8).mean(axis=1))
    assert averaged(np.ones((1, 4, 4)), 400, 1).shape == (1, 8, 8)
