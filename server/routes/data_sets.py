"""Data sets out of a project, and into it."""

from __future__ import annotations

import errno
import tempfile
import zipfile
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from flask import Blueprint, Response, send_file

from dataengine.errors import FullError
from dataengine.exchange.bring_in import bring_in
from dataengine.exchange.export import export
from dataengine.records import State
from dataengine.store import projects
from sam.errors import FormatError
from server.api import data_sets as api
from server.bodies import MOST_BYTES, body
from server.desk import PRIVATE, Desk, answered
from server.errors import ApiError
from server.queries import one_of
from studio.errors import BusyError

_MOST_LINES = 1000
_PATIENCE_S = 20
_PACKED = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".heic"})
"""Endings of what is compressed already."""


def blueprint(desk: Desk) -> Blueprint:
    """Writing a project as a data set, and reading one into it; one at a time."""
    routes = Blueprint("data_sets", __name__)
    place = BoundedSemaphore(1)

    @api.EXPORT.route(routes)
    def export_project(project_id: str) -> Response:
        kind = one_of("kind", api.KINDS)
        states: tuple[State, ...] = (
            ("accepted",) if one_of("state", ("accepted", "all")) == "accepted" else ()
        )
        with_pictures = one_of("pictures", ("false", "true")) == "true"
        with desk.reading() as tx:
            project = projects.get(tx, project_id)
        if not place.acquire(timeout=_PATIENCE_S):
            raise _busy()
        try:
            with tempfile.TemporaryDirectory(prefix="data-set-", dir=desk.engine.folder) as made:
                folder = Path(made) / "files"
                with desk.reading() as tx:
                    export(desk.engine, tx, project, folder, kind, states, with_pictures)
                file = _packed(folder, desk.engine.folder)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise FullError from error
            raise
        finally:
            place.release()
        response = send_file(
            file, mimetype="application/zip", as_attachment=True, download_name=f"{kind}.zip"
        )
        response.headers["Cache-Control"] = PRIVATE
        return response

    @api.BRING_IN.route(routes)
    def bring_in_data_set(project_id: str) -> Response:
        person, content = desk.person(), body()
        with desk.reading() as tx:
            project = projects.open_for_change(tx, project_id)
        if not place.acquire(timeout=_PATIENCE_S):
            raise _busy()
        try:
            found = bring_in(desk.engine, project, content, person, most_bytes=MOST_BYTES)
        except FormatError as error:
            raise ApiError(422, "invalid_request", str(error)) from None
        finally:
            place.release()
        lines = found.lines[:_MOST_LINES]
        if len(found.lines) > _MOST_LINES:
            lines[-1] = f"And {len(found.lines) - _MOST_LINES + 1} lines more."
        return answered(
            api.BroughtIn(
                kind=found.kind,
                pictures=found.pictures,
                taken=found.taken,
                there=found.there,
                lines=lines,
            )
        )

    return routes


def _packed(folder: Path, beside: Path) -> IO[bytes]:
    """A ZIP of a folder, whose files are removed one by one as they are in it; gone from the disk
    once it is closed.
    """
    file = tempfile.TemporaryFile(dir=beside)
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for path in sorted(each for each in folder.rglob("*") if each.is_file()):
                kept = path.suffix.lower() in _PACKED
                how = zipfile.ZIP_STORED if kept else zipfile.ZIP_DEFLATED
                archive.write(path, path.relative_to(folder).as_posix(), how)
                path.unlink()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def _busy() -> BusyError:
    return BusyError("The server is busy with another data set; try again in 5 seconds.", 5)
