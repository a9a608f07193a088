"""GeoJSON (RFC 7946) in pixels, as QuPath and others write it: Polygon and MultiPolygon."""

from __future__ import annotations

from typing import Any

from sam.errors import FormatError
from sam.formats.faults import shown
from sam.formats.foreign.parts import document, objects, unread

_TYPES = ("FeatureCollection", "Feature", "GeometryCollection", "Polygon", "MultiPolygon")
_NAMES = ("label", "class", "classification", "category", "name", "objectType")


def is_it(found: Any) -> bool:
    """Whether parsed JSON is such a file, or QuPath's list of features."""
    if isinstance(found, list):
        return bool(found) and all(isinstance(each, dict) and "geometry" in each for each in found)
    return isinstance(found, dict) and found.get("type") in _TYPES


def documents(found: list[tuple[str | None, Any]]) -> dict[str, Any]:
    """Of files with what their pictures are called: they do not say so themselves.

    Raises:
        FormatError: it has coordinates of a map (``crs``).
    """
    return document(({"file_name": name}, _objects(each)) for name, each in found)


def _objects(found: Any) -> list[dict[str, Any]]:
    if isinstance(found, dict) and found.get("crs"):
        raise FormatError(
            f"The GeoJSON has coordinates of a map (crs {shown(found['crs'])}); expected pixels."
        )
    if isinstance(found, list):
        features = objects(found)
    elif found["type"] == "FeatureCollection":
        features = objects(found.get("features"))
    elif found["type"] == "GeometryCollection":
        features = [{"geometry": each} for each in objects(found.get("geometries"))]
    else:
        features = [found if found["type"] == "Feature" else {"geometry": found}]
    return [_object(each, number) for number, each in enumerate(features, 1)]


def _object(feature: dict[str, Any], number: int) -> dict[str, Any]:
    known = feature.get("properties")
    properties = known if isinstance(known, dict) else {}
    label = next((properties[name] for name in _NAMES if name in properties), "")
    if isinstance(label, dict):
        label = label.get("name")
    head = {"id": feature.get("id") or f"#{number}", "label": label}
    geometry = feature.get("geometry")
    inner = geometry if isinstance(geometry, dict) else {}
    kind, coordinates = inner.get("type"), inner.get("coordinates")
    if not isinstance(coordinates, list) or kind not in ("Polygon", "MultiPolygon"):
        return head | unread(f"a {kind}")
    polygons = coordinates if kind == "MultiPolygon" else [coordinates]
    rings = [ring for each in polygons if isinstance(each, list) for ring in each]
    return head | {"segmentation": [_flat(ring) for ring in rings]}


def _flat(ring: Any) -> Any:
    """Corners without height, and without the last, which is the first again."""
    if not isinstance(ring, list) or not all(isinstance(each, list) for each in ring):
        return ring
    corners = ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring
    return [at for corner in corners for at in corner[:2]]
