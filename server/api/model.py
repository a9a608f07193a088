"""What is running: health, the model, and this description."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from server.api.message import Message, Sha256
from server.api.operation import Answer, Operation
from server.api.refusals import NO_DECODER
from server.api.shared import DECODER, IF_NONE_MATCH, NOT_MODIFIED

Fingerprint = Annotated[
    Sha256,
    Field(description="Hash over the names, shapes and values of a network's parameters."),
]


class _Passed(BaseModel):
    """Part of the exporter's manifest, passed on with all that is in it."""

    model_config = ConfigDict(extra="allow", use_attribute_docstrings=True)


class Tensor(_Passed):
    """What a graph takes or gives."""

    name: str
    shape: list[int | str]
    """A name stands for a side of any length."""
    dtype: str


class Graph(_Passed):
    """An ONNX file."""

    file: str
    sha256: str
    bytes: int
    opset: int = 0
    inputs: list[Tensor]
    outputs: list[Tensor]


class Graphs(_Passed):
    """The ONNX files of the decoder."""

    prepare: Graph
    mask: Graph
    decode: Graph
    plain: Graph


class GraphUrls(Message):
    """Where the graphs are."""

    prepare: str
    mask: str
    decode: str
    plain: str


class EmbeddingShape(_Passed):
    """What an embedding looks like."""

    shape: list[int]


class GoldenCase(_Passed):
    """A prompt whose answer is known, which the page tests itself with; embedding and mask input
    are given by a formula (`static/js/decoder/golden.js`)."""

    width: int
    """Of the made-up picture, pixels."""
    height: int
    points: list[tuple[int, int, Literal[0, 1]]]
    """X, Y and label each, in the image frame."""
    box: Annotated[list[int], Field(min_length=4, max_length=4)]
    """XYXY in the image frame."""
    mask_range: int
    """Of the mask input: half of it lies below zero, half above."""
    step: int
    """Every so manieth row and column of the logits is given."""
    iou_predictions: list[float]
    """The predicted IoU of each mask token."""
    logits: list[list[float]]
    """Some logits of each mask token, row by row."""


class Limits(Message):
    """How large a picture may be."""

    max_bytes: int
    """Largest picture file accepted."""
    max_pixels: int
    """Most pixels accepted."""


class Model(_Passed):
    """The decoder's manifest and where its graphs are."""

    format: int
    """Version of the exporter's manifest."""
    kind: str
    """vit_t, vit_b, vit_l or vit_h."""
    image_size: int
    """Side of the model frame in pixels."""
    mask_threshold: float
    """Logits above it are mask."""
    encoder_fingerprint: Fingerprint
    decoder_fingerprint: Fingerprint
    precision: str
    """What the image encoder computes in."""
    preprocessing: int
    """Version of the way from pixels to the encoder."""
    embedding: EmbeddingShape
    """What an embedding looks like."""
    golden: GoldenCase
    """A prompt whose answer is known, which the page tests itself with; embedding and mask input
    are given by a formula (`static/js/decoder/golden.js`)."""
    graphs: Graphs
    """The ONNX files of the decoder."""
    weights: dict[str, Any] = {}
    """The file of the decoder's weights, float16, beside the graphs; for the server."""
    checkpoint: dict[str, Any] = {}
    """The weights it was made from."""
    graph_urls: GraphUrls
    """Where the graphs are."""
    runtime_url: str | None
    """Folder of onnxruntime-web, which the page runs the graphs with; null where it is not
    installed."""
    device: str
    """Where the server runs the image encoder: cpu, cuda or mps."""
    version: str
    """Of Segment Studio."""
    limits: Limits
    """How large a picture may be; a page refuses what is larger before it is sent."""


class LoadedModel(Message):
    """What is loaded."""

    kind: str
    image_size: int
    precision: str
    device: str
    encoder_fingerprint: Fingerprint


class Health(Message):
    """That it runs, and what."""

    status: Literal["ok"]
    version: str
    """Of Segment Studio."""
    model: LoadedModel
    """What is loaded."""
    limits: Limits
    """How large a picture may be."""


GET_MODEL = Operation(
    id="getModel",
    method="get",
    path="/api/v1/model",
    tag="Model",
    summary="Describe the model",
    description="""
    What the exporter wrote, and where the decoder's graphs are. `prepare` runs once for an image
    and turns its embedding into tensors; `mask` makes of a mask input what takes the place of one
    of them, `mask_rows`; `decode` takes them with a prompt and returns mask logits of 256 x 256 for
    all four mask tokens, with the predicted IoU of each. What one graph returns is fed to the next
    under the same names (that of `mask` without `corrected_`). `plain` is the whole decoder in one
    graph, slower, for where those three fail: its `has_mask_input` is 1 where `mask_input` counts,
    else 0. All tensors are float32; the caller enlarges the mask it wants.
    """,
    parameters=(DECODER,),
    answers={
        200: Answer("The model.", json=Model),
    },
    refusals=(NO_DECODER,),
    shell=r"""
    curl --fail "$server/api/v1/model"
    """,
    python=r"""
    model = get_json("/api/v1/model")
    for name, url in model["graph_urls"].items():
        urllib.request.urlretrieve(server + url, f"{name}.onnx")
    """,
)

GET_HEALTH = Operation(
    id="getHealth",
    method="get",
    path="/api/v1/health",
    tag="Model",
    summary="Check that it runs",
    description="""
    Answers as soon as the model is loaded, without asking the model anything.
    """,
    answers={
        200: Answer("It runs.", json=Health),
    },
    shell=r"""
    curl --fail "$server/api/v1/health"
    """,
    python=r"""
    health = get_json("/api/v1/health")
    assert health["status"] == "ok"
    """,
)

GET_OPEN_API = Operation(
    id="getOpenApi",
    method="get",
    path="/api/v1/openapi.json",
    tag="Model",
    summary="Get this description",
    description="""
    The OpenAPI 3.1 file that this document is made from.
    """,
    parameters=(IF_NONE_MATCH,),
    answers={
        200: Answer("The description.", json=dict, headers=("ETag",)),
        304: NOT_MODIFIED,
    },
    shell=r"""
    curl --fail "$server/api/v1/openapi.json"
    """,
    python=r"""
    api = get_json("/api/v1/openapi.json")
    print(sorted(api["paths"]))
    """,
)
