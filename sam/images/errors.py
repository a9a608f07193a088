"""Why a file could not be read as a picture.

    sam.errors.ImageError
    ├── ImageTooLargeError      more bytes or pixels than the limits allow
    ├── UnsupportedImageError   a file of another kind, or a variety of a known kind that is not
    read └── DamagedImageError       a known kind, but cut off or corrupt

Every message is one sentence that says what was found and what is accepted.
"""

from __future__ import annotations

from sam.errors import ImageError

ACCEPTED = "JPEG, PNG, WebP, GIF, TIFF or BMP"
"""The kinds of picture that are read, as they are named in sentences."""


class ImageTooLargeError(ImageError):
    """The picture has more bytes or more pixels than the limits allow."""


class UnsupportedImageError(ImageError):
    """The file is not a picture of an accepted kind."""


class DamagedImageError(ImageError):
    """The file is of an accepted kind, but cut off or corrupt."""


def damaged(kind: str, reason: object) -> DamagedImageError:
    """The error for a ``kind`` of file that its decoder gave up on, for ``reason`` (its exception,
    or words).
    """
    words = " ".join(str(reason).split())[:120].rstrip(".")
    because = f" ({words})" if words else ""
    return DamagedImageError(
        f"Found a {kind} picture that is damaged or cut off{because}; "
        f"a complete {ACCEPTED} picture is accepted."
    )


def unsupported(found: str) -> UnsupportedImageError:
    """The error for a file that is ``found`` instead of an accepted picture."""
    return UnsupportedImageError(f"Found {found}; a {ACCEPTED} picture is accepted.")
