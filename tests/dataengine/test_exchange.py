"""Data sets out of a project and back into another one, each kind by our own readers and COCO's."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pycocotools.coco import COCO

from dataengine.__main__ import main
from dataengine.engine import DataEngine
from dataengine.errors import InvalidError, NotAllowedError, OpeningError
from dataengine.exchange.bring_in import bring_in
from dataengine.exchange.export import export
from dataengine.exchange.naming import Names
from dataengine.exchange.splits import split_of
from dataengine.exchange.writers import WRITERS
from dataengine.records import Person, Project
from dataengine.store import labels, pictures, projects, work
from dataengine.store.annotation_writes import write
from dataengine.store.annotations import of_picture, stream
from sam.masks import rle
from tests.dataengine.conftest import person
from tests.dataengine.made import HEIGHT, WIDTH, following, new_change, new_picture, picture_id
from tests.dataengine.test_queue import PICTURE

HOLED = np.zeros((HEIGHT, WIDTH), bool)
HOLED[1:8, 2:9] = True
HOLED[3:5, 4:6] = False
HOLED[2:9, 12:18] = True


@pytest.fixture
def ada(lite: DataEngine) -> Person:
    return person(lite, "Ada")


def made(engine: DataEngine, lead: Person, name: str, *names: str) -> Project:
    """A project with pictures of these names, all of 20x10 pixels."""
    with engine.writing(lead) as tx:
        found = projects.make(tx, name)
        for each in names:
            pictures.add(tx, found.id, new_picture(each))
    return found


@pytest.fixture
def cells(lite: DataEngine, ada: Person) -> Project:
    """Two accepted pictures with objects of holes and several regions, and one that is not."""
    found = made(lite, ada, "Cells", "a.png", "b.png", "c.png")
    with lite.writing(ada) as tx:
        for name in ("cell", "dust"):
            labels.make(tx, found.id, name)
        for name, label, rank in (("a.png", "dust", 1), ("a.png", "cell", 2), ("b.png", "cell", 1)):
            change = new_change(label, rank)
            write(tx, found.id, picture_id(name), change)
            if label == "dust":
                shape = following(change, segmentation=rle.encode(HOLED))
                write(tx, found.id, picture_id(name), shape)
        for name in ("a.png", "b.png"):
            work.act(tx, found.id, picture_id(name), "submit")
            work.act(tx, found.id, picture_id(name), "accept")
    return found


def masks(engine: DataEngine, project: Project) -> dict[str, list[tuple[str, bytes]]]:
    """Of each picture that has any: labels and pixels of its objects."""
    with engine.reading() as tx:
        return {
            picture.file_name: sorted(
                (each.record["label"], rle.decode(each.record["segmentation"]).tobytes())
                for each in found
                if each.record
            )
            for picture, found in stream(tx, project.id)
            if found
        }


@pytest.mark.parametrize("kind", WRITERS)
def test_what_is_written_is_read_back_into_another_project(
    lite: DataEngine, ada: Person, cells: Project, tmp_path: Path, kind: str
) -> None:
    with lite.reading() as tx:
        manifest = export(lite, tx, cells, tmp_path / "out", kind)
    assert manifest["counts"] == {"annotations": 3, "pictures": 2, "pictures_accepted": 2}
    assert manifest["labels"] == {"cell": 2, "dust": 1}
    assert set(manifest["files"]) == {
        path.relative_to(tmp_path / "out").as_posix()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    if kind == "cvat":  # whose labels stand before the pictures
        text = (tmp_path / "out" / "annotations.xml").read_text(encoding="utf-8")
        assert "<label><name>dust</name>" in text.partition("</meta>")[0]
    if kind == "png":
        lines = (tmp_path / "out" / "classes.jsonl").read_text().splitlines()
        assert json.loads(lines[0]) == {
            "file_name": "a.png",
            "classes": {"1": "cell", "2": "dust"},
        }
        return  # pixels without a list of classes are read by no reader of ours
    (tmp_path / "out" / "manifest.json").unlink()
    other = made(lite, ada, "Other", "a.png", "b.png", "c.png")
    for new in (3, 0):
        report = bring_in(lite, other, tmp_path / "out", ada)
        if kind == "label_studio" and new:
            new = 4  # its regions are objects of their own
        assert report.taken == new
        # Of masks in windows our reader says that it found holes; nothing else is odd.
        assert all(line.endswith("they are read as holes.") for line in report.lines)
    if kind != "label_studio":
        assert masks(lite, other) == masks(lite, cells)


def test_cocos_own_reader_finds_the_same_masks(
    lite: DataEngine, ada: Person, cells: Project, tmp_path: Path
) -> None:
    for kind in ("coco", "coco_polygons"):
        with lite.reading() as tx:
            export(lite, tx, cells, tmp_path / kind, kind)
        with contextlib.redirect_stdout(io.StringIO()):
            coco = COCO(str(tmp_path / kind / "annotations.json"))
        assert {each["name"] for each in coco.loadCats(coco.getCatIds())} == {"cell", "dust"}
        (dust,) = coco.loadAnns(coco.getAnnIds(catIds=coco.getCatIds(catNms=["dust"])))
        assert np.array_equal(coco.annToMask(dust).astype(bool), HOLED)
        assert sorted(each["id"] for each in coco.dataset["annotations"]) == [1, 2, 3]


def test_pictures_come_along_and_states_are_chosen(
    lite: DataEngine, cells: Project, tmp_path: Path
) -> None:
    lite.files.put(picture_id("a.png"), b"the file")
    with lite.reading() as tx:
        manifest = export(lite, tx, cells, tmp_path / "all", "yolo", (), with_pictures=True)
    assert manifest["counts"]["pictures"] == 3 and manifest["states"] == "all"
    assert manifest["pictures_missing"] == ["b.png", "c.png"]
    split = split_of(picture_id("a.png"))
    assert (tmp_path / "all" / "images" / split / "a.png").read_bytes() == b"the file"
    assert (tmp_path / "all" / "labels" / split / "a.txt").read_text().count("\n") == 2
    with lite.reading() as tx:
        export(lite, tx, cells, tmp_path / "labelme", "labelme", with_pictures=True)
    assert (tmp_path / "labelme" / "a.png").exists() and (tmp_path / "labelme" / "a.json").exists()
    with pytest.raises(OpeningError, match="is not empty"), lite.reading() as tx:
        export(lite, tx, cells, tmp_path / "all", "coco")
    with pytest.raises(InvalidError, match="There is no kind 'voc'"), lite.reading() as tx:
        export(lite, tx, cells, tmp_path / "new", "voc")


def test_a_group_is_in_one_split_whatever_is_added() -> None:
    splits = [split_of(f"film {number}") for number in range(1000)]
    assert splits == [split_of(f"film {number}") for number in range(1000)]
    assert 150 < splits.count("val") < 250


def test_no_two_pictures_have_one_name() -> None:
    names = Names()
    found = [
        str(names.of(replace(PICTURE, id=digit * 64, file_name=name, format=form)))
        for digit, name, form in (
            ("1", "a.png", "PNG"),
            ("2", "A.jpeg", "JPEG"),
            ("3", "../x/a.tif", "TIFF"),
            ("4", "con.png", "PNG"),
        )
    ]
    assert found == ["a.png", "A-22222222.jpg", "a-33333333.tif", "con_.png"]


def test_nothing_is_lost_in_silence(lite: DataEngine, ada: Person, tmp_path: Path) -> None:
    project = made(lite, ada, "Cells", "a.png")
    ring = [1, 1, 9, 1, 9, 5]
    coco = {
        "images": [
            {"id": 1, "file_name": "a.png", "width": WIDTH, "height": HEIGHT},
            {"id": 2, "file_name": "z.png", "width": WIDTH, "height": HEIGHT},
        ],
        "categories": [{"id": 1, "name": "rock"}],
        "annotations": [
            {"id": 1, "image_id": 1, "category_id": 1, "segmentation": [ring]},
            {"id": 2, "image_id": 1, "category_id": 1, "segmentation": [[1, 1]]},
            {"id": 3, "image_id": 1, "category_id": 1, "bbox": [1, 1, 3, 3]},
            {"id": 4, "image_id": 2, "category_id": 1, "segmentation": [ring]},
        ],
    }
    (tmp_path / "coco.json").write_text(json.dumps(coco))
    report = bring_in(lite, project, tmp_path / "coco.json", ada)
    assert (report.kind, report.taken) == ("coco", 1)
    assert any("2 was left out" in line for line in report.lines)
    assert any("3 is only a box" in line for line in report.lines)
    assert "z.png: the project has no picture of this name." in report.lines
    with lite.reading() as tx:
        assert [each.name for each in labels.every(tx, project.id)] == ["rock"]
        assert len(of_picture(tx, pictures.get(tx, project.id, picture_id("a.png")))) == 1
    ben = person(lite, "Ben")
    coco["categories"] = [{"id": 1, "name": "stone"}]
    coco["annotations"] = [{**coco["annotations"][0], "id": 9}]
    (tmp_path / "coco.json").write_text(json.dumps(coco))
    with pytest.raises(NotAllowedError, match="may not change labels"):
        bring_in(lite, project, tmp_path / "coco.json", ben)


def test_a_picture_that_is_named_and_cannot_be_read_is_reported(
    lite: DataEngine, ada: Person, tmp_path: Path
) -> None:
    project = made(lite, ada, "Cells", "a.png", "b.png", "c.png", "d.png")
    sizes = {"a.png": (WIDTH, HEIGHT), "b.png": (WIDTH + 1, HEIGHT), "c.png": (HEIGHT, WIDTH)}
    coco = {
        "images": [
            {"id": number, "file_name": name, "width": width, "height": height}
            for number, (name, (width, height)) in enumerate(sizes.items())
        ],
        "annotations": [
            {"id": 10 + number, "image_id": number, "segmentation": ring}
            for number, ring in enumerate(([[1, 1]], *[[[1, 1, 9, 1, 9, 5]]] * 3))
        ],
    }
    (tmp_path / "coco.json").write_text(json.dumps(coco))
    report = bring_in(lite, project, tmp_path / "coco.json", ada)
    assert (report.pictures, report.taken) == (0, 0)
    file = tmp_path / "coco.json"
    for line, begin in zip(
        report.lines,
        (
            f"a.png: nothing was read: Object 10 in {file} has segmentation [[1,1]];",
            f"b.png: nothing was read: {file} is about a picture of {WIDTH + 1}x{HEIGHT} pixels;",
            f"c.png: nothing was read: {file} is about a picture of {HEIGHT}x{WIDTH} pixels; this",
            f"Objects of no picture in {file}: 1, with image_id 3;",
        ),
        strict=True,
    ):
        assert line.startswith(begin)


def test_an_operator_writes_and_reads_data_sets(
    lite: DataEngine,
    ada: Person,
    cells: Project,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    made(lite, ada, "Other", "a.png")
    lite.close()
    data = ["--data-dir", str(lite.folder)]
    out = str(tmp_path / "out")
    assert main(["export", *data, "Cells", out, "--kind", "coco", "--all"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{out} has 3 annotations of 3 pictures; not held: prompts,")
    file = str(tmp_path / "out" / "annotations.json")
    assert main(["import", *data, "Other", file, "--person", "Ada"]) == 0
    said = capsys.readouterr().out
    assert said.endswith(
        "2 annotations of 1 pictures are new, 0 were there; the files are of the kind coco.\n"
    )
    for words, sentence in (
        (["import", *data, "Other", file, "--person", "Zoe"], "There is no person 'Zoe'"),
        (["import", *data, "Other", __file__, "--person", "Ada"], "test_exchange.py"),
        (["export", *data, "Cells", out, "--kind", "voc"], "There is no kind 'voc'"),
    ):
        assert main(words) == 1
        assert sentence in capsys.readouterr().err
