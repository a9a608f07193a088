"""Drawn scenes of coloured shapes, with the words for them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

SIZE = (320, 240)
"""(W, H) of a scene."""

COLOURS = {
    "red": (214, 40, 40),
    "green": (46, 160, 67),
    "blue": (40, 90, 215),
    "yellow": (240, 205, 40),
    "purple": (140, 50, 170),
    "cyan": (40, 200, 215),
}

SHAPES = ("circle", "square", "triangle", "star", "cross")

Pair = tuple[str, str]

PAIRS: tuple[Pair, ...] = tuple((colour, shape) for colour in COLOURS for shape in SHAPES)

UNSEEN: tuple[Pair, ...] = (
    ("red", "cross"),
    ("green", "circle"),
    ("blue", "star"),
    ("blue", "cross"),
    ("yellow", "triangle"),
    ("yellow", "star"),
    ("purple", "square"),
    ("cyan", "circle"),
)
"""Pairs that no model is ever trained with; each of their colours and shapes it knows."""

SEEN: tuple[Pair, ...] = tuple(pair for pair in PAIRS if pair not in UNSEEN)

_FINER = 4
_APART = 6


@dataclass(frozen=True)
class Drawn:
    """One object of a scene.

    Attributes:
        pair: its colour and shape.
        mask: ``(H, W)`` bool.
    """

    pair: Pair
    mask: npt.NDArray[np.bool_]

    @property
    def words(self) -> str:
        """What it is called, "red circle"."""
        return " ".join(self.pair)


@dataclass(frozen=True)
class Scene:
    """A picture ``(H, W, 3)`` uint8 RGB and the objects in it, none of which overlap."""

    image: npt.NDArray[np.uint8]
    objects: tuple[Drawn, ...]


def scene(seed: int, pairs: tuple[Pair, ...] = PAIRS) -> Scene:
    """Draw a scene of four to eight objects, some of them alike.

    Args:
        seed: the same scene for the same seed.
        pairs: of which colours and shapes.
    """
    random = np.random.default_rng(seed)
    width, height = SIZE
    image = _background(random)
    placed: list[tuple[float, float, float]] = []
    objects: list[Drawn] = []
    wanted = int(random.integers(4, 9))
    for _ in range(200):
        if len(placed) == wanted:
            break
        radius = float(random.uniform(18, 34))
        x = float(random.uniform(radius + 3, width - radius - 3))
        y = float(random.uniform(radius + 3, height - radius - 3))
        if any(math.hypot(x - a, y - b) < radius + c + _APART for a, b, c in placed):
            continue
        again = objects and random.random() < 0.3
        pair = objects[-1].pair if again else pairs[int(random.integers(len(pairs)))]
        outline = _turned(_outline(pair[1]), float(random.uniform(-0.22, 0.22)))
        window, cover = _covered([(x + radius * u, y + radius * v) for u, v in outline])
        colour = np.clip(np.array(COLOURS[pair[0]]) + random.integers(-14, 15, 3), 0, 255)
        image[window] += (colour - image[window]) * cover[..., None]
        mask = np.zeros((height, width), bool)
        mask[window] = cover >= 0.5
        objects.append(Drawn(pair, mask))
        placed.append((x, y, radius))
    return Scene(image.round().astype(np.uint8), tuple(objects))


def _background(random: np.random.Generator) -> npt.NDArray[np.float32]:
    """Light or middle grey, warm or cold, with a slope of brightness and some grain."""
    width, height = SIZE
    base = random.uniform(120, 220) + random.uniform(-10, 10, 3)
    slope = random.uniform(-25, 25, 2)
    across = np.linspace(-0.5, 0.5, width)[None, :] * slope[0]
    down = np.linspace(-0.5, 0.5, height)[:, None] * slope[1]
    grain = random.standard_normal((height, width), np.float32) * 3
    light = (across + down).astype(np.float32) + grain
    ground: npt.NDArray[np.float32] = np.clip(light[..., None] + base.astype(np.float32), 0, 255)
    return ground


def _covered(
    outline: list[tuple[float, float]],
) -> tuple[tuple[slice, slice], npt.NDArray[np.float32]]:
    """The window of pixels that an outline touches, and how much it covers of each, 0 to 1."""
    xs, ys = zip(*outline, strict=True)
    left, top = math.floor(min(xs)), math.floor(min(ys))
    width, height = math.ceil(max(xs)) - left, math.ceil(max(ys)) - top
    finer = Image.new("L", (width * _FINER, height * _FINER))
    corners = [((x - left) * _FINER, (y - top) * _FINER) for x, y in outline]
    ImageDraw.Draw(finer).polygon(corners, fill=255)
    cover: npt.NDArray[np.float32] = np.asarray(finer.reduce(_FINER), np.float32) / np.float32(255)
    return (slice(top, top + height), slice(left, left + width)), cover


def _outline(shape: str) -> list[tuple[float, float]]:
    """Corners of a shape within the unit circle, XY."""
    if shape == "circle":
        return _around(40, 0.9)
    if shape == "square":
        return [(-0.72, -0.72), (0.72, -0.72), (0.72, 0.72), (-0.72, 0.72)]
    if shape == "triangle":
        return [(0.0, -0.95), (0.9, 0.7), (-0.9, 0.7)]
    if shape == "star":
        inner, outer = _around(5, 0.4, math.pi / 5), _around(5, 1.0)
        return [point for both in zip(outer, inner, strict=True) for point in both]
    a, b = 0.3, 0.92
    corners = [(a, -b), (a, -a), (b, -a), (b, a), (a, a), (a, b)]
    return [*corners, *((-x, -y) for x, y in corners)]


def _around(count: int, radius: float, first: float = 0.0) -> list[tuple[float, float]]:
    angles = (first + 2 * math.pi * index / count for index in range(count))
    return [(radius * math.sin(each), -radius * math.cos(each)) for each in angles]


def _turned(points: list[tuple[float, float]], angle: float) -> list[tuple[float, float]]:
    cosine, sine = math.cos(angle), math.sin(angle)
    return [(cosine * x - sine * y, sine * x + cosine * y) for x, y in points]
