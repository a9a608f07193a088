"""Which text models can be fetched, from whom, how large they are, and what they know."""

from __future__ import annotations

from dataclasses import dataclass

from sam.errors import FetchError


@dataclass(frozen=True, slots=True)
class TextPublished:
    """A text model that its makers hand out.

    Attributes:
        name: to ask for, and of its folder.
        title: what it is called.
        repository: where its publisher keeps it, as ``owner/name``.
        licence: as far as its publisher states one.
        megabytes: of its weights, about.
        way: how it finds things: detector or two towers.
        languages: that it knows.
    """

    name: str
    title: str
    repository: str
    licence: str
    megabytes: int
    way: str
    languages: str


_TOWERS, _DETECTOR = "two towers", "detector"
_UNSTATED = "none stated with the weights; the code is MIT"

TEXT_PUBLISHED: dict[str, TextPublished] = {
    each.name: each
    for each in (
        TextPublished(
            "clip-vit-b32",
            "CLIP ViT-B/32",
            "openai/clip-vit-base-patch32",
            _UNSTATED,
            605,
            _TOWERS,
            "English",
        ),
        TextPublished(
            "owlv2-base",
            "OWLv2 base, ensemble",
            "google/owlv2-base-patch16-ensemble",
            "Apache-2.0",
            620,
            _DETECTOR,
            "English",
        ),
        TextPublished(
            "grounding-dino-tiny",
            "GroundingDINO tiny",
            "IDEA-Research/grounding-dino-tiny",
            "Apache-2.0",
            690,
            _DETECTOR,
            "English",
        ),
        TextPublished(
            "chinese-clip-b16",
            "Chinese-CLIP ViT-B/16",
            "OFA-Sys/chinese-clip-vit-base-patch16",
            _UNSTATED,
            753,
            _TOWERS,
            "Chinese",
        ),
        TextPublished(
            "siglip2-base",
            "SigLIP 2 base",
            "google/siglip2-base-patch16-224",
            "Apache-2.0",
            1501,
            _TOWERS,
            "over 100, Chinese and English among them",
        ),
        TextPublished(
            "clip-vit-l14-336",
            "CLIP ViT-L/14@336",
            "openai/clip-vit-large-patch14-336",
            _UNSTATED,
            1712,
            _TOWERS,
            "English",
        ),
    )
}
"""By name, smallest first."""

PREFIX = "text/"


def text_published(name: str) -> TextPublished:
    """What is handed out under a name, ``text/clip-vit-b32``.

    Raises:
        FetchError: there is no such name.
    """
    found = TEXT_PUBLISHED.get(name.removeprefix(PREFIX))
    if found is None:
        raise FetchError(
            f"There is no text model called {name!r}; expected one of "
            f"{', '.join(PREFIX + each for each in TEXT_PUBLISHED)}."
        )
    return found
