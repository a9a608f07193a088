"""How large a picture may be."""

from __future__ import annotations

from dataclasses import dataclass

from sam.images.errors import ImageTooLargeError

BYTES_PER_PIXEL = 8
"""Most bytes one pixel may take while it is being decoded: enough for 16-bit RGBA."""


@dataclass(frozen=True, slots=True)
class ImageLimits:
    """Limits a file is held to before it is decoded.

    Attributes:
        max_bytes: most bytes in the file.
        max_pixels: most pixels, width times height; the decoded samples may take
            ``BYTES_PER_PIXEL`` bytes for each.
        max_large_pixels: most pixels of a picture that is read in parts and never held whole.
    """

    max_bytes: int = 100_000_000
    max_pixels: int = 100_000_000
    max_large_pixels: int = 2_000_000_000

    def check_bytes(self, count: int) -> None:
        """Raise ``ImageTooLargeError`` if a file of ``count`` bytes is too large."""
        if count > self.max_bytes:
            raise ImageTooLargeError(
                f"The picture's file has {count:,} bytes; "
                f"at most {self.max_bytes:,} bytes are accepted."
            )

    def check_size(self, width: int, height: int) -> None:
        """Raise ``ImageTooLargeError`` if ``width`` x ``height`` pixels are too many."""
        if width * height > self.max_pixels:
            raise ImageTooLargeError(
                f"The picture has {width} x {height} = {width * height:,} pixels; "
                f"at most {self.max_pixels:,} pixels are accepted."
            )

    def check_samples(self, count: int, itemsize: int) -> None:
        """Raise ``ImageTooLargeError`` if ``count`` samples of ``itemsize`` bytes each are too many
        to decode.
        """
        most = self.max_pixels * BYTES_PER_PIXEL
        if count * itemsize > most:
            raise ImageTooLargeError(
                f"The picture needs {count * itemsize:,} bytes once decoded; "
                f"at most {most:,} bytes are accepted."
            )
