"""Read other tools' annotations, say what is left out, and write our formats."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sam.cli.pictures import find_pictures
from sam.cli.whole_files import write_whole
from sam.errors import ChoiceError, SamError, SettingsError
from sam.formats import (
    ANNOTATION_FORMATS,
    KINDS,
    AnnotationFiles,
    ImageEntry,
    Reading,
    classes_of,
    image_number,
    open_annotations,
)
from sam.images import DecodedImage, read_image

NOT_ALL = 1
STOPPED = 130
_MOST_NAMED = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``python -m sam convert``."""
    parser.add_argument(
        "annotations",
        type=Path,
        metavar="FILE_OR_FOLDER",
        help="a file of annotations, a ZIP, or a folder of files that belong together",
    )
    parser.add_argument(
        "pictures",
        type=Path,
        metavar="PHOTO_OR_FOLDER",
        help="the picture that they are of, or a folder: all pictures in it and below it",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="where the files go; without it nothing is written, and only the report is printed",
    )
    parser.add_argument(
        "--format",
        choices=tuple(ANNOTATION_FORMATS),
        action="append",
        dest="formats",
        help="may be repeated (default: coco)",
    )
    parser.add_argument(
        "--picture",
        metavar="NAME",
        help="what the file calls the picture, where several may be meant",
    )
    parser.add_argument(
        "--turn",
        type=int,
        choices=(0, 90, 270),
        help="degrees clockwise by which to turn objects of a picture that was annotated lying on "
        "its side",
    )
    parser.add_argument("--report", type=Path, metavar="FILE.json", help="the report as JSON, too")


@dataclass
class _Done:
    """What became of one picture; as the report has it."""

    file_name: str
    annotations: int = 0
    boxes: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    error: str | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        return not (self.error or self.boxes or self.skipped)


def run(options: argparse.Namespace) -> int:
    """Read the annotations of each picture, print the report, and write the files.

    Returns:
        The exit status: 0, 1 where something was left out, 130 where somebody stopped it.
    """
    formats = list(dict.fromkeys(options.formats or ["coco"]))
    folder_of_pictures = options.pictures.is_dir()
    _check(options, folder_of_pictures)
    files = open_annotations(options.annotations)
    print(f"{options.annotations}: {KINDS[files.kind]}.")
    pictures = find_pictures(options.pictures, options.out)
    done: list[_Done] = []
    classes: list[str] = []
    try:
        for name in pictures.names:
            each = _convert(
                files, pictures.folder, name, options, formats, classes, folder_of_pictures
            )
            done.append(each)
            for line, stream in _lines(each):
                print(line, file=stream)
    except KeyboardInterrupt:
        print("sam: stopped; the files of the pictures named above are there.", file=sys.stderr)
        return STOPPED
    for note in files.notes if folder_of_pictures else ():
        print(f"sam: {note}", file=sys.stderr)
    without = files.without_picture(str(name) for name in pictures.names)
    without = without if folder_of_pictures else []
    if without:
        shown = ", ".join(without[:_MOST_NAMED])
        more = f" and {len(without) - _MOST_NAMED} more" if len(without) > _MOST_NAMED else ""
        print(f"sam: not among the pictures: {shown}{more}.", file=sys.stderr)
    if options.report is not None:
        report = {
            "source": str(options.annotations),
            "kind": files.kind,
            "pictures": [asdict(each) for each in done],
            "without_picture": without,
            "notes": files.notes if folder_of_pictures else [],
        }
        write_whole(options.report, json.dumps(report, indent=1).encode())
    left = without or (folder_of_pictures and files.notes)
    return NOT_ALL if left or not all(each.whole for each in done) else 0


def _check(options: argparse.Namespace, several: bool) -> None:
    """Refuse what cannot work, or would lose something, before any work is done.

    Raises:
        SettingsError: the sentence says what.
    """
    if several and (options.picture is not None or options.turn is not None):
        name = "--picture" if options.picture is not None else "--turn"
        raise SettingsError(f"{name} is about one picture, and {options.pictures} is a folder.")
    if options.out is None:
        if options.formats:
            raise SettingsError("--format is given without --out; expected a folder for the files.")
        return
    out, source = options.out.resolve(), options.annotations.resolve()
    if out.exists() and not out.is_dir():
        raise SettingsError(f"--out {options.out} is a file; expected a folder.")
    if source.is_dir() and out.is_relative_to(source):
        raise SettingsError(
            f"--out {options.out} lies in {options.annotations}, whose files are read; name "
            "another folder."
        )


def _convert(
    files: AnnotationFiles,
    folder: Path,
    name: Path,
    options: argparse.Namespace,
    formats: Sequence[str],
    classes: list[str],
    several: bool,
) -> _Done:
    """Do one picture. What goes wrong in it is part of what became of it.

    Its classes join those of the pictures before, so that each has one number in all files.

    Raises:
        OSError: a file cannot be written, which would go wrong with the next picture too.
        SettingsError: a file would replace the one that is read.
    """
    done = _Done(str(name))
    try:
        content = (folder / name).read_bytes()
        picture = read_image(content)
        image = _entry(picture, content, name)
        reading = files.read(
            image,
            picture=options.picture,
            turn=options.turn,
            by_name=several,
            called=name.as_posix(),
        )
    except (SamError, OSError, MemoryError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        done.error = str(reason).rstrip(".") + "." + _how(error, several)
        return done
    _note(done, reading, picture)
    classes[:] = classes_of(reading.annotations, classes)
    if not reading.annotations or options.out is None:
        return done
    for each in formats:
        format_ = ANNOTATION_FORMATS[each]
        target = options.out / name.with_name(name.name + format_.suffix)
        if target.exists() and target.samefile(options.annotations):
            raise SettingsError(f"{target} is the file that is read; name another folder as --out.")
        try:
            written = format_.write(image, reading.annotations, picture.rgb, classes)
        except SamError as error:
            done.error = f"{each}: {error}"
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, written)
        done.files.append(str(target))
    return done


def _entry(picture: DecodedImage, content: bytes, name: Path) -> ImageEntry:
    return ImageEntry(
        picture.width,
        picture.height,
        name.name,
        image_number(content),
        hashlib.sha256(content).hexdigest(),
    )


def _note(done: _Done, reading: Reading, picture: DecodedImage) -> None:
    done.annotations = len(reading.annotations)
    done.boxes = [asdict(each) for each in reading.boxes]
    done.skipped = [asdict(each) for each in reading.skipped]
    done.notes = [*picture.notes, *reading.notes]


def _how(error: BaseException, several: bool) -> str:
    """Which option an error asks for; of a folder's pictures each is to be asked for alone."""
    if not isinstance(error, ChoiceError):
        return ""
    give = "Convert this picture alone with" if several else "Give"
    if error.turns:
        return f" {give} --turn {' or --turn '.join(map(str, error.turns))}."
    names = ", ".join(map(repr, error.pictures[:_MOST_NAMED]))
    more = f" or one of {len(error.pictures) - _MOST_NAMED} more" * (
        len(error.pictures) > _MOST_NAMED
    )
    return f" {give} --picture {'and' if several else 'with'} one of {names}{more}."


def _lines(done: _Done) -> Iterator[tuple[str, Any]]:
    """What is printed of a picture, each line with its stream."""
    if done.error is not None:
        yield f"sam: {done.file_name}: {done.error}", sys.stderr
    if done.error is not None and not done.annotations:
        return
    counts = [_count(done.annotations, "object", "objects")]
    if done.boxes:
        counts.append(f"{_count(len(done.boxes), 'box', 'boxes')} without a mask")
    if done.skipped:
        counts.append(f"{len(done.skipped)} left out")
    yield f"{done.file_name}: {', '.join(counts)}", sys.stdout
    for each in done.skipped:
        yield f"  left out: {each['id']} {each['reason']}", sys.stdout
    for each in done.boxes:
        box = ",".join(f"{side:g}" for side in each["box"])
        label = f" ({each['label']})" if each["label"] else ""
        yield f"  only a box: {each['id']}{label}, for sam segment --box {box}", sys.stdout
    for note in done.notes:
        yield f"  note: {note}", sys.stdout
    for file in done.files:
        yield f"  written: {file}", sys.stdout


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
