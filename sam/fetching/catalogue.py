"""Which weights are published, by whom, under which licence, and how they are known again."""

from __future__ import annotations

from dataclasses import dataclass

from sam.errors import FetchError
from sam.weights import OFFICIAL_FILES


@dataclass(frozen=True, slots=True)
class Published:
    """A checkpoint that its makers hand out.

    Attributes:
        kind: of the model, as :data:`sam.weights.OFFICIAL_FILES` has it.
        title: what it is called.
        publisher: who made it.
        licence: its SPDX identifier.
        url: where the publisher has it.
        bytes: its size.
        sha256: of its content, 64 hexadecimal digits.
        source: where that hash is written down.
    """

    kind: str
    title: str
    publisher: str
    licence: str
    url: str
    bytes: int
    sha256: str
    source: str

    @property
    def file_name(self) -> str:
        """Under which it is handed out, and looked for."""
        return OFFICIAL_FILES[self.kind]

    @property
    def md5_start(self) -> str | None:
        """The first digits of the content's MD5, which Meta's file names end with; else None."""
        stem = self.file_name.split(".")[0]
        digits = stem.rsplit("_", 1)[-1]
        return digits if self.publisher == _META else None


_META = "Meta AI"
_HOME = "https://dl.fbaipublicfiles.com/segment_anything/"
_REGISTRY = "the registry of micro-sam (micro_sam/util.py), which checks what it downloads"

_SAM = (
    (
        "vit_b",
        "SAM ViT-B",
        375_042_383,
        "ec2df62732614e57411cdcf32a23ffdf28910380d03139ee0f4fcbe91eb8c912",
    ),
    (
        "vit_l",
        "SAM ViT-L",
        1_249_524_607,
        "3adcc4315b642a4d2101128f611684e8734c41232a17c648ed1693702a49a622",
    ),
    (
        "vit_h",
        "SAM ViT-H",
        2_564_550_879,
        "a7bf3b02f3ebf1267aba913ff637d9a2d5c33d3173bb679e46d9f338c26f262e",
    ),
)

PUBLISHED: dict[str, Published] = {
    "mobile_sam": Published(
        "vit_t",
        "MobileSAM (vit_t)",
        "the authors of MobileSAM",
        "Apache-2.0",
        "https://github.com/ChaoningZhang/MobileSAM/raw/master/weights/mobile_sam.pt",
        40_728_226,
        "6dbb90523a35330fedd7f1d3dfc66f995213d81b29a5ca8108dbcdd4e37d6c2f",
        _REGISTRY,
    ),
    **{
        kind: Published(
            kind, title, _META, "Apache-2.0", _HOME + OFFICIAL_FILES[kind], size, sha256, _REGISTRY
        )
        for kind, title, size, sha256 in _SAM
    },
}
"""What can be fetched, by the name to ask for, smallest first."""


def published(name: str) -> Published:
    """What is handed out under a name; ``vit_t`` is ``mobile_sam``.

    Raises:
        FetchError: there is no such name.
    """
    found = PUBLISHED.get("mobile_sam" if name == "vit_t" else name)
    if found is None:
        raise FetchError(
            f"There are no weights called {name!r}; expected one of {', '.join(PUBLISHED)}."
        )
    return found
