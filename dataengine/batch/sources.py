"""What pictures a source has: folders, file lists, tar shards, on a disk or in object storage."""

from __future__ import annotations

import itertools
import posixpath
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dataengine.batch.errors import BatchError
from dataengine.batch.places import is_local, open_address, said
from sam.cli.pictures import SUFFIXES

LISTS = (".txt", ".lst")
"""Endings of files with a path or an address in each line."""

PACKED = (".tar.gz", ".tgz", ".tar.zst", ".tar.bz2", ".tar.xz")

_OUTSIDE = re.compile(r"(?:^|/)\.{1,2}(?=/|$)|^/+|^[A-Za-z]:/")


@dataclass(frozen=True, slots=True)
class Entry:
    """A picture of a source.

    Attributes:
        name: tells it from the others; a relative path with ``/``, safe to be written below a
            folder.
        address: of the file that has its bytes.
        begin: where they begin in it; None where the file is the picture.
        size: how many they are; None where that is not known.
    """

    name: str
    address: str
    begin: int | None
    size: int | None


def entries(source: str, without: str | None = None) -> Iterator[Entry]:
    """The pictures of a source in order, each once; two of one name get different ones.

    Args:
        source: a folder (all pictures in it and below it, and in its tar files), a tar file, a
            pattern of files (``s3://bucket/part-*.tar``), a list of paths or addresses in a
            ``.txt`` or ``.lst``, or a picture; a path, or a URL of what fsspec reads.
        without: a folder that is left out: the target may lie in the source.

    Raises:
        BatchError: there is no such source, or it cannot be listed.
    """
    return distinct(_entries(source, without), ())


def distinct(found: Iterator[Entry], known: Iterable[Entry]) -> Iterator[Entry]:
    """What is found beside what is known, each place once and each under a name of its own."""
    places: set[tuple[str, int | None]] = set()
    names: set[str] = set()
    for each in known:
        places.add((each.address, each.begin))
        names.add(each.name)
    for entry in found:
        if (entry.address, entry.begin) in places:
            continue
        places.add((entry.address, entry.begin))
        named = entry
        stem, suffix = posixpath.splitext(entry.name)
        for number in itertools.count(2):
            if named.name not in names:
                break
            named = replace(entry, name=f"{stem}~{number}{suffix}")
        names.add(named.name)
        yield named


def _entries(source: str, without: str | None) -> Iterator[Entry]:
    fs, path = open_address(source)
    try:
        if any(sign in posixpath.basename(path) for sign in "*?["):
            found = sorted(str(each) for each in fs.glob(path))
            if not found:
                raise BatchError(f"Nothing fits {source}; expected files of that pattern.")
            top = posixpath.dirname(path)
            for each in found:
                yield from _file(fs, each, _below(each, top), None, by_name=True)
            return
        info = fs.info(path)
        if info["type"] == "directory":
            yield from _folder(fs, path, None if without is None else open_address(without)[1])
        elif path.lower().endswith(LISTS):
            yield from _list(fs, path)
        else:
            yield from _file(fs, path, posixpath.basename(path), info.get("size"), by_name=False)
    except FileNotFoundError:
        raise BatchError(f"There is no {source}; expected a folder or a file.") from None
    except BatchError:
        raise
    except Exception as error:  # each storage has errors of its own
        raise BatchError(f"{source} cannot be listed: {said(error)}.") from error


def _folder(fs: Any, top: str, without: str | None) -> Iterator[Entry]:
    """All pictures below a folder, those of tar files among them; hidden ones are left out."""
    for folder, folders, files in fs.walk(top, detail=True):
        kept = sorted(
            name
            for name in folders
            if name and name[0] != "." and f"{folder}/{name}".rstrip("/") != without
        )
        for name in list(folders):
            if name not in kept:
                del folders[name]
        for name in sorted(files):
            if not name or name.startswith("."):
                continue
            path = str(files[name]["name"])
            yield from _file(fs, path, _below(path, top), files[name].get("size"), by_name=True)


def _list(fs: Any, path: str) -> Iterator[Entry]:
    """What a list names, a path or an address a line; paths start where the list lies."""
    folder = posixpath.dirname(path)
    text = fs.cat_file(path).decode("utf-8-sig", "replace")
    for line in text.splitlines():
        name = line.strip()
        if not name or name.startswith("#"):
            continue
        if "://" not in name and not name.startswith("/"):
            address = str(fs.unstrip_protocol(f"{folder}/{name}"))
            address = f"{folder}/{name}" if is_local(fs) else address
        else:
            address = name
        if address.lower().endswith(".tar"):
            within, inner = open_address(address)
            yield from _members(within, inner, safe_name(name))
        else:
            yield Entry(safe_name(name), address, None, None)


def _file(fs: Any, path: str, name: str, size: int | None, by_name: bool) -> Iterator[Entry]:
    """A picture, or those of a tar; ``by_name`` leaves out what is neither by its ending."""
    lower = path.lower()
    if lower.endswith(PACKED):
        raise BatchError(
            f"{path} is compressed, so that no picture of it can be read alone; expected a plain "
            ".tar."
        )
    if lower.endswith(".tar"):
        yield from _members(fs, path, safe_name(name))
    elif not by_name or posixpath.splitext(lower)[1] in SUFFIXES:
        address = path if is_local(fs) else str(fs.unstrip_protocol(path))
        yield Entry(safe_name(name), address, None, size)


def _members(fs: Any, path: str, name: str) -> Iterator[Entry]:
    """The pictures in a tar, by where their bytes lie in it."""
    address = path if is_local(fs) else str(fs.unstrip_protocol(path))
    try:
        with fs.open(path, "rb") as file, tarfile.open(fileobj=file, mode="r:") as tar:
            for member in tar:
                suffix = posixpath.splitext(member.name.lower())[1]
                if member.isreg() and not member.issparse() and suffix in SUFFIXES:
                    inside = safe_name(member.name)
                    yield Entry(f"{name}/{inside}", address, member.offset_data, member.size)
    except tarfile.TarError as error:
        raise BatchError(f"{address} is no whole tar file: {said(error)}.") from None


def _below(path: str, top: str) -> str:
    return path.removeprefix(top.rstrip("/") + "/")


def safe_name(name: str) -> str:
    """A path or an address as a relative path that leads nowhere but below where it is put."""
    bare = re.sub(r"^[A-Za-z][A-Za-z0-9+.-]*://", "", name).replace("\\", "/")
    bare = "".join("_" if ord(each) < 32 else each for each in bare)
    while (cleaned := _OUTSIDE.sub("", bare)) != bare:
        bare = cleaned
    return re.sub("/{2,}", "/", bare).strip("/") or "_"
