"""The database itself: migrations, backups, where it may lie, and what it survives."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from dataengine.engine import DataEngine, being_used
from dataengine.errors import FullError, LockedError, OpeningError, StorageError
from dataengine.records import Person
from dataengine.store import people, pictures, projects
from dataengine.store.annotation_writes import write
from dataengine.store.annotations import of_picture
from dataengine.store.database import FILE, Database
from dataengine.store.files import Files
from dataengine.store.locations import refuse_network
from dataengine.store.migrate import BACKUPS, bring_up_to_date, newest, revision_of
from dataengine.store.tables import METADATA
from tests.dataengine.conftest import Clock, person
from tests.dataengine.made import following, new_change, picture_id, project

MOUNTS = """\
/dev/vda1 / ext4 rw 0 0
proc /proc proc rw 0 0
nas:/home /mnt/my\\040share nfs4 rw 0 0
/dev/vdb1 /mnt/my\\040share/disk ext4 rw 0 0
//nas/x /srv cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/data", None),
        ("/mnt/my share/data", "nfs4"),
        ("/mnt/my share/disk/data", None),
        ("/srv", "cifs"),
        ("/srvdata", None),
    ],
)
def test_a_network_file_system_is_refused_in_words(folder: str, kind: str | None) -> None:
    if kind is None:
        refuse_network(Path(folder), MOUNTS)
        return
    with pytest.raises(OpeningError) as caught:
        refuse_network(Path(folder), MOUNTS)
    assert f"is on a network file system ({kind}, at /" in str(caught.value)
    assert "--data-dir" in str(caught.value) and "--database" in str(caught.value)


def test_the_tables_are_those_that_the_migrations_make(engine: DataEngine) -> None:
    with engine.reading() as tx:
        context = MigrationContext.configure(tx.connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    assert revision_of(engine.database) == newest()


def test_what_an_earlier_version_wrote_is_brought_up_to_date_after_a_backup(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    old = Database(None, folder)
    assert bring_up_to_date(old, folder, "0001") is None
    with old.writing() as tx:
        tx.connection.execute(
            sa.text("INSERT INTO person (id, name, role, made) VALUES ('1', 'Ada', 'lead', 0)")
        )
    old.close()

    engine = DataEngine(folder)
    with engine.reading() as tx:
        assert [each.name for each in people.every(tx)] == ["Ada"]
    assert revision_of(engine.database) == newest()
    engine.close()
    (kept,) = (folder / BACKUPS).iterdir()
    with closing(sqlite3.connect(kept)) as backup:
        assert backup.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert backup.execute("SELECT name FROM person").fetchall() == [("Ada",)]
    DataEngine(folder).close()
    assert len(list((folder / BACKUPS).iterdir())) == 1  # nothing was to be done


def test_several_processes_that_start_at_once_migrate_once(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    before: list[object] = []

    def start() -> None:
        database = Database(None, folder)
        before.append(bring_up_to_date(database, folder))
        database.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(map(str, before)) == sorted(["None", *[newest()] * 3])


def test_a_later_versions_data_and_a_damaged_file_are_refused_in_words(
    lite: DataEngine, tmp_path: Path
) -> None:
    with lite.writing() as tx:
        tx.connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(OpeningError, match="the form '9999', which a later version"):
        DataEngine(lite.folder)
    other = tmp_path / "other"
    other.mkdir()
    (other / FILE).write_bytes(b"SQLite format 3\x00" + bytes(4000))
    with pytest.raises(OpeningError, match="is damaged .*restore a backup"):
        DataEngine(other)
    assert not being_used(other)


def test_what_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    for url, sentence in (
        ("nonsense", "is none; expected one such as postgresql"),
        ("mysql://a/b", "of the kind 'mysql'"),
        ("postgresql+psycopg://a@/b?host=/nowhere", "cannot be opened"),
    ):
        with pytest.raises(OpeningError, match=sentence):
            DataEngine(tmp_path, url)
    (tmp_path / "file").write_text("")
    with pytest.raises(OpeningError, match="cannot be made or used"):
        DataEngine(tmp_path / "file")


def test_acknowledged_is_on_the_disk(lite: DataEngine) -> None:
    with lite.reading() as tx:
        found = {
            name: tx.connection.execute(sa.text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    with pytest.raises(sa.exc.IntegrityError), lite.writing() as tx:
        labels = "INSERT INTO label (id, project_id, name, colour, rank)"
        tx.connection.execute(sa.text(f"{labels} VALUES ('1', 'none', 'a', '#000000', 0)"))


def test_writes_of_many_threads_are_all_kept(engine: DataEngine, lead: Person) -> None:
    project_id, (a,) = project(engine, lead, "a.png")
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(5):
                with engine.writing(lead) as tx:
                    write(tx, project_id, a.id, new_change())
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
    with engine.reading() as tx:
        assert pictures.get(tx, project_id, a.id).objects == 30
        assert len(of_picture(tx, a)) == 30


def test_a_full_disk_refuses_the_write_and_keeps_all_before_it(
    lite: DataEngine, clock: Clock
) -> None:
    lead = person(lite, "Ada")
    project_id, (a,) = project(lite, lead, "a.png")
    first = new_change()
    with lite.writing(lead) as tx:
        write(tx, project_id, a.id, first)
    with lite.reading() as tx:
        # SQLite's own way to a disk that is full; it holds for this one connection of the pool.
        pages = tx.connection.execute(sa.text("PRAGMA page_count")).scalar_one()
        tx.connection.execute(sa.text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(FullError, match="nothing of this was kept"), lite.writing(lead) as tx:
        for _ in range(1000):
            write(tx, project_id, a.id, new_change())
    lite.database.close()  # with the connection; and there is room again
    again = DataEngine(lite.folder, None, clock)
    with again.writing(lead) as tx:
        assert [each.revision for each in of_picture(tx, a)] == [first.revision]
        write(tx, project_id, a.id, following(first))
    again.close()


def test_a_database_that_another_process_keeps_is_busy(
    lite: DataEngine,
) -> None:
    with closing(sqlite3.connect(lite.folder / FILE)) as other:
        other.execute("BEGIN IMMEDIATE")
        with lite.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout=1")
        with pytest.raises(LockedError, match="is busy"), lite.writing() as tx:
            people.make(tx, "Ada")
    person(lite, "Ada")


def test_files_are_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = Files(tmp_path)
    files.put(picture_id("a"), b"content")
    files.put(picture_id("a"), b"content")
    assert files.get(picture_id("a")) == b"content"
    assert files.get(picture_id("b")) is None

    def fail(number: int) -> Callable[[int], None]:
        def full(descriptor: int) -> None:
            raise OSError(number, os.strerror(number))

        return full

    for number, kind in ((28, FullError), (5, StorageError)):
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", fail(number))
            with pytest.raises(kind):
                files.put(picture_id("b"), b"content")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [picture_id("a")]


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "0" * 63, "0" * 63 + "\n", ""])
def test_no_id_is_a_path(lite: DataEngine, name: str) -> None:
    assert lite.picture_file(name) is None


def test_a_file_of_a_registered_folder_is_read_as_long_as_it_is_the_same(
    engine: DataEngine, tmp_path: Path
) -> None:
    outside = tmp_path / "pictures"
    outside.mkdir()
    (outside / "a.png").write_bytes(b"a")
    name = hashlib.sha256(b"a").hexdigest()
    with engine.writing() as tx:
        pictures.set_place(tx, name, "/elsewhere", "a.png")
        pictures.set_place(tx, name, str(outside), "a.png")
    assert engine.picture_file(name) == b"a"
    (outside / "a.png").write_bytes(b"b")
    assert engine.picture_file(name) is None
    shutil.rmtree(outside)
    assert engine.picture_file(name) is None


def test_it_is_known_whether_a_process_has_the_data_open(tmp_path: Path) -> None:
    engine = DataEngine(tmp_path)
    assert being_used(tmp_path)
    engine.close()
    assert not being_used(tmp_path)
    (tmp_path / "serving" / "1-dead.lock").write_text("")  # of one that was killed
    assert not being_used(tmp_path)
    assert list((tmp_path / "serving").iterdir()) == []


def test_a_listener_hears_at_once_and_stops_with_the_engine(engine: DataEngine) -> None:
    lead = person(engine, "Ada")
    project_id, _ = project(engine, lead)
    heard = engine.listen(project_id, 0, seconds=60)
    assert [each.kind for each in next(heard)] == ["project_made"]
    assert next(heard) == []

    def change() -> None:
        with engine.writing(lead) as tx:
            projects.change(tx, project_id, name="Nuclei")

    thread = threading.Thread(target=change)
    thread.start()
    kinds: list[str] = []
    while not kinds:
        kinds = [each.kind for each in next(heard)]
    thread.join()
    assert kinds == ["project_changed"]
    engine.stop()
    assert list(heard) == [[]]
