"""What is no picture, or is said to be another one than it is."""

from __future__ import annotations

from tests.hostile.bases import BASES, Rng, one_of, random_bytes
from tests.hostile.upload import Upload

_TYPES = (
    "image/png",
    "image/jpeg",
    "image/svg+xml",
    "text/html",
    "application/json",
    "image/avif; q=0.9; charset=utf-7",
    "application/x-www-form-urlencoded",
    "multipart/mixed",
    "nonsense",
    "",
)
_ENDINGS = (b".png", b".jpg", b".svg", b".exe", b".png.html", b".", b"")

_MARKUP = (
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(%d)"><script>%s</script></svg>',
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>%d&a;%s',
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY b "%d%s"><!ENTITY c "&b;&b;&b;">]><l>&c;</l>',
    b"<!DOCTYPE html><html><body><img src=x onerror=alert(%d)>%s</body></html>",
    b"\xef\xbb\xbf  <html><!-- %d --><script>%s</script></html>",
    b"<script>alert(%d)</script>%s",
    b"GIF89a/*%d*/=1;alert(document.cookie)//%s",
    b"\x89PNG\r\n\x1a\n<svg onload=alert(%d)>%s</svg>",
    b"BM<script>alert(%d)</script>%s",
    b"%%PDF-1.7 %d %s",
    b"PK\x03\x04%d%s",
    b'[{"%d": "%s"}]',
)


def zeros(rng: Rng) -> Upload:
    """Nothing, or nothing but NULs; with a picture's first bytes or without."""
    begin = one_of(rng, b"", b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0", b"BM")
    length = int(one_of(rng, 0, 1, rng.integers(2, 2000), 2 ** rng.uniform(10, 22)))
    return Upload(begin + bytes(length), one_of(rng, *_TYPES[:3]))


def mislabelled(rng: Rng) -> Upload:
    """A sound picture whose type, or whose name's ending, is another format's."""
    data = one_of(rng, *BASES.values())(rng)
    if rng.integers(2):
        return Upload(data, one_of(rng, *_TYPES))
    return Upload(data, one_of(rng, *_TYPES), b"picture" + one_of(rng, *_ENDINGS))


def markup(rng: Rng) -> Upload:
    """A drawing, a page, a document, said to be a PNG."""
    text = one_of(rng, *_MARKUP)
    data = text % (int(rng.integers(10**6)), random_bytes(rng, 0, 30).hex().encode())
    name = one_of(rng, None, b"picture.png")
    return Upload(data, one_of(rng, "image/png", *_TYPES), name)


def names(rng: Rng) -> Upload:
    """A sound picture in a form, under a name that means harm."""
    piece = one_of(rng, b"../", b"/", b"..\\", b"\0", b"%00", b"%2e%2e%2f", b"\r\n", b'\\"', b"CON")
    wide = one_of(rng, "图片", "é\u202egnp", "\ud83d\ude00", "a\u0301", "\udfff")
    tail = wide.encode("utf-8", "surrogatepass") + b"%d.png" % rng.integers(10**6)
    times = int(one_of(rng, 1, 3, 40, 5000 // len(piece)))
    name = one_of(rng, piece * times + tail, piece * times, tail * times, b"a" * 5000 + tail)
    data = one_of(rng, *BASES.values())(rng)
    return Upload(data, "image/png", name)
