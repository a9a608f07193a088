"""Projects and their labels."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from server.api.message import Count, Message, Sha256
from server.api.operation import Answer, Body, Operation, Parameter
from server.api.project_refusals import CHANGED, PRECONDITION, READS, WRITES
from server.api.project_shared import (
    LABEL_ID,
    PROJECT_ID,
    READER,
    WRITER,
    OrderName,
    StateName,
    Time,
    Uuid,
)
from server.api.shared import IF_NONE_MATCH, NOT_MODIFIED

Key = Annotated[str, Field(pattern="^[1-9]$")]


class ProjectLabel(Message):
    """A class of a project's objects."""

    id: Uuid
    name: str
    """As annotations have it in `label`."""
    colour: str
    """As `#4e9af1`."""
    key: Key | None
    """The digit that chooses it."""


class Project(Message):
    """Pictures that are annotated for one purpose."""

    id: Uuid
    name: str
    guideline: str
    """What is to be marked, and how."""
    lease_seconds: int
    """How long a picture is somebody's without a sign of life."""
    archived: bool
    """Whether it is put away: it can be read then, and not changed."""
    version: Count
    """Grows with each change of what stands here; the ETag has it."""
    made: Time
    decoder: Sha256 | None
    """Fingerprint of the mask decoder that pages use in it; null for the one in force."""
    queue_order: OrderName
    """In which order people are given pictures that nobody has begun."""
    labels: list[ProjectLabel]
    """In their order."""


class LabelCount(Message):
    """How many objects have a label."""

    name: str
    """As annotations have it in `label`; empty for none."""
    objects: Count


class Relabelling(Message):
    """A label whose objects are getting another one."""

    old: str
    new: str


class LabelCounts(Message):
    """How many objects have which label."""

    counts: list[LabelCount]
    """Of each label that some object has; some may be none of the project's."""
    relabelling: Relabelling | None
    """What a change of the labels is still doing; null for nothing."""


class Doings(Message):
    """What somebody did in a project lately."""

    person: Uuid
    objects: Count
    """Annotations that they made, changed or removed, each as often as they did."""
    submitted: Count
    accepted: Count
    returned: Count
    last: Time
    """When they did something last."""


class Lately(Message):
    """What people did in a project lately."""

    days: int
    people: list[Doings]
    """Those who did something."""


class AtWork(Message):
    """Somebody who is at a picture."""

    person_id: Uuid
    picture_id: str
    until: Time
    """Without a sign of life."""


class Progress(Message):
    """How far a project is."""

    pictures: dict[StateName, Count]
    """How many are in each state."""
    objects: Count
    """Annotations of all pictures."""
    at_work: list[AtWork]
    """Who is at what."""


class ProjectSummary(Message):
    """A project in the list of all."""

    id: Uuid
    name: str
    archived: bool
    made: Time
    pictures: dict[StateName, Count]
    """How many are in each state."""
    objects: Count


class Projects(Message):
    """All projects."""

    projects: list[ProjectSummary]
    """By name."""


class RemovedProject(Message):
    """A project that was removed for good."""

    project_id: Uuid
    name: str
    pictures: Count
    """How many it had."""
    objects: Count
    """Annotations of all its pictures."""
    person_id: Uuid
    """Who removed it."""
    at: Time


class RemovedProjects(Message):
    """Projects that were removed for good."""

    projects: list[RemovedProject]
    """The last one first."""


class NewLabel(Message):
    """A label that is to be made."""

    model_config = ConfigDict(strict=True)

    name: str
    """1 to 100 characters; no other label of the project has this name."""
    colour: str | None = None
    """As `#4e9af1`; null takes the next of a list of ours."""
    key: str | None = None
    """A digit from 1 to 9, or null for none."""


class NewProject(Message):
    """A project that is to be made."""

    model_config = ConfigDict(strict=True)

    name: str
    """1 to 100 characters; no other project has this name."""
    guideline: str = ""
    """What is to be marked, and how."""
    lease_seconds: int = 300
    """10 to 86400."""
    labels: Annotated[list[NewLabel], Field(max_length=500)] = []
    """In their order."""


class ProjectChange(Message):
    """What is to be changed of a project; the rest stays."""

    model_config = ConfigDict(strict=True)

    name: str | None = None
    """A name that no other project has."""
    guideline: str | None = None
    """What is to be marked, and how."""
    lease_seconds: int | None = None
    """10 to 86400."""
    archived: bool | None = None
    """Whether it is put away."""


class LabelChange(Message):
    """What is to be changed of a label; the rest stays."""

    model_config = ConfigDict(strict=True)

    name: str | None = None
    """The new name, which all objects of this label get."""
    colour: str | None = None
    """As `#4e9af1`."""
    key: str | None = None
    """A digit from 1 to 9, or an empty text for none."""
    place: int | None = None
    """Where it is to stand among the labels, from 0."""


class LabelMerge(Message):
    """Which label takes another one's objects."""

    model_config = ConfigDict(strict=True)

    into: Uuid
    """The id of the label that stays."""


IF_MATCH = Parameter(
    name="If-Match",
    place="header",
    description="The ETag of what is to be changed, as it was read. Without it: `428`.",
    schema={"type": "string"},
)

LIST_PROJECTS = Operation(
    id="listProjects",
    method="get",
    path="/api/v1/projects",
    tag="Projects",
    summary="List the projects",
    description="""
    Each with how far it is.
    """,
    parameters=READER,
    answers={200: Answer("The projects.", json=Projects)},
    refusals=READS,
    shell="""
    curl --fail "$server/api/v1/projects"
    """,
    python="""
    names = [each["name"] for each in get_json("/api/v1/projects")["projects"]]
    """,
)

MAKE_PROJECT = Operation(
    id="makeProject",
    method="post",
    path="/api/v1/projects",
    tag="Projects",
    summary="Make a project",
    description="""
    Leads make projects.
    """,
    parameters=WRITER,
    body=Body(json=NewProject, required=True),
    answers={201: Answer("The project.", json=Project, headers=("ETag",))},
    refusals=WRITES,
    shell=r"""
    project=$(curl --fail --header "Person: $person" \
        --json '{"name": "Pets", "labels": [{"name": "cat", "key": "1"}, {"name": "dog"}]}' \
        "$server/api/v1/projects" | first_id)
    """,
    python=r"""
    new = {"name": "Animals", "labels": [{"name": "cat", "key": "1"}, {"name": "dog"}]}
    project = send("POST", "/api/v1/projects", new, **me)
    root = "/api/v1/projects/" + project["id"]
    """,
)

GET_PROJECT = Operation(
    id="getProject",
    method="get",
    path="/api/v1/projects/{project_id}",
    tag="Projects",
    summary="Get a project",
    description="""
    With its labels. The `ETag` names its version, for `If-Match`; what changes all the time is in
    its progress.
    """,
    parameters=(PROJECT_ID, IF_NONE_MATCH),
    answers={
        200: Answer("The project.", json=Project, headers=("ETag",)),
        304: NOT_MODIFIED,
    },
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project"
    """,
    python=r"""
    project = get_json(root)
    """,
)

GET_PROGRESS = Operation(
    id="getProgress",
    method="get",
    path="/api/v1/projects/{project_id}/progress",
    tag="Projects",
    summary="See how far a project is",
    description="""
    How many pictures are in which state, and who is at what.
    """,
    parameters=(PROJECT_ID, *READER),
    answers={200: Answer("The progress.", json=Progress)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/projects/$project/progress"
    """,
    python=r"""
    print(get_json(root + "/progress")["pictures"])
    """,
)

COUNT_LABELS = Operation(
    id="countLabels",
    method="get",
    path="/api/v1/projects/{project_id}/labels",
    tag="Projects",
    summary="Count the objects of each label",
    description="""
    Before a label is merged or removed. Where a label of many objects was renamed or merged, it
    says that some of them do not have the new one yet.
    """,
    parameters=(PROJECT_ID, *READER),
    answers={200: Answer("The counts.", json=LabelCounts)},
    refusals=READS,
    shell=r"""
    curl --fail --header "Person: $person" "$server/api/v1/projects/$project/labels"
    """,
    python=r"""
    counts = {each["name"]: each["objects"] for each in get_json(root + "/labels")["counts"]}
    """,
)

GET_LATELY = Operation(
    id="getLately",
    method="get",
    path="/api/v1/projects/{project_id}/lately",
    tag="Projects",
    summary="See what each person did lately",
    description="""
    Counted from the project's events, of gold pictures those that who asks may hear of.
    """,
    parameters=(
        PROJECT_ID,
        *READER,
        Parameter(
            name="days",
            place="query",
            description="So many days back from now.",
            schema={"type": "integer", "minimum": 1, "maximum": 365, "default": 7},
        ),
    ),
    answers={200: Answer("What they did.", json=Lately)},
    refusals=READS,
    shell=r"""
    curl --fail --header "Person: $person" "$server/api/v1/projects/$project/lately?days=30"
    """,
    python=r"""
    for each in send("GET", root + "/lately", **me)["people"]:
        print(each["person"], each["objects"], "objects,", each["submitted"], "submitted")
    """,
)

CHANGE_PROJECT = Operation(
    id="changeProject",
    method="patch",
    path="/api/v1/projects/{project_id}",
    tag="Projects",
    summary="Change a project",
    description="""
    Leads change projects. With `archived` one is put away; only then it can be removed for good.
    """,
    parameters=(PROJECT_ID, IF_MATCH, *WRITER),
    body=Body(json=ProjectChange, required=True),
    answers={200: Answer("The project as it is now.", json=Project, headers=("ETag",))},
    refusals=(*WRITES, CHANGED, PRECONDITION),
    shell=r"""
    tag=$(curl --fail --head "$server/api/v1/projects/$project" \
        | sed --quiet 's/^ETag: \(".*"\).*/\1/ip')
    curl --fail --request PATCH --header "Person: $person" --header "If-Match: $tag" \
        --json '{"guideline": "Mark every pet, whiskers too."}' "$server/api/v1/projects/$project"
    """,
    python=r"""
    seen = {"If_Match": f'"{project["version"]}"'}
    send("PATCH", root, {"guideline": "Mark every animal, whiskers too."}, **seen, **me)
    """,
)

REMOVE_PROJECT = Operation(
    id="removeProject",
    method="delete",
    path="/api/v1/projects/{project_id}",
    tag="Projects",
    summary="Remove a project for good",
    description="""
    Leads may, once it is put away and no round is at work in it. From the answer on it is gone for
    everybody: pictures, annotations with all that they ever were, comments, times, events. Rows of
    many pictures, and files that no other project has, follow within seconds or minutes. What was
    removed, by whom and when, stays in the list of removed projects.
    """,
    parameters=(
        PROJECT_ID,
        Parameter(
            name="name",
            place="query",
            description="The project's name, so that it is this one that is meant. Without: `409`.",
            schema={"type": "string"},
        ),
        *WRITER,
    ),
    answers={200: Answer("What was removed.", json=RemovedProject)},
    refusals=WRITES,
    shell=r"""
    old=$(curl --fail --header "Person: $person" --json '{"name": "Old"}' \
        "$server/api/v1/projects" | first_id)
    curl --fail --request PATCH --header "Person: $person" --header 'If-Match: "1"' \
        --json '{"archived": true}' "$server/api/v1/projects/$old"
    curl --fail --request DELETE --header "Person: $person" "$server/api/v1/projects/$old?name=Old"
    """,
    python=r"""
    old = send("POST", "/api/v1/projects", {"name": "Older"}, **me)
    seen = {"If_Match": f'"{old["version"]}"'}
    send("PATCH", f"/api/v1/projects/{old['id']}", {"archived": True}, **seen, **me)
    send("DELETE", f"/api/v1/projects/{old['id']}?name=Older", **me)
    """,
)

LIST_REMOVED = Operation(
    id="listRemovedProjects",
    method="get",
    path="/api/v1/removed-projects",
    tag="Projects",
    summary="List the projects that were removed",
    description="""
    Who removed what, and when.
    """,
    parameters=READER,
    answers={200: Answer("The removals, the last one first.", json=RemovedProjects)},
    refusals=READS,
    shell=r"""
    curl --fail "$server/api/v1/removed-projects"
    """,
    python=r"""
    for each in get_json("/api/v1/removed-projects")["projects"]:
        print(each["name"], each["pictures"], each["at"])
    """,
)

MAKE_LABEL = Operation(
    id="makeLabel",
    method="post",
    path="/api/v1/projects/{project_id}/labels",
    tag="Projects",
    summary="Add a label",
    description="""
    Behind the others. Reviewers and leads may.
    """,
    parameters=(PROJECT_ID, *WRITER),
    body=Body(json=NewLabel, required=True),
    answers={201: Answer("The label.", json=ProjectLabel)},
    refusals=WRITES,
    shell=r"""
    label=$(curl --fail --header "Person: $person" --json '{"name": "puppy", "key": "3"}' \
        "$server/api/v1/projects/$project/labels" | first_id)
    """,
    python=r"""
    puppy = send("POST", root + "/labels", {"name": "puppy", "colour": "#9c7df0"}, **me)
    """,
)

CHANGE_LABEL = Operation(
    id="changeLabel",
    method="patch",
    path="/api/v1/projects/{project_id}/labels/{label_id}",
    tag="Projects",
    summary="Change a label",
    description="""
    Where it gets another name, every object of it does: each has a new revision then. What
    somebody changes of such an object meanwhile is a conflict, in which nothing is lost. Of many
    thousands some may get it a little after the answer, so that nobody who writes waits for them.
    """,
    parameters=(PROJECT_ID, LABEL_ID, *WRITER),
    body=Body(json=LabelChange, required=True),
    answers={200: Answer("The label as it is now.", json=ProjectLabel)},
    refusals=WRITES,
    shell=r"""
    curl --fail --request PATCH --header "Person: $person" --json '{"name": "whelp", "place": 0}' \
        "$server/api/v1/projects/$project/labels/$label"
    """,
    python=r"""
    send("PATCH", f"{root}/labels/{puppy['id']}", {"name": "whelp", "key": "3"}, **me)
    """,
)

MERGE_LABEL = Operation(
    id="mergeLabel",
    method="post",
    path="/api/v1/projects/{project_id}/labels/{label_id}/merge",
    tag="Projects",
    summary="Merge a label into another",
    description="""
    All its objects get the other label, as when a label is renamed, and it is gone.
    """,
    parameters=(PROJECT_ID, LABEL_ID, *WRITER),
    body=Body(json=LabelMerge, required=True),
    answers={200: Answer("The label that stays.", json=ProjectLabel)},
    refusals=WRITES,
    shell=r"""
    other=$(curl --fail --header "Person: $person" --json '{"name": "hound"}' \
        "$server/api/v1/projects/$project/labels" | first_id)
    curl --fail --header "Person: $person" --json "{\"into\": \"$label\"}" \
        "$server/api/v1/projects/$project/labels/$other/merge"
    """,
    python=r"""
    dog = project["labels"][1]
    send("POST", f"{root}/labels/{puppy['id']}/merge", {"into": dog["id"]}, **me)
    """,
)

REMOVE_LABEL = Operation(
    id="removeLabel",
    method="delete",
    path="/api/v1/projects/{project_id}/labels/{label_id}",
    tag="Projects",
    summary="Remove a label",
    description="""
    One that no object has; else merge it into another.
    """,
    parameters=(PROJECT_ID, LABEL_ID, *WRITER),
    answers={200: Answer("The project without it.", json=Project, headers=("ETag",))},
    refusals=WRITES,
    shell=r"""
    bird=$(curl --fail --header "Person: $person" --json '{"name": "bird"}' \
        "$server/api/v1/projects/$project/labels" | first_id)
    curl --fail --request DELETE --header "Person: $person" \
        "$server/api/v1/projects/$project/labels/$bird"
    """,
    python=r"""
    bird = send("POST", root + "/labels", {"name": "bird"}, **me)
    send("DELETE", f"{root}/labels/{bird['id']}", **me)
    """,
)
