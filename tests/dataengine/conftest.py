"""A data engine on either database, with a clock that tests move."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dataengine.engine import DataEngine
from dataengine.records import Person
from dataengine.store import people
from dataengine.store.backup import copy_database
from dataengine.store.database import FILE, Database
from dataengine.store.migrate import bring_up_to_date
from dataengine.store.tables import METADATA
from tests.dataengine import postgres


class Clock:
    """Milliseconds, which pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_800_000_000_000

    def __call__(self) -> int:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += round(seconds * 1000)


@pytest.fixture(scope="session")
def emptied_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Gives a database that has been brought up to date and has nothing in it."""
    found = postgres.programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql).")
    with postgres.running(found) as server:
        url = server.format(name="postgres")
        database = Database(url, None)
        bring_up_to_date(database, tmp_path_factory.mktemp("postgres"))

        def emptied() -> str:
            with database.writing() as tx:
                for table in reversed(METADATA.sorted_tables):
                    tx.connection.execute(table.delete())
            return url

        yield emptied
        database.close()


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with nothing in it but the tables; not to be changed."""
    folder = tmp_path_factory.mktemp("sqlite")
    database = Database(None, folder)
    bring_up_to_date(database, folder)
    copy_database(folder / FILE, folder / "copy")
    database.close()
    return folder / "copy"


@pytest.fixture
def clock() -> Clock:
    """The time."""
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[DataEngine]:
    """An empty data engine."""
    url, folder = None, tmp_path / "data"
    folder.mkdir()
    if request.param == "postgresql":
        url = request.getfixturevalue("emptied_postgres")()
    else:
        shutil.copy(request.getfixturevalue("new_sqlite"), folder / FILE)
    made = DataEngine(folder, url, clock)
    yield made
    made.close()


@pytest.fixture
def lite(tmp_path: Path, clock: Clock, new_sqlite: Path) -> Iterator[DataEngine]:
    """An empty data engine on SQLite."""
    (tmp_path / "data").mkdir()
    shutil.copy(new_sqlite, tmp_path / "data" / FILE)
    made = DataEngine(tmp_path / "data", None, clock)
    yield made
    made.close()


def person(engine: DataEngine, name: str) -> Person:
    """The person of a name."""
    with engine.writing() as tx:
        return people.make(tx, name)[0]


@pytest.fixture
def lead(engine: DataEngine) -> Person:
    """The first person."""
    return person(engine, "Ada")


@pytest.fixture
def ben(engine: DataEngine, lead: Person) -> Person:
    """An annotator."""
    return person(engine, "Ben")


@pytest.fixture
def cyd(engine: DataEngine, lead: Person) -> Person:
    """A reviewer."""
    made = person(engine, "Cyd")
    with engine.writing(lead) as tx:
        return people.give_role(tx, made.id, "reviewer")
