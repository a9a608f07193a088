"""Pictures of rare varieties, sound or not quite: deep, of ink, animated, with odd metadata."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from PIL import Image, ImageCms

from tests.hostile import files
from tests.hostile.bases import Rng, encoded, one_of, picture, random_bytes
from tests.hostile.upload import Upload
from tests.sam.images.pictures import exif as exif_block
from tests.sam.images.pictures import tiff


def animated(rng: Rng) -> Upload:
    """Several frames or pages; often the later ones are damaged."""
    frames = [
        picture(rng, "RGB", "RGBA", "P").convert("RGBA") for _ in range(int(rng.integers(2, 6)))
    ]
    kind = one_of(rng, "GIF", "WEBP", "PNG", "TIFF")
    options: dict[str, Any] = {"save_all": True, "append_images": frames[1:]}
    if kind != "TIFF":
        frames = [frame.resize(frames[0].size) for frame in frames]
        options |= {"append_images": frames[1:], "duration": int(rng.integers(1, 99)), "loop": 0}
        options |= {"disposal": int(rng.integers(1, 3))} if kind in ("GIF", "PNG") else {}
    data = bytearray(encoded(frames[0], kind, **options))
    if rng.random() < 0.7:
        for place in rng.integers(len(data) // 3, len(data), int(rng.integers(1, 9))):
            data[place] = int(rng.integers(256))
    if rng.random() < 0.3:
        del data[int(rng.integers(len(data) // 2, len(data))) :]
    return Upload(bytes(data))


def deep(rng: Rng) -> Upload:
    """16 bits a sample and more: grey, colour, alpha; extreme values, single values."""
    height, width = (int(side) for side in rng.integers(1, 60, 2))
    kind = one_of(rng, np.uint16, np.int16, np.uint32, np.int32, np.uint64, np.int64, np.int8)
    info = np.iinfo(kind)
    channels = int(rng.integers(1, 6))
    low = one_of(rng, info.min, 0, info.max - 1)
    samples = rng.integers(low, info.max, (height, width, channels), kind, endpoint=True)
    if rng.random() < 0.5:
        depth, colour = 16, one_of(rng, 0, 2, 4, 6)
        count = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
        rows = rng.integers(0, 65536, (height, width * count)).astype(">u2")
        lines = b"".join(bytes([int(rng.integers(6))]) + row.tobytes() for row in rows)
        chunk = files.png_chunk(b"IDAT", zlib.compress(lines))
        return Upload(files.png_file(width, height, chunk, depth=depth, colour=colour))
    model = "rgb" if channels > 2 else one_of(rng, "minisblack", "miniswhite")
    if channels == 1:
        return Upload(tiff(samples[:, :, 0], photometric=model, compression="zlib"))
    return Upload(tiff(samples, photometric=model, planarconfig="contig", compression="zlib"))


def ink(rng: Rng) -> Upload:
    """CMYK with no profile, with one of light, with a broken one."""
    image = picture(rng, "CMYK")
    profile = one_of(rng, None, _srgb(), _as_ink(rng), random_bytes(rng, 1, 900))
    kind = one_of(rng, "JPEG", "TIFF", "deep")
    if kind == "deep":
        samples = np.asarray(image).astype(one_of(rng, np.uint16, np.int16, np.float32, np.uint32))
        return Upload(tiff(samples, photometric="separated", iccprofile=profile))
    return Upload(encoded(image, kind, **({"icc_profile": profile} if profile else {})))


def profiles(rng: Rng) -> Upload:
    """ICC garbage in every format that has a place for it."""
    kind = one_of(rng, "JPEG", "PNG", "WEBP", "TIFF")
    garbage = one_of(rng, random_bytes(rng, 0, 70_000), _as_ink(rng), _mangled(rng, _srgb()))
    mode = one_of(rng, "RGB", "L", "CMYK") if kind in ("JPEG", "TIFF") else "RGB"
    return Upload(encoded(picture(rng, mode), kind, icc_profile=garbage))


def exif(rng: Rng) -> Upload:
    """EXIF whose entries lead out of it, into it again, or nowhere."""
    block = bytearray(exif_block(int(rng.integers(0, 65536)), one_of(rng, "<", ">")))
    for place in rng.integers(6, len(block), int(rng.integers(0, 6))):
        block[place] = int(rng.integers(256))
    body = bytes(block) + random_bytes(rng, 0, 300)
    body = one_of(
        rng, body, body[: int(rng.integers(len(body)))], b"Exif\0\0" + random_bytes(rng, 0, 99)
    )
    image = picture(rng, "RGB", "L")
    kind = one_of(rng, "JPEG", "PNG", "WEBP", "deep")
    if kind == "JPEG":
        sound = encoded(image, "JPEG")
        return Upload(sound[:2] + files.jpeg_segment(0xE1, body) + sound[2:])
    if kind == "WEBP":
        sound = encoded(image.convert("RGB"), "WEBP", method=0)
        canvas = files.webp_canvas(*image.size, 8)
        return Upload(files.webp_file(canvas, sound[12:], files.webp_chunk(b"EXIF", body)))
    if kind == "deep":
        image = Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    sound = encoded(image, "PNG")
    return Upload(
        sound[:33] + files.png_chunk(b"eXIf", body.removeprefix(b"Exif\0\0")) + sound[33:]
    )


def floats(rng: Rng) -> Upload:
    """A floating-point TIFF with NaN, infinities and the ends of the type."""
    kind = one_of(rng, np.float16, np.float32, np.float64)
    height, width = (int(side) for side in rng.integers(1, 60, 2))
    samples = rng.standard_normal((height, width, int(one_of(rng, 1, 3, 4)))).astype(kind)
    info = np.finfo(kind)
    odd = (np.nan, np.inf, -np.inf, info.max, info.min, info.tiny, -0.0)
    for value in odd:
        if rng.integers(2):
            samples[rng.random(samples.shape) < rng.random() ** 2] = value
    if rng.random() < 0.2:
        samples[:] = one_of(rng, *odd)
    if samples.shape[2] == 1:
        return Upload(tiff(samples[:, :, 0], photometric=one_of(rng, "minisblack", "miniswhite")))
    alpha = [one_of(rng, "ASSOCALPHA", "UNASSALPHA")] if samples.shape[2] == 4 else None
    return Upload(tiff(samples, photometric="rgb", extrasamples=alpha, planarconfig="contig"))


def _srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _as_ink(rng: Rng) -> bytes:
    """A profile that says it is of ink, and is not."""
    profile = bytearray(_srgb())
    profile[16:20] = b"CMYK"
    return _mangled(rng, bytes(profile))


def _mangled(rng: Rng, profile: bytes) -> bytes:
    data = bytearray(profile)
    for place in rng.integers(20, len(data), int(rng.integers(0, 20))):
        data[place] = int(rng.integers(256))
    struct.pack_into(">I", data, 0, int(one_of(rng, len(data), 0, 2**32 - 1)))
    return bytes(data)


def aside(rng: Rng) -> Upload:
    """What a process of its own decodes: AVIF, HEIC, and TIFF with codecs that have a header of
    their own; cut off, with wrong bits, or with the pixels of another picture.
    """
    image = picture(rng, "RGB")
    kind = one_of(rng, "AVIF", "HEIC", "webp", "jpegxl", "jpeg2k", "png", "lerc")
    if kind == "HEIC":
        data = one_of(rng, *_HEIC).read_bytes()
    elif kind == "AVIF":
        data = encoded(image, "AVIF", speed=10)
    else:
        stream = getattr(imagecodecs, f"{kind}_encode")(np.asarray(image))
        width, height = image.size if rng.random() < 0.5 else rng.integers(1, 3000, 2).tolist()
        tags = files.grey_tags(width, height, _CODECS[kind], len(stream))
        tags |= {262: (3, 1, 2), 277: (3, 1, 3)} if rng.random() < 0.7 else {}
        data = files.tiff_file(tags, stream)
    broken = bytearray(data)
    for place in rng.integers(0, len(broken), int(rng.integers(0, 6))):
        broken[place] ^= 1 << int(rng.integers(8))
    if rng.random() < 0.3:
        del broken[int(rng.integers(len(broken) // 2, len(broken))) :]
    return Upload(bytes(broken))


_HEIC = sorted((Path(__file__).parents[1] / "sam" / "images" / "heic").glob("*.heic"))
_CODECS = {"webp": 50001, "jpegxl": 50002, "jpeg2k": 34712, "png": 34933, "lerc": 34887}


def unended(rng: Rng) -> Upload:
    """A PNG with wrong checksums or no end, a JPEG without its end: some lack pixels, some not."""
    image = picture(rng, "RGB", "L")
    if rng.random() < 0.5:
        options = one_of(rng, {}, {"progressive": True}, {"restart_marker_blocks": 2})
        data = encoded(image, "JPEG", quality=int(rng.integers(5, 96)), **options)
        return Upload(data[: len(data) - int(rng.integers(1, one_of(rng, 4, 90)))])
    sound = encoded(image, "PNG", dpi=(72, 72))
    data = bytearray(sound[:33] + files.png_chunk(b"tEXt", b"k\0words") + sound[33:])
    for _ in range(int(rng.integers(1, 4))):
        place = data.find(one_of(rng, b"tEXt", b"pHYs", b"IDAT", b"IEND", b"IHDR"))
        data[max(0, place + int(rng.integers(-4, 20))) % len(data)] ^= 1 << int(rng.integers(8))
    if rng.random() < 0.4:
        del data[len(data) - int(rng.integers(1, 30)) :]
    return Upload(bytes(data))
