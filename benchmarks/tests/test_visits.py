"""What travelled is put down to the right part."""

from __future__ import annotations

import pytest

from benchmarks.browser.wire import Answer
from benchmarks.visits import PARTS, Visits, part_of, summary, summed


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/", "page"),
        ("/static/js/main.js", "page"),
        ("/api/v1/model", "page"),
        ("/api/v1/gallery", "page"),
        ("/api/v1/gallery/coffee/thumbnail", "thumbnails"),
        ("/api/v1/gallery/coffee", "picture"),
        ("/api/v1/images/0123/preview", "picture"),
        ("/api/v1/images/0123/embedding", "embedding"),
        ("/static/vendor/onnxruntime-web/0123456789ab/ort.wasm.min.mjs", "runtime"),
        ("/static/models/0123456789abcdef/decode-0123456789ab.onnx", "decoder"),
    ],
)
def test_every_address_belongs_to_a_part(path: str, part: str) -> None:
    assert part_of(path) == part


def test_a_second_visit_is_counted_beside_the_picture_and_its_embedding() -> None:
    def visit(page: int, embedding: int) -> dict[str, int]:
        answers = [
            Answer("/", 200, "br", page),
            Answer("/static/js/main.js", 304, "identity", 1),
            Answer("/api/v1/images/0123/embedding", 200, "identity", embedding),
        ]
        sums = summed(answers)
        assert set(sums) == set(PARTS)
        return sums

    first = {"br": visit(10, 200), "gzip": visit(20, 200), "identity": visit(40, 200)}
    figures = summary(Visits(first, second=visit(3, 100), answers=3))
    assert figures == {
        "first_visit_bytes": 211,
        "first_visit_bytes_gzip": 221,
        "first_visit_bytes_identity": 241,
        "second_visit_bytes": 4,
        "picture_and_embedding_bytes": 200,
    }
