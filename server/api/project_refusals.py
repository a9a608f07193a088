"""The errors that operations on projects answer with, with a sentence for each of their codes."""

from __future__ import annotations

from server.api.message import ErrorDetail, Message
from server.api.operation import Refusal
from server.api.project_annotations_types import SentChange, StoredAnnotation


class Conflict(Message):
    """A change that was not taken: another came first, and nothing was overwritten."""

    error: ErrorDetail
    sent: SentChange
    """The change that was sent."""
    stored: StoredAnnotation | None
    """What is kept; null where nothing is known of the annotation."""


NO_JSON = Refusal(
    "NoJson",
    400,
    "The request's body is no JSON, or a header is malformed.",
    {
        "invalid_json": (
            "The request's body is not JSON (EOF while parsing a value at line 1 column 0)."
        ),
        "invalid_header": "If-Match is '*'; expected one ETag, such as \"page.17\".",
    },
)
NOT_THERE = Refusal(
    "NotThere",
    404,
    "What the address names is not here.",
    {
        "no_projects": "This server keeps no projects; start it with --data-dir.",
        "project_not_found": "There is no project 'cells'.",
        "task_not_found": ("The project has no round '0f8fad5b-d9cb-469f-a165-70867728950e'."),
        "picture_not_found": "The project has no picture 'ab67b4d21d4e'… of this id.",
        "picture_file_missing": (
            "The file of the picture ab67b4d21d4e… is not where it was; its annotations are kept."
        ),
        "annotation_not_found": "The picture has no annotation '0f8fad5b'.",
        "suggestion_not_found": "The picture has no suggestion '0f8fad5b'.",
        "label_not_found": "The project has no label 'cell'.",
        "comment_not_found": "The project has no comment 'c1'.",
        "person_not_found": "There is no person 'ada'.",
    },
)
MAY_NOT = Refusal(
    "MayNot",
    403,
    "This person may not do that, or it is not known who does it.",
    {
        "person_required": (
            "This changes what is kept; say who you are by the header Person, with the id that "
            "POST /api/v1/people answers."
        ),
        "person_unknown": (
            "The header Person names 'ada', whom nobody knows; expected an id that POST "
            "/api/v1/people answers."
        ),
        "person_token_required": (
            "Ada has a personal token, and the header Person-Token does not have it."
        ),
        "role_required": (
            "Ben has the role 'annotator', which may not change labels; expected reviewer or lead."
        ),
        "cross_site": (
            "This request comes from a page of another site; only the server's own page and "
            "programs may use it."
        ),
    },
)
NOT_NOW = Refusal(
    "NotNow",
    409,
    "It cannot be done as things stand.",
    {
        "wrong_state": (
            "A picture that is accepted cannot be given the action 'skip'; expected one of return."
        ),
        "name_taken": "There is a project 'Cells' already.",
        "key_taken": "The key 1 is that of cell.",
        "label_in_use": "12 objects have the label cell; merge it into another.",
        "last_lead": "Ada is the only lead; make somebody else a lead before this.",
        "gold_picture": (
            "This picture is gold: its annotations are a known answer, which stays as it is; a "
            "lead may take that mark from it first."
        ),
        "not_exhaustive": (
            "Nobody claims that every object of some labels is marked in this picture, so that an "
            "object that it lacks would be no mistake; expected that claim before it is accepted."
        ),
        "too_many": "The project has 1,000 gold pictures, which is the most.",
        "training_already": (
            "This project has a round that is not over; wait for it, or cancel it."
        ),
        "prefill_already": (
            "Suggestions are being made in this project; wait for them, or cancel that."
        ),
        "too_few_examples": (
            "A label is suggested once people have kept 3 objects of it; cell has 1, dirt has 0."
        ),
        "prefill_off": (
            "Suggestions are off for every label with objects enough; a lead may switch one on "
            "again."
        ),
        "no_decoder": "The round is running and has no decoder that is 'safe'.",
        "decoder_refused": (
            "The gate refused this decoder: A box falls by 0.020, from 0.700 to 0.680; less than "
            "0.01 is allowed."
        ),
        "contents_changed": (
            "The annotations of cup.jpg have changed since they were read: contents is 3 in the "
            "request, and 4 is kept; read them again and decide."
        ),
        "project_archived": "The project Cells is put away; a lead may take it out again.",
        "not_put_away": (
            "The project Cells is worked in; put it away before it is removed for good."
        ),
        "name_differs": (
            "The project is called 'Cells', and 'cells' was given; nothing is removed."
        ),
        "task_running": (
            "A round, or a change of labels, is not over in the project Cells; cancel it or wait "
            "for it."
        ),
        "at_work": "Somebody works on cup.jpg by now; expected a picture that nobody is at.",
    },
)
CONFLICT = Refusal(
    "Conflict",
    412,
    "The change does not follow what is kept. Both versions are in the answer.",
    {
        "conflict": (
            "The change of the annotation 0f8fad5b-d9cb-469f-a165-70867728950e follows 'page.17', "
            "and revision 'other.4' is kept; nothing was overwritten."
        ),
    },
    json=Conflict,
)
CHANGED = Refusal(
    "Changed",
    412,
    "What is to be changed is not any more what If-Match names.",
    {
        "changed": ('If-Match is "3", and the project is "5" by now; read it again and decide.'),
    },
)
PRECONDITION = Refusal(
    "Precondition",
    428,
    "The request does not say which revision it follows.",
    {
        "precondition_required": (
            "The request says nothing of what it follows; expected If-Match with the revision, or "
            "If-None-Match: * for what is new."
        ),
    },
)
TOO_LONG = Refusal(
    "TooLong",
    413,
    "The request's body is too long.",
    {
        "body_too_long": (
            "The request's body has 80,000,000 bytes; at most 32,000,000 bytes are accepted here."
        ),
    },
)
INVALID = Refusal(
    "Invalid",
    422,
    "What was sent cannot be kept.",
    {
        "invalid_request": "labels.0.name is 5; expected a valid string.",
        "invalid_annotation": (
            'The annotation 0f8fad5b-d9cb-469f-a165-70867728950e has source "magic"; expected '
            "prompt, everything, manual, import or merge."
        ),
        "key_reused": (
            "This Idempotency-Key was used for another request; expected a new one for each."
        ),
    },
)
BUSY_STORAGE = Refusal(
    "BusyStorage",
    503,
    "The database does not take it now.",
    {
        "storage_busy": "The database of the projects is busy; try again in a moment.",
        "storage_failed": "The database does not answer (connection refused).",
        "storage_read_only": "The database of the projects takes no change.",
        "busy": (
            "The server is busy (12 requests are waiting for the model or to be read); try again "
            "in 2 seconds."
        ),
    },
    headers=("Retry-After",),
)
FULL_STORAGE = Refusal(
    "FullStorage",
    507,
    "The disk is full; nothing of this was kept.",
    {
        "storage_full": (
            "The disk of the projects is full; nothing of this was kept. Make room and send it "
            "again."
        ),
    },
)

READS = (NOT_THERE, INVALID, BUSY_STORAGE)
"""Of every operation that reads of projects."""

WRITES = (NO_JSON, MAY_NOT, NOT_THERE, NOT_NOW, TOO_LONG, INVALID, BUSY_STORAGE, FULL_STORAGE)
"""Of every operation that changes something."""
