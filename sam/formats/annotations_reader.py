"""Reading annotations for a picture, from our own files and other tools'."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from sam.errors import FormatError, OtherPictureError, RecordError, SkippedWarning
from sam.formats.annotation import VERSION, Annotation
from sam.formats.coco_reader import CocoDocument, chosen_picture, coco_reading
from sam.formats.faults import Fault, fault, shown
from sam.formats.file_pictures import FilePictures
from sam.formats.file_sets import MOST_BYTES, FileSet, Source, file_set
from sam.formats.foreign import cvat, geojson, label_studio, labelme, panoptic, via, voc, yolo_text
from sam.formats.foreign.parts import document as document_of
from sam.formats.identities import by_value
from sam.formats.imported import Importer, now
from sam.formats.json_file import inside
from sam.formats.kinds import EXPECTED, recognised
from sam.formats.records import ImageEntry
from sam.formats.report import Reading, told

_PLAIN: dict[str, Callable[[list[Any]], dict[str, Any]]] = {
    "labelme": labelme.documents,
    "via": via.documents,
    "label_studio": label_studio.documents,
    "cvat": cvat.documents,
    "voc": voc.documents,
}
"""Kinds that are made a document of COCO's kind with nothing else known."""


def read_report(
    source: Source,
    image: ImageEntry,
    *,
    created: str | None = None,
    new_id: Callable[[], str] | None = None,
    picture: str | None = None,
    turn: int | None = None,
    by_name: bool = False,
    called: str | None = None,
    most_bytes: int = MOST_BYTES,
) -> Reading:
    """What files have for a picture: annotations, boxes, and what was left out and why.

    :func:`open_annotations` reads the same for many pictures.

    Which kind they are is judged by their content; ``docs/annotations.md`` lists what is read. The
    annotations of annotations.json come back as they were. From other files their source is
    ``import``; what our own files hold beside the schema comes back too. An object without a UUID
    gets one of its content, so that reading a file twice gives the same ids.

    Args:
        source: a file's bytes, its path, a ZIP, a folder, or files by name.
        image: the picture that they are for.
        created: the time that imported ones have; None for now.
        new_id: gives ids to those that have none; None for ids made of content.
        picture: what the file calls the picture, where a :class:`ChoiceError` asked for it.
        turn: degrees clockwise (0, 90, 270) by which the file's picture is turned to be this one,
            where a :class:`ChoiceError` asked for it.
        by_name: whether to take only a picture with this one's name. Else the file's only picture
            is taken whatever it is called, or the only one of this size, and a note says so. What
            is to be said of the files as a whole is then left to :attr:`AnnotationFiles.notes`.
        called: the picture's name where names are compared, with folders that tell pictures of one
            name apart; None for the image's own.
        most_bytes: read of a ZIP or a folder.

    Raises:
        ChoiceError: it can be read once a picture or a turn is chosen.
        OtherPictureError: it was to be read by name, and has no picture of this name.
        RecordError: annotations.json has no record that is one; the error has every fault of all.
        FormatError: another kind of file, a damaged one, one about another picture, or one of whose
            objects none can be read; the sentence says what was found.
        OSError: the path cannot be read.
    """
    return open_annotations(source, most_bytes).read(
        image,
        created=created,
        new_id=new_id,
        picture=picture,
        turn=turn,
        by_name=by_name,
        called=called,
    )


def open_annotations(source: Source, most_bytes: int = MOST_BYTES) -> AnnotationFiles:
    """Files of annotations, parsed once, to be read for many pictures.

    Args:
        source, most_bytes: as of :func:`read_report`.

    Raises:
        FormatError: another kind of file, or a damaged one.
        OSError: the path cannot be read.
    """
    return AnnotationFiles(file_set(source, most_bytes))


class AnnotationFiles:
    """Files of annotations of one kind.

    Attributes:
        name: what errors call them.
        kind: one of :data:`sam.formats.KINDS`.
        notes: sentences on the files as a whole, whichever picture they are read for.
    """

    def __init__(self, files: FileSet) -> None:
        self._files = files
        self._found = recognised(files)
        self.name, self.kind = files.name, self._found.kind
        self._made: dict[str, CocoDocument] = {}

    def read(
        self,
        image: ImageEntry,
        *,
        created: str | None = None,
        new_id: Callable[[], str] | None = None,
        picture: str | None = None,
        turn: int | None = None,
        by_name: bool = False,
        called: str | None = None,
    ) -> Reading:
        """What they have for a picture; arguments and errors as of :func:`read_report`."""
        importer = Importer(image, created or now(), new_id)
        image = replace(image, file_name=called or image.file_name)
        if self.kind == "annotations":
            which, others = self._naming(image)
            reading = _own(self._found.documents[which], image, self.name, by_name)
        else:
            document, others = self._document(image, picture)
            reading = coco_reading(
                document,
                importer,
                image,
                kind=self.kind,
                picture=picture,
                turn=turn,
                by_name=by_name,
            )
        for each in others:
            reading.note(f"{each} is about this picture too; it was not read.")
        if not by_name:
            reading.notes += self.notes
        return reading

    @cached_property
    def notes(self) -> list[str]:
        """Files that were not read, and objects that are of no picture."""
        sentences = list(self._found.notes)
        documents = self._found.documents if self.kind == "coco" else {}
        for which in documents:
            try:
                found = self._once(which, partial(documents.__getitem__, which))
            except FormatError:
                continue  # reading it says so
            sentences += filter(None, [found.unclaimed()])
        return list(dict.fromkeys(sentences))

    def without_picture(self, file_names: Iterable[str]) -> list[str]:
        """What the files call pictures that have none of these names, and so are not read."""
        pictures = FilePictures({"file_name": each} for each in file_names)
        return [each for each in self._called() if not pictures.called(each)]

    def _called(self) -> list[str]:
        """The names of all pictures, in the files' order; of one without a name its id."""
        documents = self._found.documents
        if self.kind == "yolo":
            return list(documents)
        if self.kind == "coco_results":
            found = _of_results([each for one in documents.values() for each in one], None)
            entries = found["images"]
        elif self.kind in ("annotations", "coco", "panoptic"):
            entries = [each for one in self._pictures.values() for each in one.entries]
        else:
            entries = self._once("", self._plain).pictures.entries
        return list(dict.fromkeys(str(each.get("file_name") or each.get("id")) for each in entries))

    def _document(self, image: ImageEntry, picture: str | None) -> tuple[CocoDocument, list[str]]:
        """A document of COCO's kind, and the files that are left out though they have the picture.

        Those that say the same of every picture are made once.
        """
        documents, every = self._found.documents, list(self._found.documents.values())
        if self.kind == "coco":
            which, others = self._naming(image)
            return self._once(which, lambda: documents[which]), others
        if self.kind == "panoptic":
            which, others = self._naming(image)
            made = panoptic.documents(
                documents[which],
                lambda pictures: chosen_picture(pictures, image, self.name, picture),
                self._files.called,
            )
            return CocoDocument(made, self.name), others
        if self.kind == "yolo":
            named = documents if picture is not None else _called(documents, image.file_name)
            made = yolo_text.documents(named, self._found.classes, image)
        elif self.kind == "coco_results":
            made = _of_results([each for one in every for each in one], image)
        else:
            return self._once("", self._plain), []
        return CocoDocument(made, self.name), []

    def _once(self, key: str, make: Callable[[], dict[str, Any]]) -> CocoDocument:
        if key not in self._made:
            self._made[key] = CocoDocument(make(), self.name)
        return self._made[key]

    def _plain(self) -> dict[str, Any]:
        """Of the kinds that say all of their pictures themselves, or nothing at all."""
        documents = self._found.documents
        # A file that is alone may be called anything; of several each is called as its picture is.
        names = [None if self._files.alone else each for each in documents]
        if self.kind == "geojson":
            return geojson.documents(list(zip(names, documents.values(), strict=True)))
        if self.kind == "amg" and self._files.alone:
            return {"images": [{"id": 0}], "annotations": next(iter(documents.values()))}
        if self.kind == "amg":
            pairs = zip(names, documents.values(), strict=True)
            return document_of(({"file_name": name}, _objects(each)) for name, each in pairs)
        if self.kind == "sa1b":
            return document_of(_of_sa1b(each, self.name) for each in documents.values())
        return _PLAIN[self.kind](list(documents.values()))

    def _naming(self, image: ImageEntry) -> tuple[str, list[str]]:
        """Of several files the first that names the picture, else the first; and others that do."""
        documents = self._found.documents
        if len(documents) == 1:
            return next(iter(documents)), []
        naming = [name for name in documents if self._pictures[name].called(image.file_name)]
        return naming[0] if naming else next(iter(documents)), naming[1:]

    @cached_property
    def _pictures(self) -> dict[str, FilePictures]:
        """Those of each file of ours, or of COCO's kind."""
        return {
            name: FilePictures(_pictures_of(each)) for name, each in self._found.documents.items()
        }


def read_annotations(
    source: Source,
    image: ImageEntry,
    *,
    created: str | None = None,
    new_id: Callable[[], str] | None = None,
    picture: str | None = None,
    turn: int | None = None,
) -> list[Annotation]:
    """The annotations of :func:`read_report`; what it left out comes as a ``SkippedWarning``.

    Raises:
        FormatError: as :func:`read_report` does, and where the file has nothing but boxes.
        OSError: the path cannot be read.
    """
    files = open_annotations(source)
    reading = files.read(image, created=created, new_id=new_id, picture=picture, turn=turn)
    name = inside(files.name)
    if reading.boxes and not reading.annotations:
        raise FormatError(
            f"{name[0].upper()}{name[1:]} has boxes only, {len(reading.boxes)} of them; expected "
            "masks. read_report gives the boxes, to prompt a model with."
        )
    if reading.skipped:
        warnings.warn(told(reading.skipped, name), SkippedWarning, stacklevel=2)
    if reading.boxes:
        text = f"{len(reading.boxes)} objects of {name} are only boxes; read_report gives them."
        warnings.warn(text, SkippedWarning, stacklevel=2)
    return reading.annotations


def _called(documents: dict[str, str], file_name: str) -> dict[str, str]:
    """Files with a picture's name; all of them where none has it."""
    found = FilePictures({"file_name": name} for name in documents).called(file_name)
    return {each["file_name"]: documents[each["file_name"]] for each in found} or documents


def _pictures_of(found: dict[str, Any]) -> list[Any]:
    images = found.get("images")
    return [found.get("image"), *(images if isinstance(images, list) else [])]


def _of_sa1b(found: dict[str, Any], name: str) -> tuple[dict[str, Any], list[Any]]:
    picture, annotations = found["image"], found["annotations"]
    if not isinstance(picture, dict) or not isinstance(annotations, list):
        raise FormatError(f"{name} has no image or no annotations; {EXPECTED}.")
    sides = {key: picture.get(key) for key in ("width", "height", "file_name")}
    return sides, _objects(annotations)


def _objects(found: list[Any]) -> list[dict[str, Any]]:
    return [each if isinstance(each, dict) else {"unread": shown(each)} for each in found]


def _of_results(found: list[Any], image: ImageEntry | None) -> dict[str, Any]:
    """A list of results says its pictures' ids only: this picture's number, or one in its name."""
    ids = dict.fromkeys(by_value(each.get("image_id")) for each in found if isinstance(each, dict))
    return {
        "images": [
            {
                "id": each,
                "file_name": image.file_name if image and each == image.image_id else str(each),
            }
            for each in ids
        ],
        "annotations": found,
    }


def _own(document: dict[str, Any], image: ImageEntry, name: str, by_name: bool) -> Reading:
    if document["version"] != VERSION or isinstance(document["version"], bool):
        raise FormatError(f"{name} has version {shown(document['version'])}; expected {VERSION}.")
    annotations, about = document.get("annotations"), document["image"]
    if not isinstance(about, dict) or not isinstance(annotations, list):
        raise FormatError(f"{name} has no image or no annotations; {EXPECTED}.")
    if by_name and not FilePictures([about]).called(image.file_name):
        raise OtherPictureError(f"{name} has no picture called {shown(image.file_name)}.")
    sides = (about.get("width"), about.get("height"))
    if sides != (image.width, image.height):
        raise FormatError(
            f"{name} is about a picture of {shown(sides[0])}x{shown(sides[1])} pixels; "
            f"expected this picture's {image.width}x{image.height}."
        )
    reading = Reading("annotations")
    wrong: list[RecordError] = []
    taken: set[str] = set()
    for index, each in enumerate(annotations):
        whose = f"Annotation {index + 1} in {inside(name)}"
        try:
            annotation = Annotation.from_dict(each, whose)
            if unfit := list(_unfit(annotation, each, image, taken)):
                raise RecordError(whose, unfit)
        except RecordError as error:
            wrong.append(error.within("annotations", index))
            id_ = each.get("id") if isinstance(each, dict) else None
            called_ = id_ if isinstance(id_, str) and 0 < len(id_) <= 60 else f"#{index + 1}"
            reading.skip(called_, "; ".join(one.sentence for one in error.faults[:3]))
            continue
        taken.add(annotation.id)
        reading.annotations.append(annotation)
    if wrong and not reading.annotations:
        raise RecordError(wrong[0].whose, [fault for each in wrong for fault in each.faults])
    return reading


def _unfit(
    annotation: Annotation, found: object, image: ImageEntry, taken: set[str]
) -> Iterator[Fault]:
    """What is wrong with a good record in this file, for this picture."""
    if annotation.segmentation["size"] != [image.height, image.width]:
        expected = f"this picture's {shown([image.height, image.width])}"
        yield fault("size", ("segmentation", "size"), found, expected)
    if annotation.id in taken:
        yield fault("twice", ("id",), found, "no id twice")
