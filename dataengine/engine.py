"""All of the data engine as one object, on which a server or a script builds."""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from dataengine.errors import AbsentError, DataEngineError, OpeningError
from dataengine.records import FeedEvent, Person
from dataengine.store import feed, people, pictures, projects, relabelling, removals
from dataengine.store.answers import Answered, RequestKey, find, keep
from dataengine.store.database import Database, Transaction, clock
from dataengine.store.files import Files
from dataengine.store.migrate import bring_up_to_date

log = logging.getLogger(__name__)

SERVING = "serving"
"""The folder of locks of processes that have the data open; ``restore`` looks into it."""

_LOOK_S = 1.0
"""Other processes' changes are seen after so long."""


class DataEngine:
    """Projects in a folder, and in a database.

    Args:
        folder: of the data; made where there is none.
        url: of a PostgreSQL database; None for SQLite in the folder.
        now: the time.

    Attributes:
        database: transactions.
        files: the pictures' files.

    Raises:
        OpeningError: the folder or the database cannot be used.
    """

    def __init__(
        self, folder: Path, url: str | None = None, now: Callable[[], int] = clock
    ) -> None:
        self.folder = _made(folder)
        self._lock = FileLock(
            self.folder / SERVING / f"{os.getpid()}-{secrets.token_hex(4)}.lock", thread_local=False
        )
        self._lock.acquire()
        try:
            self.database = Database(url, self.folder, now)
            bring_up_to_date(self.database, self.folder)
        except BaseException:
            self._give_back()
            raise
        self.files = Files(self.folder)
        self._news = threading.Condition()
        self._told = 0
        self._stopping = False
        self._relabelling = _Errand(
            self,
            "relabelling",
            lambda tx: relabelling.under_way(tx) is not None,
            lambda: relabelling.carry_out(self.writing, lambda: self._stopping),
        )
        self._removing = _Errand(
            self,
            "removing",
            removals.under_way,
            lambda: removals.carry_out(self.writing, self.files, lambda: self._stopping),
        )
        self.relabel(0)
        self.remove(0)

    @contextmanager
    def reading(self, person: Person | None = None, guest: bool = False) -> Iterator[Transaction]:
        """A transaction that changes nothing.

        Args:
            person, guest: who reads, as :class:`Transaction` has it.
        """
        with self.database.reading(person, guest) as transaction:
            yield transaction

    @contextmanager
    def writing(self, person: Person | None = None) -> Iterator[Transaction]:
        """A transaction; whoever listens hears of it once it is kept."""
        with self.database.writing(person) as transaction:
            yield transaction
        if transaction.told:
            with self._news:
                self._told += 1
                self._news.notify_all()

    def once(
        self, person: Person, key: RequestKey | None, act: Callable[[Transaction], Answered]
    ) -> tuple[Answered, bool]:
        """Do something under an idempotency key; whether it had been done before is the second.

        The key is looked up before anything else is looked at, and is kept with what is done.
        """
        with self.writing(person) as transaction:
            if key is not None:
                known = find(transaction, key)
                if known is not None:
                    return known, True
            answer = act(transaction)
            if key is not None:
                keep(transaction, key, answer)
        return answer, False

    def relabel(self, seconds: float = 5) -> None:
        """Give labels' objects the labels that were asked for and that they do not have yet
        (``store/relabelling.py``), in a thread of its own; what is left when this ends is taken up
        when the data are opened again.

        Args:
            seconds: how long to wait for it at most.
        """
        self._relabelling.run(seconds)

    def remove(self, seconds: float = 0.2) -> None:
        """Let go of the rows and files of what was removed for good (``store/removals.py``), as
        :meth:`relabel` does its work.

        Args:
            seconds: how long to wait for it at most.
        """
        self._removing.run(seconds)

    def person(self, person_id: str, token: str = "") -> Person:
        """The person that a request names.

        Raises:
            NotAllowedError: there is no such person, or they have another token.
        """
        with self.reading() as transaction:
            return people.recognised(transaction, person_id, token)

    def picture_file(self, picture_id: str) -> bytes | None:
        """The file of a picture that some project has; None where there is none any more."""
        try:
            data = self.files.get(picture_id)
        except AbsentError:
            return None
        if data is None:
            with self.reading() as transaction:
                place = pictures.place_of(transaction, picture_id)
            if place is not None:
                data = self.files.outside(picture_id, *place)
        return data

    def listen(
        self,
        project_id: str,
        after: int,
        seconds: float,
        gone: Callable[[], bool] = lambda: False,
        person: Person | None = None,
        guest: bool = False,
    ) -> Iterator[list[FeedEvent]]:
        """What happens in a project, as it happens; an empty list every second without news.

        Args:
            after: the number of the last event that is known.
            seconds: how long at most.
            gone: whether nobody listens any more.
            person, guest: who listens, as :class:`Transaction` has it.
        """
        end = time.monotonic() + seconds
        while True:
            with self._news:
                seen = self._told
            with self.reading(person, guest) as transaction:
                events = feed.after(transaction, project_id, after)
                there = projects.exists(transaction, project_id)
            yield events
            if not there:
                return
            if events:
                after = events[-1].number
                continue
            with self._news:
                left = end - time.monotonic()
                if left <= 0 or self._stopping or gone():
                    return
                if self._told == seen:
                    self._news.wait(min(left, _LOOK_S))

    def stop(self) -> None:
        """End all listening; may be called by a signal's handler."""
        self._stopping = True

    def close(self) -> None:
        """Let go of the database and the folder."""
        self.stop()
        self._relabelling.end()
        self._removing.end()
        self.database.close()
        self._give_back()

    def _give_back(self) -> None:
        self._lock.release()
        Path(self._lock.lock_file).unlink(missing_ok=True)


class _Errand:
    """Work that is written down in the database, done in a thread as long as there is any.

    Args:
        engine: whose data it is about.
        name: of the thread.
        under_way: whether there is any.
        carry_out: does it.
    """

    def __init__(
        self,
        engine: DataEngine,
        name: str,
        under_way: Callable[[Transaction], bool],
        carry_out: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._name = name
        self._under_way = under_way
        self._carry_out = carry_out
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def run(self, seconds: float) -> None:
        """See to it that it is being done, and wait for its end at most so long."""
        with self._engine.reading() as transaction:
            if not self._under_way(transaction):
                return
        with self._lock:
            thread = self._thread
            if thread is None or not thread.is_alive():
                thread = threading.Thread(target=self._do, name=self._name, daemon=True)
                self._thread = thread
                thread.start()
        thread.join(seconds)

    def end(self) -> None:
        """Wait until the thread has ended, which has been asked to."""
        if self._thread is not None:
            self._thread.join()

    def _do(self) -> None:
        try:
            self._carry_out()
        except DataEngineError as error:
            # A full disk, or a database that is busy for long: the next change goes on with it.
            log.warning("The %s is not over yet: %s", self._name, error)


def _made(folder: Path) -> Path:
    try:
        (folder / SERVING).mkdir(parents=True, exist_ok=True)
        os.chmod(folder, 0o700)
    except OSError as error:
        raise OpeningError(
            f"The folder of the projects {folder} cannot be made or used ({error.strerror}); give "
            "--data-dir another one, or none."
        ) from None
    return folder


def being_used(folder: Path) -> bool:
    """Whether a process has the data of a folder open."""
    for path in sorted((folder / SERVING).glob("*.lock")):
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except TimeoutError:
            return True
        lock.release()
        path.unlink(missing_ok=True)  # of a process that was killed
    return False
