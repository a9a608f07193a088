"""What several operations have."""

from __future__ import annotations

from server.api.operation import Answer, Parameter

IMAGE_ID = Parameter(
    name="image_id",
    place="path",
    description="The picture's id: SHA-256 of its file, 64 hexadecimal digits.",
    schema={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    example="ab67b4d21d4e5ec2cc1db35d7d0a9f2f70e3d9b5f6f1d60ab6ff55a1d04ab9e1",
)
DECODER = Parameter(
    name="decoder",
    place="query",
    description="Fingerprint of a decoder, as projects have one; without it that in force.",
    schema={"type": "string", "pattern": "^[0-9a-f]{64}$"},
)
IF_NONE_MATCH = Parameter(
    name="If-None-Match",
    place="header",
    description=(
        "An ETag received earlier; the answer is 304 without a body while it is still the same."
    ),
    schema={"type": "string"},
)

NOT_MODIFIED = Answer(
    "Not modified: the `If-None-Match` header names what would have been sent.", headers=("ETag",)
)
