"""What can be chosen about segment everything, and four choices that have names."""

from __future__ import annotations

import dataclasses
import itertools
import math
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from sam.errors import SettingsError

Grid = tuple[tuple[float, float], ...]
"""Points as XY shares of the picture's (or the crop's) width and height, 0 to 1."""

MOST_POINTS_PER_SIDE = 256
MOST_CROP_LAYERS = 4

_LARGEST = sys.float_info.max
"""Of finite numbers: a bound for what has none."""


@dataclass(frozen=True)
class EverythingSettings:
    """Settings of segment everything: the published ones with their defaults, then our own.

    Attributes:
        points_per_side: points of the regular grid, across and down; None with ``point_grids``.
        points_per_batch: points decoded between two chances to stop, at most; memory and results
            do not depend on it.
        pred_iou_thresh: masks must have a predicted IoU above this.
        stability_score_thresh: masks must have at least this stability score.
        stability_score_offset: how far the threshold is moved for the stability score.
        box_nms_thresh: of two masks in a crop whose boxes have an IoU above this, the one with the
            better predicted IoU stays.
        crop_n_layers: layer i adds 2^i x 2^i crops, each encoded by itself.
        crop_nms_thresh: as ``box_nms_thresh``, between crops; the smaller crop's mask stays.
        crop_overlap_ratio: by how much crops overlap in the first layer, as a share of the
            picture's shorter side; halved with each layer.
        crop_n_points_downscale_factor: the grid of layer i has points_per_side / factor^i points.
        point_grids: a grid for the picture and for each crop layer, instead of regular ones.
        min_mask_region_area: holes and islands of fewer pixels are filled and dropped; 0 leaves
            all.
        max_mask_share: masks that cover more than this share of the picture are dropped.
        adaptive: leave out points of the grid that look, in the embedding, like another one nearby;
            see :mod:`sam.automatic.adaptive`.
        windows: in a picture that is larger than what the model sees (by more than a quarter), add
            the windows at native scale, see :mod:`sam.large`; each is searched as a crop of the
            first layer is.
        suppress: False keeps what overlaps too: candidates that somebody filters later. Regions are
            then cleaned as masks are found.

    Raises:
        SettingsError: a value out of its range, or settings that do not fit together.
    """

    points_per_side: int | None = 32
    points_per_batch: int = 64
    pred_iou_thresh: float = 0.88
    stability_score_thresh: float = 0.95
    stability_score_offset: float = 1.0
    box_nms_thresh: float = 0.7
    crop_n_layers: int = 0
    crop_nms_thresh: float = 0.7
    crop_overlap_ratio: float = 512 / 1500
    crop_n_points_downscale_factor: int = 1
    point_grids: tuple[Grid, ...] | None = None
    min_mask_region_area: int = 0
    max_mask_share: float = 1.0
    adaptive: bool = False
    windows: bool = False
    suppress: bool = True

    def __post_init__(self) -> None:
        if (self.points_per_side is None) == (self.point_grids is None):
            both = "both" if self.point_grids is not None else "neither"
            raise SettingsError(
                f"Of points_per_side and point_grids {both} were given; expected exactly one."
            )
        if self.points_per_side is not None:
            self._check_whole("points_per_side", 1, MOST_POINTS_PER_SIDE)
        self._check_whole("points_per_batch", 1, 4096)
        # As published: a threshold that nothing or everything passes is taken, too.
        self._check_number("pred_iou_thresh", -_LARGEST, _LARGEST)
        self._check_number("stability_score_thresh", -_LARGEST, _LARGEST)
        self._check_number("stability_score_offset", 0, 100)
        self._check_number("box_nms_thresh", -_LARGEST, _LARGEST)
        self._check_whole("crop_n_layers", 0, MOST_CROP_LAYERS)
        self._check_number("crop_nms_thresh", -_LARGEST, _LARGEST)
        self._check_number("crop_overlap_ratio", 0, 1)
        self._check_whole("crop_n_points_downscale_factor", 1, MOST_POINTS_PER_SIDE)
        self._check_whole("min_mask_region_area", 0, 1_000_000_000)
        self._check_number("max_mask_share", 0, 1)
        self._check_flag("adaptive")
        self._check_flag("windows")
        self._check_flag("suppress")
        if self.point_grids is not None:
            object.__setattr__(self, "point_grids", _checked_grids(self.point_grids))
            if len(self.point_grids) != self.crop_n_layers + 1:
                raise SettingsError(
                    f"point_grids holds {len(self.point_grids)} grids; expected "
                    f"{self.crop_n_layers + 1}, one for the picture and one for each crop layer."
                )
            if self.windows:
                raise SettingsError("windows is on with point_grids; expected points_per_side.")
            if self.adaptive:
                raise SettingsError("adaptive is on with point_grids; expected points_per_side.")

    def grid(self, layer: int) -> Grid:
        """The points of the picture (layer 0) or of each crop of a layer, row by row."""
        if self.point_grids is not None:
            return self.point_grids[layer]
        assert self.points_per_side is not None
        side = int(self.points_per_side / self.crop_n_points_downscale_factor**layer)
        edge = 1 / (2 * side) if side else 0.0
        centres = np.linspace(edge, 1 - edge, side).tolist()
        return tuple((x, y) for y in centres for x in centres)

    @property
    def window_layer(self) -> int:
        """The layer whose grid of points windows have."""
        return 1

    def candidates(self) -> EverythingSettings:
        """The same search, keeping what a page that filters by itself may want to show.

        Masks down to a predicted IoU of 0.70 and a stability score of 0.80, overlapping ones too.
        """
        return dataclasses.replace(
            self,
            pred_iou_thresh=min(self.pred_iou_thresh, CANDIDATE_IOU),
            stability_score_thresh=min(self.stability_score_thresh, CANDIDATE_STABILITY),
            suppress=False,
        )

    def _check_whole(self, name: str, least: int, most: int) -> None:
        value: Any = getattr(self, name)
        number = number_of(value)
        if number is None or number != round(number) or not least <= number <= most:
            raise SettingsError(
                f"{name} is {value!r}; expected a whole number from {least} to {most}."
            )
        object.__setattr__(self, name, int(number))

    def _check_number(self, name: str, least: float, most: float) -> None:
        value: Any = getattr(self, name)
        number = number_of(value)
        if number is None or not least <= number <= most:
            within = "" if most == _LARGEST else f" from {least} to {most}"
            raise SettingsError(f"{name} is {value!r}; expected a number{within}.")
        object.__setattr__(self, name, number)

    def _check_flag(self, name: str) -> None:
        value: Any = getattr(self, name)
        if not isinstance(value, bool | np.bool_):
            raise SettingsError(f"{name} is {value!r}; expected true or false.")
        object.__setattr__(self, name, bool(value))


def number_of(value: object) -> int | float | None:
    """A finite number of whatever type as Python's own, or None for what is none.

    NumPy's scalars, arrays and tensors of one number and fractions are numbers; truth values and
    text are not.
    """
    if isinstance(value, bool | str | bytes | complex):
        return None
    if isinstance(value, int):
        return value
    if getattr(value, "ndim", 0) or str(getattr(value, "dtype", "")).endswith("bool"):
        return None
    try:
        number = float(value)  # type: ignore[arg-type]  # that is the question
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


CANDIDATE_IOU = 0.70
CANDIDATE_STABILITY = 0.80

PRESETS: Mapping[str, EverythingSettings] = MappingProxyType(
    {
        "default": EverythingSettings(),
        "demo": EverythingSettings(
            pred_iou_thresh=0.86,
            stability_score_thresh=0.92,
            crop_n_layers=1,
            crop_n_points_downscale_factor=2,
            min_mask_region_area=100,
        ),
        "paper": EverythingSettings(
            crop_n_layers=2,
            crop_n_points_downscale_factor=2,
            min_mask_region_area=100,
            max_mask_share=0.95,
        ),
        "fast": EverythingSettings(adaptive=True),
    }
)
"""Settings by name: the published defaults; for people who look; as the SA-1B data was made
(Kirillov et al., 2023, appendix B); and an adaptive grid for little time."""


def preset(name: str) -> EverythingSettings:
    """The settings of that name.

    Raises:
        SettingsError: there are none.
    """
    try:
        return PRESETS[name]
    except KeyError:
        names = ", ".join(PRESETS)
        raise SettingsError(f"There is no preset {name!r}; expected one of {names}.") from None


def _checked_grids(grids: Any) -> tuple[Grid, ...]:
    """Grids of any nested kind (arrays too) as tuples of floats between 0 and 1."""
    try:
        checked = tuple(tuple((float(x), float(y)) for x, y in grid) for grid in grids)
    except (TypeError, ValueError, OverflowError):
        raise SettingsError(
            "point_grids holds something that is no list of points; expected for each layer "
            "pairs of x and y from 0 to 1."
        ) from None
    for point in itertools.chain(*checked):
        if not all(0 <= share <= 1 for share in point):
            raise SettingsError(f"point_grids holds {point}; expected x and y from 0 to 1.")
    return checked
