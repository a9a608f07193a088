"""CMYK ink to RGB light."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms

OWN_PROFILE = "CMYK colours were converted to sRGB with the picture's own profile."
PLAIN = (
    "CMYK colours were converted to RGB by the plain formula: the picture has no usable profile."
)


def cmyk_to_rgb(ink: Image.Image, profile: bytes | None) -> tuple[Image.Image, str]:
    """Convert a picture of mode "CMYK" to mode "RGB".

    Args:
        ink: the picture, 0 = no ink, 255 = full ink.
        profile: the ICC profile found in the file, if any; used only if it is valid and describes
            CMYK.

    Returns:
        The picture, and a sentence that says which way was taken.
    """
    if profile and profile[16:20] == b"CMYK":  # the profile's colour space (ICC.1:2022, 7.2)
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            light = ImageCms.profileToProfile(ink, source, srgb, outputMode="RGB")
            if light is not None:
                return light, OWN_PROFILE
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # a broken profile must not cost anybody their picture
    return ink.convert("RGB"), PLAIN
