"""The annotation record goes through JSON unchanged; what is none is refused in one sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sam import FormatError
from sam.formats import Annotation, ImageEntry, published, write_mask_zip, write_sa1b
from sam.masks import rle
from tests.test_vectors import vectors


@pytest.mark.parametrize("vector", vectors("annotations"))
def test_a_record_goes_through_json(vector: dict[str, Any]) -> None:
    for found in vector["annotations"]:
        annotation = Annotation.from_dict(found)
        assert json.loads(json.dumps(annotation.to_dict())) == found
        assert Annotation.from_dict(annotation.to_dict()) == annotation


@pytest.mark.parametrize("vector", vectors("damaged"))
def test_what_is_no_record_is_told(vector: dict[str, Any]) -> None:
    with pytest.raises(FormatError) as refusal:
        Annotation.from_dict(vector["annotation"], "Annotation 7")
    assert str(refusal.value) == vector["sentence"].replace("The annotation", "Annotation 7")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400])
def test_a_number_is_finite(value: Any) -> None:
    found = vectors("annotations")[0].values[0]["annotations"][0]
    with pytest.raises(FormatError, match="has predicted_iou .*; expected a number or null"):
        Annotation.from_dict({**found, "predicted_iou": value})


@pytest.mark.parametrize("vector", vectors("annotations"))
def test_the_published_record_describes_the_mask(vector: dict[str, Any]) -> None:
    image = ImageEntry(**vector["image"])
    annotations = [Annotation.from_dict(found) for found in vector["annotations"]]
    records = [published(annotation) for annotation in annotations]
    assert write_sa1b(image, records) and write_mask_zip(image, records)
    for annotation, record in zip(annotations, records, strict=True):
        mask = rle.decode(annotation.segmentation)
        ys, xs = mask.nonzero()
        assert record["area"] == len(xs)
        if len(xs):
            x, y, width, height = record["bbox"]
            assert (x, y, x + width, y + height) == (xs.min(), ys.min(), xs.max(), ys.max())
        assert 0 <= record["stability_score"] <= 1


def test_what_nobody_knows_is_filled_in() -> None:
    first, found, boxed, manual, *_ = [
        published(Annotation.from_dict(found))
        for found in vectors("annotations")[0].values[0]["annotations"]
    ]
    assert first["point_coords"] == [[22.5, 14.125]]  # the first foreground point
    assert found["point_coords"] == [[12.5, 7]]  # its own
    assert boxed["point_coords"] == [[5.75, 11]]  # the middle of the box
    assert manual["point_coords"] == [[20, 15]]  # the middle of the mask's box
    assert [each["crop_box"] for each in (first, found)] == [[0, 0, 40, 30], [0, 0, 39, 30]]
    assert (manual["predicted_iou"], manual["stability_score"]) == (0, 0)
