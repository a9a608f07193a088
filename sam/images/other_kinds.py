"""Files that people try and that are not read: what they are, and what would help."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

from sam.images.errors import SAVE_AGAIN

_DEVELOP = f"develop it with the camera's program, darktable or RawTherapee and {SAVE_AGAIN}"
_A_FRAME = "take the frame you want and " + SAVE_AGAIN
_A_PAGE = "take the page you want and " + SAVE_AGAIN
_A_PLANE = "open it in a program for it (Fiji, QuPath, a viewer), take a plane and " + SAVE_AGAIN
_A_BAND = "take the bands you want with a program for it and " + SAVE_AGAIN
_UNPACK = ""  # the list of what is accepted says it

_KINDS: tuple[tuple[str, str, bytes], ...] = (
    ("a PDF document", _A_PAGE, rb"%PDF-"),
    ("a PostScript document", _A_PAGE, rb"%!PS|\xc5\xd0\xd3\xc6"),
    ("a DjVu document", _A_PAGE, rb"AT&TFORM"),
    ("a raw photograph (Canon CR3)", _DEVELOP, rb"....ftypcrx "),
    ("a raw photograph (Canon CRW)", _DEVELOP, rb"II\x1a\0\0\0HEAPCCDR"),
    ("a raw photograph (Fujifilm RAF)", _DEVELOP, rb"FUJIFILMCCD-RAW"),
    ("a raw photograph (Olympus ORF)", _DEVELOP, rb"IIR[OS]|MMOR"),
    ("a raw photograph (Panasonic RW2)", _DEVELOP, rb"IIU\0"),
    ("a raw photograph (Sigma X3F)", _DEVELOP, rb"FOVb"),
    ("a raw photograph (Minolta MRW)", _DEVELOP, rb"\0MRM"),
    ("a film (MP4 or QuickTime)", _A_FRAME, rb"....ftyp|\0...(?:moov|mdat)"),
    ("a film (Matroska or WebM)", _A_FRAME, rb"\x1a\x45\xdf\xa3"),
    ("a film (AVI)", _A_FRAME, rb"RIFF....AVI "),
    ("a film (MPEG)", _A_FRAME, rb"\0\0\x01[\xba\xb3]"),
    ("an animation (MNG)", _A_FRAME, rb"\x8aMNG"),
    ("a JPEG 2000 picture", SAVE_AGAIN, rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"),
    ("a JPEG XL picture", SAVE_AGAIN, rb"\xff\x0a|\0\0\0\x0cJXL "),
    ("a JPEG XR picture", SAVE_AGAIN, rb"II\xbc[\0\x01]"),
    ("a JNG picture", SAVE_AGAIN, rb"\x8bJNG"),
    ("a BPG picture", SAVE_AGAIN, rb"BPG\xfb"),
    ("a FLIF picture", SAVE_AGAIN, rb"FLIF"),
    ("a QOI picture", SAVE_AGAIN, rb"qoif"),
    ("a Photoshop document", SAVE_AGAIN, rb"8BPS"),
    ("a GIMP picture (XCF)", SAVE_AGAIN, rb"gimp xcf"),
    ("a texture (DDS)", SAVE_AGAIN, rb"DDS "),
    ("an OpenEXR picture", SAVE_AGAIN, rb"\x76\x2f\x31\x01"),
    ("a Radiance HDR picture", SAVE_AGAIN, rb"#\?(?:RADIANCE|RGBE)"),
    ("a Netpbm picture", SAVE_AGAIN, rb"P[1-7FfA]\s"),
    ("a PCX picture", SAVE_AGAIN, rb"\x0a[\0\x02-\x05]\x01[\x01\x02\x04\x08]"),
    ("an SGI picture", SAVE_AGAIN, rb"\x01\xda[\0\x01][\x01\x02]"),
    ("a Sun raster picture", SAVE_AGAIN, rb"\x59\xa6\x6a\x95"),
    ("an X11 picture (XPM)", SAVE_AGAIN, rb"/\* XPM \*/"),
    ("an X11 picture (XBM)", SAVE_AGAIN, rb"#define \S+_width \d"),
    ("an OS/2 bitmap array", SAVE_AGAIN, rb"BA.{12}BM"),
    ("an icon (ICNS)", SAVE_AGAIN, rb"icns"),
    ("a Windows metafile", SAVE_AGAIN, rb"\xd7\xcd\xc6\x9a|\x01\0\0\0.{36} EMF"),
    ("a DICOM file", "export it from its viewer and " + SAVE_AGAIN, rb".{128}DICM"),
    ("a NIfTI volume", _A_PLANE, rb".{344}n[i+]1\0"),
    ("a Zeiss CZI file", _A_PLANE, rb"ZISRAWFILE"),
    ("a Leica LIF file", _A_PLANE, rb"\x70\0\0\0.{4}\x2a.{4}<\0"),
    ("a Nikon ND2 file", _A_PLANE, rb"\xda\xce\xbe\x0a"),
    ("an MRC volume", _A_PLANE, rb".{208}MAP "),
    ("a FITS file", _A_BAND, rb"SIMPLE  ="),
    ("an HDF5 file", _A_BAND, rb"\x89HDF\r\n\x1a\n"),
    ("a NetCDF file", _A_BAND, rb"CDF[\x01\x02\x05]"),
    ("a GRIB file", _A_BAND, rb"GRIB"),
    ("a MATLAB file", _A_BAND, rb"MATLAB \d"),
    ("a NumPy array", _A_BAND, rb"\x93NUMPY"),
    ("a ZIP archive", _UNPACK, rb"PK(?:\x03\x04|\x05\x06)"),
    ("a gzip archive", _UNPACK, rb"\x1f\x8b"),
    ("a bzip2 archive", _UNPACK, rb"BZh[1-9]1AY"),
    ("an XZ archive", _UNPACK, rb"\xfd7zXZ\0"),
    ("a Zstandard archive", _UNPACK, rb"\x28\xb5\x2f\xfd"),
    ("a 7-Zip archive", _UNPACK, rb"7z\xbc\xaf\x27\x1c"),
    ("a RAR archive", _UNPACK, rb"Rar!\x1a\x07"),
    ("a tar archive", _UNPACK, rb".{257}ustar"),
    (
        "a Git LFS pointer, not the file it points to",
        "fetch the file with `git lfs pull`; it may be of any accepted kind: PNG, TIFF or JPEG",
        rb"version https://git-lfs",
    ),
    ("a JSON document", "", rb'\s*[{\[]\s*["{\[\]}]'),
)
_TARGA_DEPTHS = {1: (8, 16), 2: (15, 16, 24, 32), 3: (8, 16)}


def name_of_other(head: bytes) -> tuple[str, str] | None:
    """A name for the well-known kinds of file people try, with its article, and what would help, ""
    where the list of what is accepted does; or None.

    Args:
        head: how the file begins.
    """
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(b"<"):
        for name, mark, remedy in (
            ("an SVG drawing", b"<svg", SAVE_AGAIN),
            ("a web page (HTML)", b"<html", ""),
            ("a web page (HTML)", b"<!doctype html", ""),
        ):
            if mark in text:
                return name, remedy
        xml = text.startswith(b"<?xml")
        return "an XML document" if xml else "a text that begins with a tag", ""
    for name, remedy, pattern in _KINDS:
        if re.match(pattern, head, re.DOTALL):
            return name, remedy
    for name, is_it in _BY_FIELDS:
        if is_it(head):
            return name, SAVE_AGAIN
    return None


def _is_icon(head: bytes) -> bool:
    """A list of pictures (ICO, or CUR for pointers), the first of which lies behind the list."""
    if len(head) < 22 or head[:3] != b"\0\0" + head[2:3] or head[2] not in (1, 2) or head[3]:
        return False
    (count,) = struct.unpack_from("<H", head, 4)
    size, place = struct.unpack_from("<II", head, 14)
    return 0 < count <= 1000 and size > 0 and place >= 6 + 16 * count and head[9] == 0


def _is_targa(head: bytes) -> bool:
    """A header of Truevision's TGA, which has no signature: all of its fields have to agree.

    Source: Truevision TGA File Format Specification 2.0, "TGA file header".
    """
    if len(head) < 18:
        return False
    _, mapped, kind, first, length, entry, _, _, width, height, depth, flags = struct.unpack_from(
        "<BBBHHBHHHHBB", head
    )
    model = kind & 7
    if kind not in (1, 2, 3, 9, 10, 11) or mapped > 1 or flags & 0xC0 or not width or not height:
        return False
    if mapped and (entry not in (15, 16, 24, 32) or not 0 < length <= 65535 - first):
        return False
    if not mapped and (model == 1 or length or entry):
        return False
    return depth in _TARGA_DEPTHS[model] and flags & 15 <= 8


_BY_FIELDS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("an icon or pointer (ICO, CUR)", _is_icon),
    ("a TGA picture", _is_targa),
)
