"""The headers of answers, as OpenAPI describes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.api.shared import IMAGE_ID

EVERYWHERE = (
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Embedder-Policy",
    "Cross-Origin-Resource-Policy",
    "X-Content-Type-Options",
    "Cache-Control",
    "X-Request-Id",
    "Content-Security-Policy",
    "Referrer-Policy",
)
"""Headers of every answer."""

HEADERS: Mapping[str, Mapping[str, Any]] = {
    "Location": {
        "description": "The picture's address.",
        "schema": {"type": "string"},
        "example": f"/api/v1/images/{IMAGE_ID.example}",
    },
    "ETag": {
        "description": "Names this answer, for `If-None-Match`.",
        "schema": {"type": "string"},
    },
    "Embedding-Shape": {
        "description": "Sides of the array, separated by commas.",
        "schema": {"type": "string", "pattern": "^\\d+(,\\d+){3}$"},
        "example": "1,256,64,64",
    },
    "Embedding-Dtype": {
        "description": "Type of the numbers.",
        "schema": {"type": "string", "enum": ["float16", "float32"]},
        "example": "float16",
    },
    "Encoder-Fingerprint": {
        "description": "Which image encoder made it.",
        "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "example": "f099c7f127c44e425689f8f23a56f40d18f42c400859fb51cca73c951c0aff92",
    },
    "Decoder-Fingerprint": {
        "description": (
            "Which mask decoder found the masks; another may be in force when the job ends."
        ),
        "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
    "Image-Size": {
        "description": "Width and height of the upright picture in pixels.",
        "schema": {"type": "string", "pattern": "^\\d+x\\d+$"},
        "example": "640x427",
    },
    "Embedding-Window": {
        "description": "x,y,width,height of the part of the picture that was encoded.",
        "schema": {"type": "string", "pattern": "^\\d+,\\d+,\\d+,\\d+$"},
        "example": "512,0,1024,1024",
    },
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}, "example": 2},
    "Cross-Origin-Opener-Policy": {
        "description": "Part of what lets the page use threads.",
        "schema": {"const": "same-origin"},
    },
    "Cross-Origin-Embedder-Policy": {
        "description": "Part of what lets the page use threads.",
        "schema": {"const": "require-corp"},
    },
    "Cross-Origin-Resource-Policy": {
        "description": "Other sites' pages cannot load this.",
        "schema": {"const": "same-origin"},
    },
    "X-Content-Type-Options": {
        "description": "The declared type is the type.",
        "schema": {"const": "nosniff"},
    },
    "Cache-Control": {
        "description": "How long the answer may be kept.",
        "schema": {"type": "string"},
    },
    "X-Accel-Buffering": {
        "description": "Tells proxies to pass every event on at once.",
        "schema": {"const": "no"},
    },
    "X-Request-Id": {
        "description": "Names this request in the server's log.",
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9._-]{8,64}$"},
    },
    "Content-Security-Policy": {
        "description": "What a browser may do with the answer.",
        "schema": {"type": "string"},
    },
    "Referrer-Policy": {"description": "Always same-origin.", "schema": {"const": "same-origin"}},
    "WWW-Authenticate": {
        "description": "How to send the access token.",
        "schema": {"type": "string"},
    },
}
"""By name."""
