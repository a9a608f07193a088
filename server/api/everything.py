"""Segment everything: the settings that a request gives, and the events that answer it."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel

from sam.automatic import EverythingSettings
from sam.automatic import preset as preset_of
from server.api.message import Count, ErrorDetail, Message
from server.api.operation import Answer, Body, Operation
from server.api.refusals import (
    ENCODING_FAILED,
    IMAGE_NOT_FOUND,
    INVALID_JSON,
    INVALID_SETTINGS,
    JOBS_BUSY,
    NO_DECODER,
    SETTINGS_TOO_LARGE,
)
from server.api.shared import DECODER, IMAGE_ID

Share = Annotated[float, Field(ge=0, le=1)]
FourWhole = Annotated[list[int], Field(min_length=4, max_length=4)]


_Point = Annotated[list[Share], Field(min_length=2, max_length=2)]
_Grid = Annotated[list[_Point], Field(fail_fast=True)]
"""Of points, which may be a hundred thousand: the first that is none is enough."""


class EverythingRequest(Message):
    """All may be left out. The defaults are those of the preset `default`."""

    model_config = ConfigDict(strict=True)

    preset: Literal["default", "demo", "paper", "fast"] = "default"
    """Where all other settings start from: `default` (the published defaults), `demo` (for people
    who look: lower thresholds, one crop layer, small regions cleaned), `paper` (as the SA-1B data
    was made: two crop layers) or `fast` (an adaptive grid)."""
    candidates: bool = False
    """Keep what a page that filters by itself may want to show: overlapping masks too, down to a
    predicted IoU of 0.70 and a stability score of 0.80."""
    points_per_side: Annotated[int, Field(ge=1, le=256)] | None = 32
    """Points of the regular grid, across and down."""
    points_per_batch: Annotated[int, Field(ge=1, le=4096)] = 64
    """Points decoded between two chances to stop, at most; the result does not depend on it."""
    pred_iou_thresh: Share = 0.88
    """Masks must have a predicted IoU above this."""
    stability_score_thresh: Share = 0.95
    """Masks must have at least this stability score."""
    stability_score_offset: Annotated[float, Field(ge=0, le=100)] = 1.0
    """How far the threshold is moved for the stability score."""
    box_nms_thresh: Share = 0.7
    """Of two masks whose boxes have an IoU above this, the one with the better predicted IoU
    stays."""
    crop_n_layers: Annotated[int, Field(ge=0, le=4)] = 0
    """Layer i adds 2^i x 2^i crops, each encoded by itself."""
    crop_nms_thresh: Share = 0.7
    """As `box_nms_thresh`, between crops; the smaller crop's mask stays."""
    crop_overlap_ratio: Share = 512 / 1500
    """By how much crops overlap in the first layer, as a share of the picture's shorter side;
    halved with each layer."""
    crop_n_points_downscale_factor: Annotated[int, Field(ge=1, le=256)] = 1
    """The grid of layer i has `points_per_side` / factor^i points a side."""
    point_grids: Annotated[list[_Grid], Field(fail_fast=True)] | None = None
    """Instead of `points_per_side`: for the picture and for each crop layer a list of points, x and
    y as shares of width and height."""
    min_mask_region_area: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0
    """Holes and islands of fewer pixels are filled and dropped; 0 leaves all."""
    max_mask_share: Share = 1.0
    """Masks that cover more than this share of the picture are dropped."""
    adaptive: bool = False
    """Leave out points of the grid that look, in the embedding, like another one nearby."""
    windows: bool = False
    """In a picture that is larger than what the model sees, by more than a quarter, search windows
    of it at native scale too."""
    suppress: bool = True
    """Whether of overlapping masks only the best stay."""

    def settings(self) -> EverythingSettings:
        """The preset's, with those that were given.

        Raises:
            SettingsError: they do not fit together.
        """
        given = {
            name: getattr(self, name) for name in self.model_fields_set - {"preset", "candidates"}
        }
        if "point_grids" in given:
            given.setdefault("points_per_side", None)
        settings = dataclasses.replace(preset_of(self.preset), **given)
        return settings.candidates() if self.candidates else settings


class Rle(Message):
    """COCO RLE, column-major: `size` is height and width, `counts` the runs as COCO's tools
    compress them."""

    size: Annotated[list[int], Field(min_length=2, max_length=2)]
    counts: str


class ProgressEvent(Message):
    """How far it is. The first comes before any work."""

    event: Literal["progress"]
    done: Count
    """Points done, or left out as explained."""
    total: Count
    """Points in all."""
    seconds: float
    """Since the job began."""


class MaskEvent(Message):
    """A mask passes the filters and is, so far, among the survivors. One that was withdrawn can
    come back."""

    event: Literal["mask"]
    id: Count
    """Names the mask within this answer."""
    segmentation: Rle
    """COCO RLE, column-major: `size` is height and width, `counts` the runs as COCO's tools
    compress them."""
    area: Count
    """Its pixels."""
    bbox: FourWhole
    """x, y, width and height, from its first to its last pixel."""
    predicted_iou: float
    """The model's own estimate of the mask's IoU."""
    point_coords: Annotated[
        list[Annotated[list[float], Field(min_length=2, max_length=2)]],
        Field(min_length=1, max_length=1),
    ]
    """The point it was found with, in pixels."""
    stability_score: float
    """IoU of the mask with itself when the threshold is moved up and down."""
    crop_box: FourWhole
    """x, y, width and height of the crop it was found in."""


class WithdrawEvent(Message):
    """A mask told before is no longer among the survivors: a better one overlaps it."""

    event: Literal["withdraw"]
    id: Count
    """The mask's."""


class SummaryEvent(Message):
    """The end."""

    event: Literal["summary"]
    ids: list[int]
    """The survivors, in the order of the result; each was told last as it is."""
    seconds: float
    """That the work took."""
    cached: bool
    """Whether an earlier request had done it."""


class ErrorEvent(Message):
    """The end, without a result."""

    event: Literal["error"]
    error: ErrorDetail


class Event(
    RootModel[
        Annotated[
            ProgressEvent | MaskEvent | WithdrawEvent | SummaryEvent | ErrorEvent,
            Field(discriminator="event"),
        ]
    ]
):
    """One line of the stream."""


SEGMENT_EVERYTHING = Operation(
    id="segmentEverything",
    method="post",
    path="/api/v1/images/{image_id}/everything",
    tag="Images",
    summary="Segment everything",
    description="""
    Finds a mask for every object of the picture, and tells of each as soon as it passes the
    filters. The answer is a stream: each line is a JSON object, an event, and leaves at once,
    uncompressed. The survivors that the summary names, each as it was told last, are the records
    that `sam.SamAutomaticMaskGenerator` gives for the same settings.

    The answer is the job: closing the connection cancels it, at the latest after one batch of
    points. Requests for embeddings go before its batches, and at most `--max-jobs` run at once; as
    many again wait in line, where they are told that nothing is done yet; further ones are answered
    `503`. Where several may run, one client leaves a place to the others. Who asks for what a
    running job is finding already is told how far that one is, and then its result; the same
    picture and settings asked for again are answered at once, with the result's masks only. A
    client that takes nothing of what waits for it for a minute is disconnected (on Linux, and
    behind the proxy).

    A picture in which nothing is found has an empty summary. A failure after the stream has begun
    is an `error` event, its last line, with one of the codes below, or `stopping` where the server
    is being stopped.
    """,
    parameters=(IMAGE_ID, DECODER),
    body=Body("Settings by name, over those of a preset.", json=EverythingRequest),
    answers={
        200: Answer(
            "Events, one a line.",
            events=Event,
            headers=("Decoder-Fingerprint", "X-Accel-Buffering"),
        ),
    },
    refusals=(
        INVALID_JSON,
        IMAGE_NOT_FOUND,
        NO_DECODER,
        SETTINGS_TOO_LARGE,
        INVALID_SETTINGS,
        ENCODING_FAILED,
        JOBS_BUSY,
    ),
    shell=r"""
    curl --fail --no-buffer --json '{"preset": "fast", "points_per_side": 8}' \
        "$server/api/v1/images/$id/everything"
    """,
    python=r"""
    settings = {"preset": "fast", "points_per_side": 8}
    request = urllib.request.Request(
        f"{server}/api/v1/images/{image['id']}/everything", data=json.dumps(settings).encode()
    )
    masks = {}
    with urllib.request.urlopen(request) as lines:
        for line in lines:
            event = json.loads(line)
            if event["event"] == "mask":
                masks[event["id"]] = event
            elif event["event"] == "withdraw":
                del masks[event["id"]]
            elif event["event"] == "error":
                raise RuntimeError(event["error"]["message"])

    print(len(masks), "masks in", event["seconds"], "s")  # the last event is the summary
    """,
)
