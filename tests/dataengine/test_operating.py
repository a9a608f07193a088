"""``python -m dataengine``: what an operator does, and what is refused in a sentence."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from dataengine.__main__ import main
from dataengine.engine import DataEngine
from dataengine.store import people, pictures, projects
from dataengine.store.annotation_writes import write
from dataengine.store.database import FILE
from dataengine.store.migrate import newest
from dataengine.store.pictures import Filter
from tests.dataengine import postgres
from tests.dataengine.conftest import person
from tests.dataengine.made import following, new_change, project
from tests.sam.images.pictures import encoded, quarters


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    """Exit status, and what was printed."""
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def data(lite: DataEngine) -> Path:
    """A folder with a project, which no process has open."""
    lead = person(lite, "Ada")
    person(lite, "Ben")
    project_id, (a,) = project(lite, lead, "a.png")
    change = new_change()
    with lite.writing(lead) as tx:
        projects.change(tx, project_id, name="Cells")
        write(tx, project_id, a.id, change)
        write(tx, project_id, a.id, following(change))
    lite.close()
    return lite.folder


def test_a_backup_is_put_back_and_what_was_there_is_kept(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said, _ = run(capsys, "backup", "--data-dir", data)
    (backup,) = (data / "backups").iterdir()
    assert (status, said) == (0, f"{backup} has the database and 0 pictures.\n")
    assert json.loads((backup / "backup.json").read_text())["revision"] == newest()
    engine = DataEngine(data)
    lead = person(engine, "Ada")
    with engine.writing(lead) as tx:
        projects.make(tx, "Made later")
    status, _, said = run(capsys, "restore", "--data-dir", data, backup)
    assert (status, said.startswith("A server has the projects")) == (1, True)
    engine.close()
    status, said, _ = run(capsys, "restore", "--data-dir", data, backup)
    assert status == 0 and "What was there is in " in said
    again = DataEngine(data)
    with again.reading() as tx:
        assert [each.name for each in projects.every(tx)] == ["Cells"]
    again.close()
    (replaced,) = data.glob("replaced-*")
    assert (replaced / FILE).exists()


def test_postgresql_is_copied_by_its_own_programs(
    emptied_postgres: Callable[[], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    programs = postgres.programs()
    assert programs is not None
    # A database of its own: the others' has connections that stay open.
    common = sa.make_url(emptied_postgres())
    server = sa.create_engine(common, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE copied"))
    server.dispose()
    url = common.set(database="copied").render_as_string(hide_password=False)
    folder, copy = tmp_path / "data", tmp_path / "copy"
    given = ("--data-dir", folder, "--database", url)
    monkeypatch.setenv("PATH", "")
    for words in (("backup", *given), ("restore", *given, copy)):
        status, _, said = run(capsys, *words)
        assert status == 1 and "is not on the PATH; install PostgreSQL's client" in said
    monkeypatch.setenv("PATH", str(programs))

    engine = DataEngine(folder, url)
    lead = person(engine, "Ada")
    picture = hashlib.sha256(b"pixels").hexdigest()
    engine.files.put(picture, b"pixels")
    project(engine, lead, "a.png")
    status, said, _ = run(capsys, "backup", *given, "--to", copy)
    assert (status, said) == (0, f"{copy} has the database and 1 pictures.\n")
    with engine.writing(lead) as tx:
        projects.make(tx, "Made later")
    status, _, said = run(capsys, "restore", *given, copy)
    assert status == 1 and said.startswith("A server has the projects")
    engine.close()
    other = sa.create_engine(url)
    with other.connect():
        status, _, said = run(capsys, "restore", *given, copy)
    other.dispose()
    assert status == 1 and said.startswith("Others are connected to the database (1)")
    status, _, said = run(capsys, "restore", "--data-dir", folder, copy)
    assert status == 1 and "a backup of a postgresql database; give its URL" in said
    engine.files.remove(picture)
    status, said, _ = run(capsys, "restore", *given, copy)
    assert status == 0 and "What was there is in " in said
    again = DataEngine(folder, url)
    with again.reading() as tx:
        assert "Made later" not in [each.name for each in projects.every(tx)]
        assert len(projects.every(tx)) == 1
    assert again.files.get(picture) == b"pixels"
    again.close()


@pytest.mark.parametrize("damage", ["manifest", "database", "picture", "format"])
def test_a_damaged_backup_changes_nothing(
    data: Path, tmp_path: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = tmp_path / "backup"
    assert run(capsys, "backup", "--data-dir", data, "--to", backup)[0] == 0
    if damage == "manifest":
        (backup / "backup.json").unlink()
    elif damage == "database":
        with (backup / FILE).open("ab") as file:
            file.write(b"x")
    elif damage == "format":
        (backup / "backup.json").write_text('{"format": 2, "database_sha256": ""}')
    else:
        picture = backup / "pictures" / "00" / ("0" * 64)
        picture.parent.mkdir(parents=True)
        picture.write_bytes(b"x")
    before = (data / FILE).read_bytes()
    status, _, said = run(capsys, "restore", "--data-dir", data, backup)
    assert status == 1 and said.count("\n") == 1, said
    assert (data / FILE).read_bytes() == before


def test_what_cannot_be_done_is_said(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("")
    none = tmp_path / "none"
    for words, sentence in (
        (["backup", "--data-dir", none], f"There are no projects in {none}"),
        (["check", "--data-dir", none], f"There are no projects in {none}"),
        (["backup", "--data-dir", data, "--to", tmp_path / "full"], "is not empty"),
        (["role", "--data-dir", data, "Cyd", "lead"], "There is no person 'Cyd'"),
        (["role", "--data-dir", data, "Ada", "reviewer"], "Ada is the only lead"),
        (["folder", "--data-dir", data, "Rocks", tmp_path], "there are: Cells."),
        (["folder", "--data-dir", data, "Cells", none], "is no folder"),
    ):
        status, _, said = run(capsys, *words)
        assert status == 1 and sentence in said, words
    assert not none.exists()


def test_an_operator_makes_a_lead(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run(capsys, "role", "--data-dir", data, "Ben", "lead")
    assert said == (0, "Ben has the role lead.\n", "")
    engine = DataEngine(data)
    with engine.reading() as tx:
        assert {each.role for each in people.every(tx)} == {"lead"}
    engine.close()


def test_a_folder_of_pictures_is_added_and_stays_where_it_is(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scans = tmp_path / "scans"
    (scans / "film 1").mkdir(parents=True)
    (scans / "film 1" / "a.png").write_bytes(encoded(quarters(20, 10), "PNG"))
    (scans / "b.PNG").write_bytes(encoded(quarters(30, 10), "PNG"))
    (scans / "notes.txt").write_text("none")
    (scans / "broken.png").write_bytes(encoded(quarters(), "PNG")[:60])
    for new in (2, 0):
        status, said, _ = run(capsys, "folder", "--data-dir", data, "Cells", scans)
        assert status == 0
        assert said.startswith("broken.png: ")
        assert said.endswith(f"{new} pictures are new in Cells; 1 files were left out.\n")
    engine = DataEngine(data)
    with engine.reading() as tx:
        (cells,) = projects.every(tx)
        found = pictures.page(tx, cells.id, Filter(search="film")).pictures
    assert [(each.file_name, each.group, each.width) for each in found] == [("a.png", "film 1", 20)]
    assert engine.picture_file(found[0].id) == (scans / "film 1" / "a.png").read_bytes()
    assert list((data / "pictures").rglob("*")) == []
    engine.close()
    shutil.rmtree(scans / "film 1")
    status, said, _ = run(capsys, "check", "--data-dir", data)
    # The first picture of all never had a file: this test's is only a row.
    assert status == 1 and said.endswith("2 problems.\n")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE picture SET objects = 5", "says 5 objects and has 1"),
        ("UPDATE annotation SET revision = 'x'", "has no revision that is in force"),
        ("DELETE FROM revision WHERE predecessor IS NULL", "follows one that is not there"),
        ("UPDATE revision SET record = '{'", "has a record that is no JSON"),
        ("UPDATE revision SET record = '{}'", "has no"),
        ("UPDATE annotation SET label = 'x'", "has a record with another id or label"),
        ("UPDATE picture SET worker_id = 'x'", "refers to one of person that is not there"),
    ],
)
def test_whatever_cannot_be_right_is_found(
    data: Path, statement: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = DataEngine(data)
    with engine.database.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        connection.execute(sa.text(statement))
        connection.commit()
    engine.close()
    status, out, _ = run(capsys, "check", "--data-dir", data)
    assert status == 1
    assert said in out
