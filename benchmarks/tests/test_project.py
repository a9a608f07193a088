"""What the measurement of projects makes, and what it finds lost or doubled."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from benchmarks.project import audit
from benchmarks.project_fill import fill, new_record
from dataengine.engine import DataEngine
from dataengine.records import Change
from dataengine.store import people, pictures, projects
from dataengine.store.annotation_writes import write
from dataengine.store.check import problems
from dataengine.store.pictures import Filter


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with a small project, and its id."""
    folder = tmp_path_factory.mktemp("data")
    return folder, fill(folder, 12, 50)


def test_what_is_put_in_is_as_the_server_would_have_made_it(filled: tuple[Path, str]) -> None:
    folder, project = filled
    engine = DataEngine(folder)
    with engine.reading() as tx:
        assert list(problems(tx, is_sqlite=True)) == []
        progress = projects.progress(tx, project)
    engine.close()
    assert progress.objects == 50
    assert sum(progress.pictures.values()) == 12 and progress.pictures["new"] == 6


def test_what_is_lost_or_doubled_is_found(filled: tuple[Path, str]) -> None:
    folder, project = filled
    engine = DataEngine(folder)
    with engine.writing() as tx:
        lead, _ = people.make(tx, "Lead")
    sent = []
    with engine.writing(lead) as tx:
        (picture, *_) = pictures.page(tx, project, Filter(states=("new",))).pictures
        for number in range(3):
            name = str(uuid.uuid4())
            change = Change(name, f"crowd.{number}", None, 1, new_record(name, "cell"))
            write(tx, project, picture.id, change)
            sent.append((picture.id, name, f"crowd.{number}"))
    engine.close()
    assert audit(folder, project, {"acknowledged": sent[:2], "sent": sent}) == (0, 0)
    assert audit(folder, project, {"acknowledged": sent[:2], "sent": sent[:2]}) == (0, 1)
    gone = (picture.id, str(uuid.uuid4()), "crowd.9")
    assert audit(folder, project, {"acknowledged": [*sent, gone], "sent": [*sent, gone]}) == (1, 0)
