"""A project's pictures: adding them, the pages of the grid, and their pixels."""

from __future__ import annotations

from io import BytesIO
from typing import get_args

from flask import Blueprint, Response, request
from PIL import Image

from dataengine.errors import AbsentError
from dataengine.records import Picture, State
from dataengine.store import pictures, projects, removals
from dataengine.store.database import Transaction
from dataengine.store.files import THUMBNAILS
from dataengine.store.pictures import Filter, NewPicture
from server.api import project_pictures as api
from server.bodies import sent
from server.desk import Desk, Written, answered
from server.errors import ApiError
from server.project_words import picture as in_words
from server.queries import number, one_of, text
from server.routes.images import uploaded
from studio.errors import MissingError
from studio.image_store import ImageStore, StoredImage

_SIDE = 320
_QUALITY = 82
_DAY = 24 * 60 * 60

MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "AVIF": "image/avif",
}
"""Of files that a browser is given as they are; others are sent as PNG."""


def blueprint(desk: Desk, store: ImageStore) -> Blueprint:
    """Pictures of projects."""
    routes = Blueprint("project_pictures", __name__)

    @api.LIST_PICTURES.route(routes)
    def list_pictures(project_id: str) -> Response:
        states = tuple(each for each in text("state").split(",") if each)
        for each in states:
            if each not in get_args(State):
                raise ApiError(
                    422,
                    "invalid_request",
                    f"state is {each[:40]!r}; expected of {', '.join(get_args(State))}.",
                )
        at_work = one_of("at_work", ("", "true", "false"))
        wanted = Filter(
            states=states,  # type: ignore[arg-type]  # looked at above
            search=text("search"),
            label=text("label"),
            worker_id=text("worker") or None,
            at_work=at_work == "true" if at_work else None,
        )
        with desk.reading() as tx:
            projects.get(tx, project_id)
            found = pictures.page(tx, project_id, wanted, number("cursor", 0), number("limit", 100))
        return answered(
            api.PicturePage(
                pictures=[in_words(each, tx.now) for each in found.pictures],
                next=None if found.after is None else str(found.after),
                total=found.total,
            )
        )

    @api.ADD_PICTURE.route(routes)
    def add_picture(project_id: str) -> Response:
        person = desk.person()
        with desk.reading() as tx:
            projects.open_for_change(tx, project_id)  # before a large body is read
        image, _ = store.put(uploaded(store.limits.max_bytes))
        new = _new(image, text("file_name"), text("group"))
        _keep(desk, store, image)
        with desk.engine.writing(person) as tx:
            found, is_new = pictures.add(tx, project_id, new)
        # Another project's may have been removed with its file meanwhile.
        _keep(desk, store, image)
        return answered(in_words(found, tx.now), status=201 if is_new else 200)

    @api.ADD_KNOWN.route(routes)
    def add_known(project_id: str) -> Response:
        wanted = sent(api.KnownPictures).pictures
        images: dict[str, StoredImage] = {}
        with desk.reading() as tx:
            there = pictures.known(tx, [each.id for each in wanted])
        for each in wanted:
            if each.id not in there:
                try:
                    images[each.id] = store.get(each.id)
                except MissingError:
                    continue
                _keep(desk, store, images[each.id])

        def act(tx: Transaction) -> Written:
            added, missing = [], []
            still = pictures.known(tx, list(there))
            for each in wanted:
                if each.id in still:
                    new = _again(still[each.id], each.file_name, each.group)
                elif each.id in images:
                    new = _new(images[each.id], each.file_name, each.group)
                else:
                    missing.append(each.id)
                    continue
                pictures.add(tx, project_id, new)
                added.append(each.id)
            projects.open_for_change(tx, project_id)
            return Written(api.AddedPictures(added=added, missing=missing))

        response = desk.write(act)
        for image in images.values():
            _keep(desk, store, image)
        return response

    @api.GET_PICTURE.route(routes)
    def get_picture(project_id: str, picture_id: str) -> Response:
        with desk.reading() as tx:
            return answered(in_words(pictures.must_exist(tx, project_id, picture_id), tx.now))

    @api.REMOVE_PICTURE.route(routes)
    def remove_picture(project_id: str, picture_id: str) -> Response:
        def act(tx: Transaction) -> Written:
            objects = removals.remove_picture(tx, project_id, picture_id)
            return Written(api.RemovedPicture(id=picture_id, objects=objects))

        response = desk.write(act)
        desk.engine.remove()
        return response

    @api.GET_FILE.route(routes)
    def get_file(project_id: str, picture_id: str) -> Response:
        found = _there(desk, project_id, picture_id)
        kind = MEDIA_TYPES.get(found.format) if found.browser_safe else None
        response = Response(mimetype=kind or "image/png")
        tag = f"{found.id[:32]}-file"
        if not request.if_none_match.contains(tag):
            data = desk.engine.picture_file(picture_id)
            if data is None:
                raise _lost(picture_id)
            response.set_data(data if kind else store.preview(store.get(picture_id)))
        return _lasting(response, tag)

    @api.GET_SMALL.route(routes)
    def get_small(project_id: str, picture_id: str) -> Response:
        found = _there(desk, project_id, picture_id)
        response = Response(mimetype="image/jpeg")
        tag = f"{found.id[:32]}-small"
        if not request.if_none_match.contains(tag):
            data = desk.engine.files.get(picture_id, THUMBNAILS)
            if data is None:
                try:
                    data = _keep_small(desk, store, store.get(picture_id))
                except MissingError:
                    raise _lost(picture_id) from None
            response.set_data(data)
        return _lasting(response, tag)

    return routes


def _there(desk: Desk, project_id: str, picture_id: str) -> Picture:
    with desk.reading() as tx:
        return pictures.must_exist(tx, project_id, picture_id)


def _lasting(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    # Its address names the content, but who may see it may change.
    response.headers["Cache-Control"] = f"private, max-age={_DAY}, no-transform"
    response.make_conditional(request)
    return response


def _keep(desk: Desk, store: ImageStore, image: StoredImage) -> None:
    """Have file and thumbnail on the disk.

    Raises:
        ImageTooLargeError: it is read in parts, which training and exports do not.
    """
    store.check_whole(image)
    desk.engine.files.put(image.id, image.data)
    if desk.engine.files.get(image.id, THUMBNAILS) is None:
        _keep_small(desk, store, image)


def _keep_small(desk: Desk, store: ImageStore, image: StoredImage) -> bytes:
    small = Image.fromarray(store.reduced(image, 4 * _SIDE))
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    buffer = BytesIO()
    small.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    desk.engine.files.put(image.id, buffer.getvalue(), THUMBNAILS)
    return buffer.getvalue()


def _new(image: StoredImage, file_name: str, group: str) -> NewPicture:
    return NewPicture(
        id=image.id,
        file_name=file_name or f"{image.id[:12]}.{image.format.lower()}",
        width=image.width,
        height=image.height,
        format=image.format,
        browser_safe=image.browser_safe,
        bytes=len(image.data),
        group=group,
    )


def _again(found: Picture, file_name: str, group: str) -> NewPicture:
    """A picture of another project."""
    return NewPicture(
        id=found.id,
        file_name=file_name or found.file_name,
        width=found.width,
        height=found.height,
        format=found.format,
        browser_safe=found.browser_safe,
        bytes=found.bytes,
        group=group,
    )


def _lost(picture_id: str) -> AbsentError:
    return AbsentError(
        "picture_file_missing",
        f"The file of the picture {picture_id[:12]}… is not where it was; its annotations are "
        "kept.",
    )
