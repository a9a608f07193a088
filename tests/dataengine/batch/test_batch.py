"""``python -m dataengine batch`` in one process: what is written, and what survives what."""

from __future__ import annotations

import json
import math
import shutil
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from filelock import FileLock
from PIL import Image

from dataengine.batch import places
from dataengine.batch.estimate import Estimate
from sam.automatic import SamAutomaticMaskGenerator, process_picture
from sam.formats import read_sa1b
from sam.modeling import Sam
from sam.predictor import SamPredictor
from studio.kept_embeddings import KeptEmbeddings
from tests.dataengine.batch.conftest import Run, masks, picture
from tests.dataengine.batch.few_points import SETTINGS

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: run `make test`")

PICTURES = ["a.png", "b.png", "c.png", "d.png", "more/a.PNG"]


def index(out: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(out / "index.parquet").to_pylist()
    return rows


def test_every_picture_has_the_masks_of_one_picture_alone(
    run: Run, photos: Path, tmp_path: Path, loaded: Sam
) -> None:
    out = tmp_path / "out"
    said = run(photos, out)
    assert said.status == 1
    found = masks(out)
    assert sorted(found) == PICTURES
    generator = SamAutomaticMaskGenerator.from_settings(loaded, SETTINGS)
    for name, content in found.items():
        assert content == process_picture(generator, photos / name).files["sa1b"]
    rows = index(out)
    assert [row["picture"] for row in rows] == ["a.png", "b.png", "broken.jpg", *PICTURES[2:]]
    assert {row["status"] for row in rows if row["picture"] in found} == {"done"}
    assert all(
        row["masks"] == len(read_sa1b(found[row["picture"]]).records) > 0
        for row in rows
        if row["status"] == "done"
    )
    (refused,) = [row for row in rows if row["status"] == "refused"]
    assert refused["reason"] in said.out and "broken.jpg: Found 10 bytes" in said.out
    # The folder of parts is the same table, to whatever reads Parquet.
    assert pq.read_table(out / "index").to_pylist() == rows
    manifest = json.loads((out / "batch.json").read_bytes())
    assert (manifest["precision"], manifest["threads"]) == ("float32", 1)
    before = {path: path.stat().st_mtime_ns for path in (out / "masks").rglob("*")}
    assert ", 0 were done now" not in said.out and "; 6 were done now" in said.out
    assert "; 0 were done now" in run(photos, out).out
    assert before == {path: path.stat().st_mtime_ns for path in (out / "masks").rglob("*")}


@pytest.mark.parametrize("tar", [False, True])
def test_whatever_write_it_is_killed_in_nothing_is_lost_or_doubled(
    run: Run, photos: Path, tmp_path: Path, tar: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is killed in its first write, begun again, killed in that run's second, and so on."""
    options = ["--tar", "--embeddings"] if tar else []
    for name in ("c.png", "d.png", "more/a.PNG"):
        (photos / name).unlink()
    whole, out = tmp_path / "whole", tmp_path / "out"
    run(photos, whole, *options)
    write = places.write_whole
    left = [0]

    class Killed(BaseException):
        pass

    def write_until_killed(path: Path, content: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            path.with_name(f".{path.name}.part").write_bytes(content[: len(content) // 2])
            raise Killed
        write(path, content)

    monkeypatch.setattr(places, "write_whole", write_until_killed)
    kills = 0
    for allowed in range(100):
        left[0] = allowed
        try:
            run(photos, out, *options)
            break
        except Killed:
            kills += 1
    assert kills > 4
    names = ("batch.json", "pictures.parquet", "masks", "shards", "embeddings")
    for path in (each for name in names for each in [whole / name, *(whole / name).rglob("*")]):
        if path.is_file():
            assert (out / path.relative_to(whole)).read_bytes() == path.read_bytes(), path
    made = [{**row, "seconds": 0} for row in index(out)]
    assert made == [{**row, "seconds": 0} for row in index(whole)]
    assert not list((out / ".open").glob("*"))


def test_a_piece_that_is_not_whole_is_made_again(run: Run, photos: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    run(photos, whole, "--tar")
    run(photos, out, "--tar")
    (out / "index" / "000001.parquet").unlink()  # as if it had been killed before it was written
    (out / ".open" / "000001").mkdir(parents=True)
    (out / ".open" / "000001" / "000000003.tar").write_bytes(b"\0" * 7)
    (out / ".open" / "000000").mkdir()  # of a shard that is done
    said = run(photos, out, "--tar")
    assert "; 2 were done now" in said.out
    for path in (whole / "shards").iterdir():
        assert (out / "shards" / path.name).read_bytes() == path.read_bytes()
    assert not list((out / ".open").iterdir())


def test_tars_with_pictures_are_a_source_too(
    run: Run, photos: Path, tmp_path: Path, loaded: Sam
) -> None:
    first, second, third = tmp_path / "1", tmp_path / "2", tmp_path / "3"
    run(photos, first)
    run(photos, second, "--tar", "--with-pictures", "--embeddings")
    with tarfile.open(second / "shards" / "000000.tar") as tar:
        # WebDataset: what has one name before the first dot is one sample.
        assert tar.getnames() == [
            f"00000000{number}.{kind}" for number in (0, 1) for kind in ("png", "json")
        ]
    assert (
        run(second / "shards", third).status == 0
    )  # the broken one has no masks, and is not in it
    found = {name.partition("/")[2]: read_sa1b(each).records for name, each in masks(third).items()}
    for number, name in enumerate(("a.png", "b.png", "", "c.png", "d.png", "more/a.PNG")):
        if name:
            key = f"{number:09d}.png"
            assert found[key] == read_sa1b(first / "masks" / f"{name}.sa1b.json").records
    rows = {row["picture"]: row for row in index(second)}
    fingerprint = json.loads((second / "batch.json").read_bytes())["encoder_fingerprint"]
    encoder = loaded.prompt_encoder
    shape = (1, encoder.embed_dim, *encoder.image_embedding_size)
    kept = KeptEmbeddings(second / "embeddings", shape)  # as a studio reads them
    predictor = SamPredictor(loaded)
    predictor.set_image(np.asarray(Image.open(photos / "a.png")))
    found = kept.get(rows["a.png"]["sha256"], fingerprint)
    assert found is not None
    assert np.allclose(found, predictor.get_image_embedding().numpy(), atol=2e-3)


def test_new_pictures_and_second_tries(run: Run, photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(photos, out, "--tar", "--embeddings")
    (photos / "aa.png").write_bytes(picture(11))
    assert "; 0 were done now" in run(photos, out, "--tar", "--embeddings").out
    assert "; 1 were done now" in run(photos, out, "--tar", "--embeddings", "--add-new").out
    assert "; 0 were done now" in run(photos, out, "--tar", "--embeddings", "--add-new").out
    assert [row["number"] for row in index(out)] == list(range(7))
    assert index(out)[6]["picture"] == "aa.png" and index(out)[6]["shard"] == 3
    (photos / "broken.jpg").write_bytes(picture(12, "JPEG"))
    before = (out / "shards" / "000002.tar").stat().st_mtime_ns
    said = run(photos, out, "--tar", "--embeddings", "--retry")
    assert said.status == 0 and "; 1 were done now" in said.out
    assert (out / "shards" / "000002.tar").stat().st_mtime_ns == before


def test_a_picture_that_failed_is_done_again_and_the_others_are_not(
    run: Run, photos: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (photos / "list.txt").write_text("a.png\nlost.png\n")
    said = run(photos / "list.txt", out, "--tar", "--embeddings")
    assert said.status == 1 and index(out)[1]["status"] == "failed"
    assert "lost.png cannot be read: No such file or directory." in said.out
    (photos / "lost.png").write_bytes(picture(30))
    said = run(photos / "list.txt", out, "--tar", "--embeddings", "--retry")
    assert said.status == 0 and "; 1 were done now" in said.out
    assert [row["status"] for row in index(out)] == ["done", "done"]
    with tarfile.open(out / "shards" / "000000.tar") as tar:
        assert tar.getnames() == ["000000000.json", "000000001.json"]


def test_a_plan_says_what_all_would_take_and_writes_nothing(
    run: Run, photos: Path, tmp_path: Path
) -> None:
    said = run(photos, tmp_path / "out", "--plan", "3")
    assert said.status == 0
    lines = said.out.splitlines()
    assert lines[0].startswith("The source has 6 pictures, ")
    assert lines[1].startswith("Of 3 drawn evenly from it, 1 were refused or failed; one takes ")
    assert lines[3].startswith("11,000,000 such pictures, as SA-1B has, would take ")
    assert " core-hours and write " in lines[3]
    assert not (tmp_path / "out").exists()


def test_a_plan_says_where_time_was_not_spent_computing() -> None:
    said = Estimate(7200, None, 3, 0, (10.0, 2.0), 0.5, 2000.0, 30.0).lines()
    assert said[2] == "All of them take 20 ± 4 core-hours and write 14.4 MB."
    assert said[4].startswith("Only 50 % of that time was computing: ")
    assert said[4].endswith("Computing alone would be 10 core-hours for all of them.")
    assert len(Estimate(7200, None, 1, 0, (10.0, math.nan), 1.0, 2e3, 3.0).lines()) == 4


def test_a_target_keeps_to_what_it_was_begun_with(run: Run, photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(photos, out)
    threads = torch.get_num_threads()
    for options, said in (
        (["--tar"], "made with layout files, not tar; give the same, or name another --out."),
        (["--threads", "2"], "made with threads 1, not 2;"),
        (["--shard-size", "9"], "made with shard_size 2, not 9;"),
    ):
        answer = run(photos, out, *options)
        assert answer.status == 2 and said in answer.err
    with FileLock(out / ".batch.lock"):
        assert "Another process is at work on" in run(photos, out).err
    (out / "batch.json").write_text("{")
    assert "batch.json is damaged" in run(photos, out).err
    assert torch.get_num_threads() == threads


def test_what_cannot_be_done_is_said_in_a_sentence(run: Run, photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    empty = tmp_path / "empty"
    empty.mkdir()
    shutil.make_archive(str(tmp_path / "packed"), "gztar", photos)
    (tmp_path / "no.tar").write_bytes(b"no tar at all" * 99)
    for source, options, said in (
        (tmp_path / "absent", [], "There is no "),
        (empty, [], "The source holds no picture; expected"),
        (photos / "*.gif", [], "Nothing fits "),
        (tmp_path / "packed.tar.gz", [], "is compressed, so that no picture of it can be read"),
        (tmp_path / "no.tar", [], "is no whole tar file"),
        ("nowhere://pictures", [], "nothing that is installed reads nowhere://"),
        (photos, ["--shard-size", "0"], "--shard-size is 0; expected 1 or more."),
        (photos, ["--with-pictures"], "--with-pictures goes with --tar"),
        (photos, ["--ray", "here:1"], "--workers 0 is this process alone"),
    ):
        answer = run(source, out, *options)
        assert answer.status == 2 and said in answer.err, answer
        assert answer.err.count("\n") == 1
    assert "is the folder of the pictures" in run(photos, photos).err
