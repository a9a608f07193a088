"""Why a file could not be read as a picture.

    sam.errors.ImageError
    ├── ImageTooLargeError      more bytes or pixels than the limits allow
    ├── UnsupportedImageError   a file of another kind, or a variety of a kind that is not read
    └── DamagedImageError       a known kind, but cut off or corrupt

Every message is one sentence that says what was found, and what is accepted or would help.
"""

from __future__ import annotations

from sam.errors import ImageError

ACCEPTED = "JPEG, PNG, WebP, GIF, TIFF, BMP, HEIC or AVIF"
"""The kinds of picture that are read, as they are named in sentences."""

SAVE_AGAIN = "save it as PNG, TIFF or JPEG"
"""What helps with a picture of another kind; any instruction ends like this."""


class ImageTooLargeError(ImageError):
    """The picture has more bytes or more pixels than the limits allow."""


class UnsupportedImageError(ImageError):
    """The file is not a picture of an accepted kind, or of a variety that is not read."""


class DamagedImageError(ImageError):
    """The file is of an accepted kind, but cut off or corrupt."""


def damaged(kind: str, reason: object) -> DamagedImageError:
    """The error for a ``kind`` of file that its decoder gave up on, for ``reason`` (its exception,
    or words).
    """
    words = " ".join(str(reason).split())[:120].rstrip(".")
    because = f" ({words})" if words else ""
    article = "an" if kind == "AVIF" else "a"
    return DamagedImageError(
        f"Found {article} {kind} picture that is damaged or cut off{because}; "
        f"a complete {ACCEPTED} picture is accepted."
    )


def unsupported(found: str, remedy: str = "") -> UnsupportedImageError:
    """The error for a file that is ``found`` instead of an accepted picture.

    Args:
        found: what it is, with its article.
        remedy: what would help, as an instruction; without one the sentence lists what is accepted.
    """
    return UnsupportedImageError(f"Found {found}; {remedy or f'a {ACCEPTED} picture is accepted'}.")


def reason_of(error: ImageError) -> str:
    """What an error's sentence has against a file, for a sentence about a part of it."""
    words = str(error).removesuffix(".").split("; ")
    return words[0].removeprefix("Found ") if words[0].startswith("Found ") else words[-1]
