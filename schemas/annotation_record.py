"""The annotation record as pydantic models: what its JSON Schema is made of.

``python -m schemas`` writes ``sam/formats/annotation.schema.json`` from it, by which both languages
check; nothing imports it while masks are read, which therefore needs no pydantic. What a schema
cannot say is in ``sam/formats/annotation_rules.py``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, SkipJsonSchema
from pydantic_core import core_schema

MOST_EXACT = 2**53 - 1
"""The largest whole number that JavaScript has."""

Whole = Annotated[int, Field(ge=0, le=MOST_EXACT)]
Side = Annotated[int, Field(ge=1, le=MOST_EXACT)]
Share = Annotated[float, Field(ge=0, le=1)]
Point = Annotated[list[float], Field(min_length=2, max_length=2)]
Time = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]{3})?Z$"),
]


class _Part(BaseModel):
    """All that stands in a record: every field is there, and no other."""

    model_config = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True)


class Rle(_Part):
    """A mask as COCO's compressed run-length encoding."""

    size: Annotated[list[Side], Field(min_length=2, max_length=2)]
    """Height and width in pixels."""
    counts: str
    """The runs, which fill the size."""


class PointPrompt(_Part):
    """A click, in the image frame."""

    type: Literal["point"]
    x: float
    y: float
    label: Literal[0, 1]
    """1 foreground, 0 background."""
    chosen: Whole | None
    """The mask token that was chosen after it, if one was."""


class BoxPrompt(_Part):
    """A box, top left and bottom right corner in the image frame."""

    type: Literal["box"]
    x0: float
    y0: float
    x1: float
    y1: float
    chosen: None


class TextPrompt(_Part):
    """Words. A record that has some is of version 2."""

    type: Literal["text"]
    text: Annotated[str, Field(pattern=r"[^ ]")]
    """What was looked for."""
    way: Literal["detector", "two_towers", "prompt_token"]
    """How the words became a mask."""
    chosen: None


class BrushStroke(_Part):
    """Discs of a radius along a line."""

    type: Literal["brush"]
    add: bool
    """False takes away."""
    radius: Annotated[float, Field(gt=0)]
    points: Annotated[list[Point], Field(min_length=1)]
    """X and Y in the image frame."""


class PolygonStroke(_Part):
    """A polygon."""

    type: Literal["polygon"]
    add: bool
    """False takes away."""
    points: Annotated[list[Point], Field(min_length=3)]
    """X and Y in the image frame."""


class PixelStroke(_Part):
    """Pixels, as a mask of the annotation's own size."""

    type: Literal["pixels"]
    add: bool
    """False takes away."""
    segmentation: Rle


class Candidate(_Part):
    """A mask that was offered."""

    token: Whole
    """Its mask token."""
    iou: float
    """Its predicted IoU."""


class MadeBy(_Part):
    """The model that a mask is of."""

    kind: str
    encoder_fingerprint: str
    decoder_fingerprint: str


class Picture(_Part):
    """The picture that an annotation is of."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """The sha256 of its file."""
    file_name: str


class SuggestedBy(_Part):
    """How a mask came to be suggested, and how far it is what was suggested."""

    by: Literal["similar", "prefill", "text"]
    """The rest like one object, a task that goes through a project, or words."""
    score: Share
    """How likely it is right, as the suggestion said; of words a similarity."""
    line: Share
    """From which score on suggestions were above the line when it was accepted."""
    overlap: Share
    """IoU of the annotation's mask with the suggested one; 1 where it is as it was suggested."""


class AnnotationRecord(_Part):
    """One object of a picture, and all that is known of how it came about."""

    version: Literal[1, 2]
    """2 where words are among the prompts; earlier readers know 1 alone."""
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    """A UUID in lower case."""
    name: str
    """What a person calls this object; may be empty."""
    label: str
    """Its class; empty for none."""
    segmentation: Rle
    """The mask at the picture's own size."""
    prompts: list[Annotated[PointPrompt | BoxPrompt | TextPrompt, Field(discriminator="type")]]
    """In the order made."""
    corrections: list[
        Annotated[BrushStroke | PolygonStroke | PixelStroke, Field(discriminator="type")]
    ]
    """What was done to the mask by hand, in the order made."""
    candidates: list[Candidate]
    """The masks that were offered, the best first."""
    chosen: Whole | None
    """The mask token of the candidate that was taken; null where there was no choice."""
    source: Literal["prompt", "everything", "manual", "import", "merge"]
    """How the mask came about."""
    predicted_iou: float | None
    """Null where no model was asked."""
    stability_score: float | None
    """Null where no model was asked."""
    point_coords: Annotated[list[Point], Field(min_length=1, max_length=1)] | None
    """The point that segment everything found it with."""
    crop_box: Annotated[list[float], Field(min_length=4, max_length=4)] | None
    """X, Y, width and height of the crop that segment everything found it in."""
    model: MadeBy | None
    """Null where no model was asked, or it is not known."""
    picture: Picture | SkipJsonSchema[None] = None
    """Absent where it is not known."""
    frame: Whole | SkipJsonSchema[None] = None
    """The page or frame of the picture, counted from 0; absent where it has only one."""
    window: tuple[Whole, Whole, Side, Side] | SkipJsonSchema[None] = None
    """X, Y, width and height, in pixels of the picture, of the part that the encoder saw; absent
    where it saw all of it. Everything else in the record stays in the image frame."""
    suggestion: SuggestedBy | SkipJsonSchema[None] = None
    """Absent where the mask was not suggested. What was changed since is in `corrections`, the
    first of which then has the suggested pixels, and in `prompts`."""
    created: Time
    """UTC, as in 2026-11-25T14:43:09Z or with milliseconds."""
    modified: Time
    """The same."""


class _Schema(GenerateJsonSchema):
    """As pydantic emits it, for both validators to read alike."""

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        """Each branch says its tag itself: Ajv takes no mapping, and asks for the type beside."""
        union = super().tagged_union_schema(schema)
        return union | {"type": "object", "discriminator": {"propertyName": "type"}}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """What may be absent has no default: null is no value of it."""
        return self.generate_inner(schema["schema"])


def annotation_schema() -> dict[str, Any]:
    """The record's JSON Schema, draft 2020-12."""
    schema = AnnotationRecord.model_json_schema(schema_generator=_Schema)
    return {"$schema": _Schema.schema_dialect, **schema}
