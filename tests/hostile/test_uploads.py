"""A few hostile files of each kind; ``python -m tests.hostile`` sends thousands."""

from __future__ import annotations

import time

import pytest
from flask.testing import FlaskClient

from tests.hostile import kinds
from tests.hostile.judge import Answer, judged
from tests.hostile.upload import Upload
from tests.server.conftest import MakeApp

FEW = 8
SEED = 1


def answer_to(client: FlaskClient, upload: Upload) -> Answer:
    headers, body = upload.request()
    begin = time.monotonic()
    response = client.post("/api/v1/images", data=body, headers=headers)
    return Answer(response.status_code, response.data, time.monotonic() - begin)


@pytest.fixture(scope="module")
def short_sighted(make_app: MakeApp) -> FlaskClient:
    """A server that takes small pictures only, so that bombs go off quickly."""
    return make_app(max_image_pixels=2_000_000, client_per_minute=10**6).test_client()


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_each_is_read_or_refused_in_one_sentence(short_sighted: FlaskClient, kind: str) -> None:
    for number, upload in kinds.distinct(kind, SEED, FEW):
        answer = answer_to(short_sighted, upload)
        try:
            found = judged(answer)
            if "error" not in found:
                preview = short_sighted.get(f"/api/v1/images/{found['id']}/preview")
                assert preview.data.startswith(b"\x89PNG")
        except Exception as error:
            error.add_note(f"{kind} {number} of seed {SEED}")
            raise


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_the_same_seed_makes_the_same_input(kind: str) -> None:
    assert kinds.make(kind, 5, 3) == kinds.make(kind, 5, 3)
