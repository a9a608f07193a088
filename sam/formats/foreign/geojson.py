"""GeoJSON (RFC 7946) in pixels, as QuPath and others write it: Polygon and MultiPolygon."""

from __future__ import annotations

from typing import Any

from sam.errors import FormatError
from sam.formats.faults import shown
from sam.formats.foreign.parts import document, objects, shapes, unread
from sam.formats.records import is_number

_TYPES = ("FeatureCollection", "Feature", "GeometryCollection", "Polygon", "MultiPolygon")
_NAMES = ("label", "class", "classification", "category", "name")


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
    return document(_picture(name, _features(each)) for name, each in found)


def _picture(
    name: str | None, features: list[dict[str, Any]]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    up = _goes_up(features)
    said = ["No y is positive; it is read as going up from the picture's upper edge."] * up
    found = [_object(each, number, up) for number, each in enumerate(features, 1)]
    return {"file_name": name, "read_otherwise": said}, found


def _features(found: Any) -> list[dict[str, Any]]:
    if isinstance(found, dict) and found.get("crs"):
        raise FormatError(
            f"The GeoJSON has coordinates of a map (crs {shown(found['crs'])}); expected pixels."
        )
    if isinstance(found, list):
        return shapes(found)
    if found["type"] == "FeatureCollection":
        return shapes(found.get("features"))
    if found["type"] == "GeometryCollection":
        return [{"geometry": each} for each in objects(found.get("geometries"))]
    return [found if found["type"] == "Feature" else {"geometry": found}]


def _object(feature: dict[str, Any], number: int, up: bool) -> dict[str, Any]:
    known = feature.get("properties")
    properties = known if isinstance(known, dict) else {}
    label = next((properties[name] for name in _NAMES if name in properties), "")
    if isinstance(label, dict):
        label = label.get("name")
    own = feature.get("id")
    head = {"id": f"#{number}" if own in (None, "") else own, "label": label}
    if "unread" in feature:
        return head | unread(feature["unread"])
    geometry = feature.get("geometry")
    inner = geometry if isinstance(geometry, dict) else {}
    kind = inner.get("type")
    parts = objects(inner.get("geometries")) if kind == "GeometryCollection" else [inner]
    rings = [ring for each in parts for ring in _rings(each)]
    if not rings:
        return head | unread(f"a {kind}" if kind else "a feature without a geometry")
    if others := [shown(each.get("type")) for each in parts if not _rings(each)]:
        head["read_otherwise"] = f"has {others[0]} beside its polygons, which is not read"
    return head | {"segmentation": [_flat(ring, up) for ring in rings]}


def _rings(geometry: dict[str, Any]) -> list[Any]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if not isinstance(coordinates, list) or kind not in ("Polygon", "MultiPolygon"):
        return []
    polygons = coordinates if kind == "MultiPolygon" else [coordinates]
    return [ring for each in polygons if isinstance(each, list) for ring in each]


def _flat(ring: Any, up: bool) -> Any:
    """Corners without height, and without the last, which is the first again.

    Args:
        up: whether y goes up from the picture's upper edge, as in programs for maps.
    """
    if not isinstance(ring, list) or not all(isinstance(each, list) for each in ring):
        return ring
    corners = ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring
    if up and all(len(each) > 1 and is_number(each[1]) for each in corners):
        corners = [[each[0], -each[1]] for each in corners]
    return [at for corner in corners for at in corner[:2]]


def _goes_up(features: list[dict[str, Any]]) -> bool:
    """Whether no y lies below the upper edge, and some lie above: then y goes up from it."""
    lowest = highest = 0.0
    waiting: list[Any] = [each.get("geometry") for each in features]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            waiting += [each.get("coordinates"), each.get("geometries")]
        elif isinstance(each, list) and len(each) > 1 and all(map(is_number, each)):
            lowest, highest = min(lowest, each[1]), max(highest, each[1])
        elif isinstance(each, list):
            waiting += each
    return lowest < 0 and highest <= 0
