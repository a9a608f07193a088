"""Records of the data engine in the API's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for

from dataengine import records
from dataengine.queue.leases import holds
from dataengine.store.ordering import WAITING
from dataengine.store.projects import Progress
from server.api import comments, listening, people, project_pictures, projects
from server.api.project_shared import written


def person(found: records.Person) -> people.Person:
    """A person."""
    return people.Person(
        id=found.id,
        name=found.name,
        role=found.role,
        has_token=found.has_token,
        made=written(found.made),
    )


def label(found: records.Label) -> projects.ProjectLabel:
    """A label."""
    return projects.ProjectLabel(id=found.id, name=found.name, colour=found.colour, key=found.key)


def project(found: records.Project, labels: Sequence[records.Label]) -> projects.Project:
    """A project with its labels."""
    return projects.Project(
        id=found.id,
        name=found.name,
        guideline=found.guideline,
        lease_seconds=found.lease_seconds,
        archived=found.archived,
        version=found.version,
        made=written(found.made),
        decoder=found.decoder,
        queue_order=found.queue_order,
        labels=[label(each) for each in labels],
    )


def summary(found: records.Project, progress: Progress) -> projects.ProjectSummary:
    """A project in the list of all."""
    return projects.ProjectSummary(
        id=found.id,
        name=found.name,
        archived=found.archived,
        made=written(found.made),
        pictures=dict(progress.pictures),
        objects=progress.objects,
    )


def removal(found: records.Removal) -> projects.RemovedProject:
    """A project that was removed for good."""
    return projects.RemovedProject(
        project_id=found.project_id,
        name=found.name,
        pictures=found.pictures,
        objects=found.objects,
        person_id=found.person_id,
        at=written(found.at),
    )


def picture(found: records.Picture, now: int) -> project_pictures.ProjectPicture:
    """A picture; a lease that is over is none."""
    own: dict[str, Any] = {"project_id": found.project_id, "picture_id": found.id}
    held = found.lease if holds(found.lease, now) else None
    return project_pictures.ProjectPicture(
        id=found.id,
        number=found.number if found.shown_as is None else found.shown_as,
        file_name=found.file_name,
        width=found.width,
        height=found.height,
        format=found.format,
        group=found.group,
        state=found.state,
        why=found.why if found.state in WAITING else None,
        objects=found.objects,
        open_comments=found.open_comments,
        exhaustive=None if found.exhaustive is None else list(found.exhaustive),
        lease=None
        if held is None
        else project_pictures.PictureLease(person_id=held.person_id, until=written(held.until)),
        worker_id=found.worker_id,
        version=found.version,
        contents=found.contents,
        added=written(found.added),
        changed=written(found.changed),
        file=url_for("project_pictures.get_file", **own),
        thumbnail=url_for("project_pictures.get_small", **own),
        embedding=url_for("embeddings.get_embedding", image_id=found.id),
    )


def comment(found: records.Comment) -> comments.PictureComment:
    """A comment."""
    return comments.PictureComment(
        id=found.id,
        picture_id=found.picture_id,
        annotation_id=found.annotation_id,
        x=found.x,
        y=found.y,
        text=found.text,
        answers=found.answers,
        action=found.action,
        person_id=found.person_id,
        resolved=found.resolved,
        made=written(found.made),
    )


def event(found: records.FeedEvent) -> listening.ProjectEvent:
    """An event of the feed."""
    return listening.ProjectEvent(
        number=found.number,
        kind=found.kind,
        person_id=found.person_id,
        picture_id=found.picture_id,
        data=dict(found.data),
        at=written(found.at),
    )
