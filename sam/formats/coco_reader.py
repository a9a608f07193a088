"""Reading COCO JSON, our own or another's: the objects of one of its pictures.

Readers of other kinds make a document of this kind first, so that names, sizes, ids and shapes are
taken by the same rules everywhere.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sam.errors import ChoiceError, FormatError, OtherPictureError
from sam.formats.annotation_faults import fitting
from sam.formats.categories import NO_LABEL
from sam.formats.faults import shown
from sam.formats.file_pictures import FilePictures, sides
from sam.formats.identities import by_value, called
from sam.formats.imported import Importer
from sam.formats.json_file import inside
from sam.formats.records import ImageEntry
from sam.formats.report import OfferedBox, Reading
from sam.formats.shapes import are_fractions, is_nothing, mask_of, number_of, parsed_text
from sam.formats.turning import turned_box, turned_mask
from sam.masks.rle import area

_MOST_NAMED = 3
_MOST_FIELDS = 5
_MOST_OFFERED = 200
_COUNTED = ("sa1b", "amg")
"""Kinds whose ``area`` is the mask's pixels: another number is a sign of damage."""
_IN_PIXELS = ("coco", "coco_results", "labelme", "via", "geojson", "cvat", "voc")
"""Kinds whose coordinates are pixels, and are fractions of the sides where somebody erred."""
_NAMED_BY_READERS = ("labelme", "via", "geojson", "label_studio", "cvat", "voc")
"""Kinds whose objects have their label from a file that has no other way to say that there is none
than the class ``object``."""
_READ = frozenset(
    "id image_id category_id segmentation area bbox iscrowd label unread read_otherwise uuid name "
    "predicted_iou stability_score point_coords crop_box".split()
)
"""Fields of an object that are read; others are named in a note."""


class CocoDocument:
    """A parsed file with ``images``, arranged once for any number of pictures.

    Attributes:
        name: of the file, for errors.
        pictures: that it is about.
        labels: names of its categories, by id.

    Raises:
        FormatError: its lists are none.
    """

    def __init__(self, document: dict[str, Any], name: str) -> None:
        images, self._annotations, categories = _lists(document, name)
        self.name = name
        self.pictures = FilePictures(images)
        self.labels = {by_value(each.get("id")): each.get("name") for each in categories}

    def objects_of(self, picture: dict[str, Any]) -> Iterator[tuple[int, Any]]:
        """A picture's objects, and what is no object at all, each with its place from 1."""
        return iter(
            sorted(self._by_picture[self._same(_id_of(picture))] + self._of_any, key=_place)
        )

    def elsewhere(self, picture: dict[str, Any]) -> Counter[str]:
        """How many objects are of other pictures, by what they say of their picture."""
        own = self._same(_id_of(picture))
        return Counter(
            shown(found.get("image_id"))
            for about, objects in self._by_picture.items()
            if about != own
            for _, found in objects
        )

    def unclaimed(self) -> str:
        """A sentence on the objects that are of no picture of the file; empty where all are."""
        lost = Counter(
            shown(found.get("image_id"))
            for about, objects in self._by_picture.items()
            if about not in self._names
            for _, found in objects
        )
        if not lost:
            return ""
        ids = ", ".join(list(lost)[:_MOST_NAMED]) + (", …" if len(lost) > _MOST_NAMED else "")
        return (
            f"Objects of no picture in {inside(self.name)}: {lost.total()}, with image_id {ids}; "
            "they are not read."
        )

    def sharing(self, picture: dict[str, Any]) -> list[str]:
        """Names of other pictures that have a picture's id."""
        names = self._names[self._same(_id_of(picture))]
        return [each for each in names if each != _called(picture)]

    @cached_property
    def _ids_differ(self) -> bool:
        ids = [_id_of(each) for each in self.pictures.entries]
        return len(set(map(by_value, ids))) == len(set(map(shown, ids)))

    @cached_property
    def _names(self) -> dict[Any, dict[str, None]]:
        """Names of the pictures, by id."""
        names: dict[Any, dict[str, None]] = defaultdict(dict)
        for each in self.pictures.entries:
            names[self._same(_id_of(each))][_called(each)] = None
        return dict(names)

    def _same(self, found: Any) -> Any:
        """What an id of a picture is compared by: its value, unless two pictures then have one."""
        return by_value(found) if self._ids_differ else shown(found)

    @cached_property
    def _of_any(self) -> list[tuple[int, Any]]:
        alone = len(self.pictures.entries) == 1
        return [
            (number, found)
            for number, found in enumerate(self._annotations, 1)
            if not isinstance(found, dict) or (alone and found.get("image_id") is None)
        ]

    @cached_property
    def _by_picture(self) -> dict[Any, list[tuple[int, Any]]]:
        found: dict[Any, list[tuple[int, Any]]] = defaultdict(list)
        of_any = {number for number, _ in self._of_any}
        for number, each in enumerate(self._annotations, 1):
            if number not in of_any:
                found[self._same(each.get("image_id"))].append((number, each))
        return found


def _place(numbered: tuple[int, Any]) -> int:
    return numbered[0]


def _id_of(picture: dict[str, Any]) -> Any:
    """A picture's id; one that has none is called by its name."""
    found = picture.get("id")
    return picture.get("file_name") if found is None else found


def coco_reading(
    document: CocoDocument,
    importer: Importer,
    image: ImageEntry,
    *,
    kind: str = "coco",
    picture: str | None = None,
    turn: int | None = None,
    by_name: bool = False,
) -> Reading:
    """What the file has for the picture that fits, in the file's order.

    That is the file's only one, else the one with the same name by the strictest form that fits
    any (:func:`sam.formats.picture_names.name_forms`), else the only one of the same size. Ids are
    compared by value. A category called ``object`` is no label.

    Args:
        document: the file.
        importer: makes the annotations.
        image: the picture, by the name that is compared.
        picture: what the file calls the picture, where a :class:`ChoiceError` asked for it.
        turn: degrees clockwise by which the file's picture is turned to be this one: 0, 90 or 270.
        by_name: whether only a picture with this one's name fits.

    Raises:
        ChoiceError: several pictures fit, or the sides are swapped; the error has what there is to
            choose from.
        FormatError: no picture fits, the one that fits has another size or no object in the file,
            or none of its objects can be read.
    """
    name = document.name
    reading = Reading(kind)
    chosen = chosen_picture(document.pictures, image, name, picture, by_name=by_name)
    turn = _turn(chosen, image, name, turn)
    _note_name(chosen, document.pictures, image, name, reading)
    _note_picture(chosen, document, reading)
    height, width = (
        (image.width, image.height) if turn in (90, 270) else (image.height, image.width)
    )
    objects = list(document.objects_of(chosen))
    fractions = kind in _IN_PIXELS and _all_fractions(objects, "segmentation")
    boxes_are_fractions = kind in _IN_PIXELS and _all_fractions(objects, "bbox")
    if fractions or boxes_are_fractions:
        reading.note(
            f"The {'corners' if fractions else 'boxes'} in {inside(name)} are all from 0 to 1; "
            "they are read as fractions of the picture's sides."
        )
    for number, found in objects:
        if not isinstance(found, dict):
            reading.skip(f"#{number}", f"is {shown(found)}; expected an object")
            continue
        whose = called(found, number)
        if isinstance(found.get("unread"), str):
            reading.skip(whose, f"is {found['unread']}, which is not read")
            continue
        label = _label(found, document.labels, reading, whose)
        if isinstance(found.get("read_otherwise"), str):
            reading.note(f"Object {whose} {found['read_otherwise']}.")
        segmentation = found.get("segmentation")
        box = _box(found.get("bbox"), (height, width), boxes_are_fractions)
        if is_nothing(segmentation):
            if box is None:
                reason = (
                    f"has segmentation {shown(segmentation)} and bbox {shown(found.get('bbox'))}"
                )
                reading.skip(whose, f"{reason}; expected a mask, or a box in the picture")
                continue
            reading.boxes.append(OfferedBox(whose, label, turned_box(box, (height, width), turn)))
            continue
        try:
            mask, notes = mask_of(segmentation, (height, width), fractions)
        except FormatError as error:
            if box is None or not isinstance(segmentation, list):
                reading.skip(whose, str(error))
                continue
            reading.note(f"Object {whose} {error}; its box is offered.")
            reading.boxes.append(OfferedBox(whose, label, turned_box(box, (height, width), turn)))
            continue
        said = number_of(found.get("area")) if kind in _COUNTED else None
        if said is not None and said != (pixels := area(mask)):
            notes.append(f"has area {shown(said)}; its mask has {pixels} pixels")
        for note in notes:
            reading.note(f"Object {whose} {note}.")
        if turn:
            found = {k: v for k, v in found.items() if k not in ("point_coords", "crop_box")}
            mask = turned_mask(mask, turn)
        if kind in _NAMED_BY_READERS:
            found = {**found, "label": label}
        reading.annotations.append(importer.annotation(found, label, mask, whose))
    _check_any(reading, document, chosen, image)
    _note_unread(objects, name, reading)
    return reading


def _lists(
    document: dict[str, Any], name: str
) -> tuple[list[dict[str, Any]], list[Any], list[dict[str, Any]]]:
    images, annotations = document["images"], document.get("annotations")
    categories = document.get("categories") or []
    for key, found in {"images": images, "annotations": annotations}.items():
        if not isinstance(found, list):
            raise FormatError(f"{name} has {key} {shown(found)}; expected a list of objects.")
    if isinstance(categories, dict):  # {"18": "dog"}
        categories = [{"id": key, "name": value} for key, value in categories.items()]
    if not isinstance(categories, list):
        raise FormatError(f"{name} has categories {shown(categories)}; expected a list of objects.")
    return (
        [each for each in images if isinstance(each, dict)],
        annotations or [],
        [each for each in categories if isinstance(each, dict)],
    )


def chosen_picture(
    pictures: FilePictures,
    image: ImageEntry,
    name: str,
    picture: str | None,
    *,
    by_name: bool = False,
) -> dict[str, Any]:
    """The one of a file's pictures that fits; raises as :func:`coco_reading` does."""
    images = pictures.entries
    if not images:
        raise FormatError(f"{name} is about no picture; expected one.")
    named = pictures.called(image.file_name)
    sized = pictures.sized(image.width, image.height)
    if picture is not None:
        fitting_ = [each for each in images if picture in (_title(each), each.get("file_name"))]
        asked = _distinct(fitting_)
        if len(asked) == 1:
            return asked[0]
        raise ChoiceError(
            f"{name} has {len(asked)} pictures called {shown(picture)}; expected one of "
            f"{_some(images)}.",
            [_title(each) for each in images[:_MOST_OFFERED]],
        )
    if by_name and not named:
        raise OtherPictureError(f"{name} has no picture called {shown(image.file_name)}.")
    if len(images) == 1:
        return images[0]
    named = _distinct(named)
    if len(named) == 1:
        return named[0]
    # A file may have a hundred thousand pictures of one size: they are looked at only in need.
    sized = _distinct(sized)
    both = [each for each in named if sides(each) == (image.width, image.height)]
    fits = both if named else sized
    if len(fits) == 1:
        return fits[0]
    offered = fits or named or images
    raise ChoiceError(
        f"{name} is about {len(images)} pictures ({_some(images)}), "
        f"{len(named)} called {shown(image.file_name)} and {len(sized)} of "
        f"{image.width}x{image.height} pixels; expected one that fits this picture, or that "
        f"{_some(offered)} is chosen.",
        [_title(each) for each in offered[:_MOST_OFFERED]],
    )


def _distinct(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without those that say the same again, as files that were merged have them."""
    found: dict[Any, dict[str, Any]] = {}
    for each in entries:
        found.setdefault((_title(each), sides(each)), each)
    return list(found.values())


def _title(each: dict[str, Any]) -> str:
    """What a person chooses it by: name and id, as names need not differ."""
    return f"{_called(each)} ({shown(each.get('id'))})"


def _called(each: dict[str, Any]) -> str:
    file_name = each.get("file_name")
    return file_name if isinstance(file_name, str) else "?"


def _some(images: list[dict[str, Any]]) -> str:
    names = [shown(each.get("file_name")) for each in images[:_MOST_NAMED]]
    return ", ".join([*names, *(["…"] if len(images) > _MOST_NAMED else [])])


def _turn(chosen: dict[str, Any], image: ImageEntry, name: str, turn: int | None) -> int:
    """By how much to turn: 0 where the sizes agree, or where the file has none."""
    if turn not in (None, 0, 90, 270):
        raise FormatError(f"turn is {shown(turn)}; expected 0, 90 or 270 degrees clockwise.")
    width, height = sides(chosen)
    size = (width or image.width, height or image.height)  # none, or 0: the picture's
    swapped = size == (image.height, image.width)
    if turn in (90, 270):
        if swapped or not (width and height):
            return turn
    elif size == (image.width, image.height):
        return 0
    about = f"{name} is about a picture of {shown(width)}x{shown(height)} pixels"
    if swapped and turn is None:
        raise ChoiceError(
            f"{about}; this picture has {image.width}x{image.height}, which is the same lying on "
            "its side: it was probably annotated without its EXIF orientation. Choose whether "
            "to turn the objects by 90 or 270 degrees clockwise.",
            turns=(90, 270),
        )
    raise FormatError(f"{about}; expected this picture's {image.width}x{image.height}.")


def _note_name(
    chosen: dict[str, Any],
    pictures: FilePictures,
    image: ImageEntry,
    name: str,
    reading: Reading,
) -> None:
    file_name = chosen.get("file_name")
    fits = FilePictures([chosen]).called(image.file_name)
    if isinstance(file_name, str) and file_name and not fits:
        reading.note(
            f"The picture in {inside(name)} is called {shown(file_name)}; it is read for "
            f"{shown(image.file_name)}, "
            + ("as there is no other." if len(pictures.entries) == 1 else "which has its size.")
        )


def _note_picture(chosen: dict[str, Any], document: CocoDocument, reading: Reading) -> None:
    """What a reader of the file says of the picture, and what the file has under one id."""
    said = chosen.get("read_otherwise")
    for sentence in said if isinstance(said, list) else []:
        if isinstance(sentence, str):
            reading.note(sentence)
    if sharing := document.sharing(chosen):
        others = ", ".join(map(shown, sharing[:_MOST_NAMED]))
        reading.note(
            f"{document.name} gives its picture's id, {shown(_id_of(chosen))}, to {others}"
            f"{', …' if len(sharing) > _MOST_NAMED else ''} too; the objects of that id are read, "
            "whichever of these pictures they are of."
        )


def _note_unread(objects: list[tuple[int, Any]], name: str, reading: Reading) -> None:
    """Which fields of objects were not read, and how many are marked as crowds."""
    entries = [found for _, found in objects if isinstance(found, dict)]
    fields = dict.fromkeys(
        key for found in entries for key, value in found.items() if value and key not in _READ
    )
    if fields:
        some = ", ".join(list(map(shown, fields))[:_MOST_FIELDS])
        more = ", …" if len(fields) > _MOST_FIELDS else ""
        reading.note(f"Not read of the objects in {inside(name)}: {some}{more}.")
    if crowds := sum(number_of(found.get("iscrowd")) == 1 for found in entries):
        reading.note(
            f"Marked as crowds (iscrowd): {crowds} of the objects; each is read as one object."
        )


def _all_fractions(objects: list[tuple[int, Any]], field: str) -> bool:
    """Whether every coordinate in a field is from 0 to 1, and some lie between."""
    some = False
    for _, each in objects:
        if isinstance(each, dict):
            found = are_fractions(each.get(field))
            if found is False:
                return False
            some = some or found is True
    return some


def _label(found: dict[str, Any], labels: dict[Any, Any], reading: Reading, whose: str) -> str:
    own = _text(found.get("label"))
    if own is not None:
        return "" if own == NO_LABEL and reading.kind in _NAMED_BY_READERS else own
    number = found.get("category_id")
    label = _text(labels.get(by_value(number)))
    if label is not None:
        return "" if label == NO_LABEL else label
    if number is None:
        return ""
    reading.note(
        f"Object {whose} has category {shown(number)}, which has no name; it is its label."
    )
    return _text(number) or ""


def _text(found: Any) -> str | None:
    """A label, also where it is a number; None where it is neither."""
    if isinstance(found, int | float) and not isinstance(found, bool):
        found = shown(found)
    return found if isinstance(found, str) and fitting({"label": found}) else None


def _box(
    found: Any, size: tuple[int, int], fractions: bool
) -> tuple[float, float, float, float] | None:
    """[x, y, width, height] as corners, clipped to the picture."""
    sides_ = parsed_text(found)
    numbers = [number_of(each) for each in sides_] if isinstance(sides_, list) else []
    if len(numbers) != 4 or any(each is None for each in numbers):
        return None
    x, y, across, down = (float(each or 0) for each in numbers)
    if across <= 0 or down <= 0:
        return None
    height, width = size
    if fractions:
        x, y, across, down = x * width, y * height, across * width, down * height
    box = (max(x, 0.0), max(y, 0.0), min(x + across, width), min(y + down, height))
    return box if box[0] < box[2] and box[1] < box[3] else None


def _check_any(
    reading: Reading, document: CocoDocument, chosen: dict[str, Any], image: ImageEntry
) -> None:
    """A file of which nothing can be read is no success."""
    if reading.annotations or reading.boxes:
        return
    name = document.name
    if reading.skipped:
        first, *rest = reading.skipped
        more = f" (and {len(rest)} more)" if rest else ""
        raise FormatError(
            f"Object {first.id} in {inside(name)} {first.reason}{more}; no object could be read."
        )
    elsewhere = document.elsewhere(chosen)
    if elsewhere:
        ids = ", ".join(list(elsewhere)[:_MOST_NAMED])
        file_name = chosen.get("file_name")
        called_ = file_name if isinstance(file_name, str) and file_name else image.file_name
        raise FormatError(
            f"{name} has no object of {shown(called_)} (its id is "
            f"{shown(chosen.get('id'))}): its {sum(elsewhere.values())} objects are of image_id "
            f"{ids}{', …' if len(elsewhere) > _MOST_NAMED else ''}."
        )
    reading.note(f"{name} has no object of this picture.")
