"""What all typed requests and answers have in common."""

from __future__ import annotations

from typing import Annotated

from flask import Response, jsonify
from pydantic import BaseModel, ConfigDict, Field

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]
Side = Annotated[int, Field(ge=1)]


class Message(BaseModel):
    """A JSON object with fields that are known, and no others. Their docstrings describe them."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)


class ErrorDetail(Message):
    """What went wrong."""

    code: str
    """For programs; does not change."""
    message: str
    """For people; one sentence."""
    status: int
    """The HTTP status again."""


class Error(Message):
    """The body of every error."""

    error: ErrorDetail


def answer(message: BaseModel) -> Response:
    """The message as a response's JSON: every field that it was given."""
    return jsonify(message.model_dump(mode="json", exclude_unset=True))
