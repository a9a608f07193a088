"""`python -m sam convert`: other tools' annotations in, a report and our files out."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pycocotools import mask as coco

from sam.__main__ import main
from sam.formats import ANNOTATION_FORMATS, ImageEntry, read_report
from tests.test_vectors import vectors

SQUARE = [[2, 2], [8, 2], [8, 8], [2, 8]]


def picture(path: Path, size: tuple[int, int] = (20, 10)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, "red").save(path)
    return path


def labelme(path: Path, name: str, *shapes: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = {"imagePath": name, "imageWidth": 20, "imageHeight": 10, "shapes": list(shapes)}
    path.write_text(json.dumps(document))
    return path


def shape(label: str = "dog", points: Any = SQUARE, kind: str = "polygon") -> dict[str, Any]:
    return {"label": label, "points": points, "shape_type": kind}


def of_coco(pictures: list[tuple[int, str]], owners: list[int], **others: Any) -> dict[str, Any]:
    ring = [at for corner in SQUARE for at in corner]
    return {
        "images": [
            {"id": number, "file_name": name, "width": 20, "height": 10}
            for number, name in pictures
        ],
        "categories": [{"id": 1, "name": "dog"}],
        "annotations": [
            {"id": place, "image_id": owner, "category_id": 1, "segmentation": [ring], **others}
            for place, owner in enumerate(owners, 1)
        ],
    }


def convert(*words: object) -> int:
    return main(["convert", *map(str, words)])


def test_a_file_becomes_every_format_and_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = picture(tmp_path / "cat.png")
    box = shape("cat", [[1, 1], [4, 5]], "rectangle")
    source = labelme(tmp_path / "a.json", "cat.png", shape(), shape("x", kind="line"), box)
    out, report = tmp_path / "out", tmp_path / "report.json"
    every = [word for name in ANNOTATION_FORMATS for word in ("--format", name)]
    assert convert(source, photo, "--out", out, "--report", report, *every) == 1
    said = capsys.readouterr()
    assert said.err == ""
    assert f"{source}: LabelMe." in said.out
    assert "cat.png: 1 object, 1 box without a mask, 1 left out" in said.out
    assert "  left out: #2 is a line, which is not read" in said.out
    assert "  only a box: #3 (cat), for sam segment --box 1,1,4,5" in said.out
    files = {file.name for file in out.iterdir()}
    assert files == {f"cat.png{each.suffix}" for each in ANNOTATION_FORMATS.values()}
    entry = json.loads((out / "cat.png.coco.polygons.json").read_text())["annotations"][0]
    assert coco.decode(coco.frPyObjects(entry["segmentation"], 10, 20)).sum() == 36
    with zipfile.ZipFile(io.BytesIO((out / "cat.png.zip").read_bytes())) as bundle:
        assert "cut-outs/cat-dog.png" in bundle.namelist()
    told = json.loads(report.read_text())
    assert (told["kind"], told["without_picture"]) == ("labelme", [])
    [one] = told["pictures"]
    assert (one["file_name"], one["annotations"], one["error"]) == ("cat.png", 1, None)
    assert [each["id"] for each in one["skipped"]] == ["#2"]
    assert one["boxes"][0]["box"] == [1, 1, 4, 5]
    assert len(one["files"]) == len(ANNOTATION_FORMATS)


def test_without_out_it_only_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    photo = picture(tmp_path / "cat.png")
    assert convert(labelme(tmp_path / "a.json", "cat.png", shape()), photo) == 0
    assert "cat.png: 1 object\n" in capsys.readouterr().out
    assert {file.name for file in tmp_path.iterdir()} == {"cat.png", "a.json"}


def test_a_folder_is_matched_by_name_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.png", "deep/b.png", "c.png"):
        picture(tmp_path / "photos" / name)
    source = tmp_path / "all.json"
    source.write_text(json.dumps(of_coco([(1, "a.png"), (2, "B.PNG"), (3, "d.png")], [1, 2, 2, 3])))
    out = tmp_path / "out"
    assert convert(source, tmp_path / "photos", "--out", out, "--format", "json") == 1
    said = capsys.readouterr()
    assert "a.png: 1 object\n" in said.out
    assert f"{Path('deep/b.png')}: 2 objects\n" in said.out
    assert "c.png: " in said.err and 'has no picture called "c.png".' in said.err
    assert "not among the pictures: d.png." in said.err
    assert sorted(each.name for each in out.rglob("*.json")) == [
        "a.png.annotations.json",
        "b.png.annotations.json",
    ]
    # What was written is read again.
    again = convert(out, tmp_path / "photos" / "deep" / "b.png")
    assert again == 0
    assert "b.png: 2 objects" in capsys.readouterr().out


def test_pictures_of_one_name_are_told_apart_by_their_folders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("left/1.png", "right/1.png"):
        picture(tmp_path / "photos" / name)
    source, report = tmp_path / "all.json", tmp_path / "report.json"
    found = of_coco([(1, "set\\left\\1.png"), (2, "set\\right\\1.png")], [1, 2, 2, 9])
    source.write_text(json.dumps(found))
    assert convert(source, tmp_path / "photos", "--report", report) == 1
    said = capsys.readouterr()
    assert f"{Path('left/1.png')}: 1 object\n" in said.out
    assert f"{Path('right/1.png')}: 2 objects\n" in said.out
    lost = f"Objects of no picture in {source}: 1, with image_id 9; they are not read."
    assert said.err == f"sam: {lost}\n"
    assert json.loads(report.read_text())["notes"] == [lost]


@pytest.mark.parametrize("kind", ["labelme", "yolo", "geojson", "amg", "annotations"])
def test_a_folder_of_files_goes_with_a_folder_of_pictures(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Kinds that hold one picture a file, two of which do not even name it."""
    files, photos = tmp_path / "files", tmp_path / "photos"
    files.mkdir()
    ring = [at / side for corner in SQUARE for at, side in zip(corner, (20, 10), strict=True)]
    for count, name in enumerate(("one", "two"), 1):
        picture(photos / f"{name}.png")
        mask = np.zeros((10, 20), bool)
        mask[2:8, 2:8] = True
        runs = {"size": [10, 20], "counts": [22, *[6, 4] * 5, 6, 122]}
        polygon = {"type": "Polygon", "coordinates": [SQUARE]}
        feature = {"type": "Feature", "geometry": polygon, "properties": {"label": "dog"}}
        if kind == "labelme":
            labelme(files / f"{name}.json", f"{name}.png", *[shape()] * count)
        elif kind == "yolo":
            lines = [" ".join(map(str, [0, *ring]))] * count
            (files / f"{name}.txt").write_text("\n".join(lines))
        elif kind == "geojson":
            collection = {"type": "FeatureCollection", "features": [feature] * count}
            (files / f"{name}.geojson").write_text(json.dumps(collection))
        elif kind == "amg":
            (files / f"{name}.json").write_text(json.dumps([{"segmentation": runs}] * count))
        else:
            single = labelme(tmp_path / "single.json", f"{name}.png", *[shape()] * count)
            convert(single, photos / f"{name}.png", "--out", files, "--format", "json")
    capsys.readouterr()
    assert convert(files, photos, "--out", tmp_path / "out") == 0, capsys.readouterr()
    said = capsys.readouterr().out
    assert "one.png: 1 object\n" in said and "two.png: 2 objects\n" in said
    written = json.loads((tmp_path / "out" / "two.png.coco.json").read_text())
    assert [each["area"] for each in written["annotations"]] == [36, 36]


def test_a_second_file_about_the_picture_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo, files = picture(tmp_path / "a.png"), tmp_path / "files"
    files.mkdir()
    for name in ("train.json", "val.json"):
        (files / name).write_text(json.dumps(of_coco([(1, "a.png"), (2, "b.png")], [1, 2])))
    assert convert(files, photo) == 0
    assert "note: val.json is about this picture too; it was not read." in capsys.readouterr().out


def test_what_has_to_be_chosen_is_asked_for_by_its_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = picture(tmp_path / "a.png")
    source = tmp_path / "two.json"
    source.write_text(json.dumps(of_coco([(1, "x.png"), (2, "y.png")], [1, 2, 2])))
    assert convert(source, photo) == 1
    assert "Give --picture with one of 'x.png (1)', 'y.png (2)'." in capsys.readouterr().err
    assert convert(source, photo, "--picture", "y.png (2)") == 0
    assert "a.png: 2 objects" in capsys.readouterr().out
    lying = picture(tmp_path / "lying.png", (10, 20))
    source.write_text(json.dumps(of_coco([(1, "lying.png")], [1])))
    assert convert(source, lying) == 1
    assert "Give --turn 90 or --turn 270." in capsys.readouterr().err
    assert convert(source, lying, "--turn", "90") == 0


def test_what_cannot_work_is_refused_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "data"
    photo = picture(folder / "a.png")
    source = labelme(folder / "a.json", "a.png", shape())
    for words, sentence in {
        (source, photo, "--format", "svg"): "--format is given without --out",
        (source, folder, "--turn", "90"): "--turn is about one picture, and",
        (source, folder, "--picture", "a"): "--picture is about one picture, and",
        (source, photo, "--out", photo): "is a file; expected a folder",
        (folder, folder, "--out", folder / "out"): "whose files are read; name another folder",
        (photo, photo): "is not text",
        (source, folder / "no.png"): "No such file",
        (folder / "no.json", photo): "No such file",
    }.items():
        assert convert(*words) == 2, words
        assert sentence in capsys.readouterr().err
    of_ours = folder / "a.png.coco.json"
    of_ours.write_text(json.dumps(of_coco([(1, "a.png")], [1])))
    before = of_ours.read_bytes()
    assert convert(of_ours, photo, "--out", folder) == 2
    assert "is the file that is read; name another folder as --out" in capsys.readouterr().err
    assert of_ours.read_bytes() == before


def test_a_picture_that_cannot_be_read_is_told_and_the_others_are_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = tmp_path / "photos"
    picture(photos / "a.png")
    (photos / "b.png").write_bytes(b"no picture")
    source = tmp_path / "all.json"
    source.write_text(json.dumps(of_coco([(1, "a.png"), (2, "b.png")], [1, 2])))
    assert convert(source, photos, "--out", tmp_path / "out") == 1
    said = capsys.readouterr()
    assert "a.png: 1 object" in said.out and "sam: b.png: " in said.err


@pytest.mark.parametrize("vector", vectors("annotation_formats"))
def test_formats_are_called_as_in_the_page(vector: dict[str, Any]) -> None:
    assert ANNOTATION_FORMATS[vector["name"]].suffix == vector["suffix"]
    assert len(vectors("annotation_formats")) == len(ANNOTATION_FORMATS)


def test_many_pictures_of_one_file_are_found_in_one_look(tmp_path: Path) -> None:
    """Looked at from every picture anew, ten thousand would take minutes."""
    from sam.formats import open_annotations

    pictures = [(number, f"{number:08}.jpg") for number in range(10_000)]
    document = of_coco(pictures, [number for number, _ in pictures])
    files = open_annotations(json.dumps(document).encode())
    for number in range(0, 10_000, 10):
        image = ImageEntry(20, 10, f"{number:08}.jpg", 1)
        assert len(files.read(image, by_name=True).annotations) == 1
    assert read_report(json.dumps(document).encode(), ImageEntry(20, 10, "7.jpg", 1)).annotations


def test_a_class_has_one_number_in_the_files_of_all_pictures(tmp_path: Path) -> None:
    for name, labels in (("a", ["cat"]), ("b", ["dog", "cat"]), ("c", ["bird"])):
        picture(tmp_path / f"pictures/{name}.png")
        labelme(tmp_path / f"labels/{name}.json", f"{name}.png", *map(shape, labels))
    out = tmp_path / "out"
    convert(
        tmp_path / "labels",
        tmp_path / "pictures",
        "--out",
        out,
        "--format",
        "yolo",
        "--format",
        "coco",
    )
    numbers = {}
    for name in "abc":
        coco_file = json.loads((out / f"{name}.png.coco.json").read_text())
        listed = [each["name"] for each in coco_file["categories"]]
        with zipfile.ZipFile(out / f"{name}.png.yolo.zip") as archive:
            assert archive.read("classes.txt").decode().split() == listed
            lines = archive.read(f"labels/{name}.txt").decode().splitlines()
        numbers[name] = [int(line.split()[0]) for line in lines]
    assert listed == ["cat", "dog", "bird"]
    assert numbers == {"a": [0], "b": [1, 0], "c": [2]}
