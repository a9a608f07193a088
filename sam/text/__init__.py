"""Words as prompts: a folder with a model that knows words and pictures, and masks out of it.

Three ways, by what is in the folder, behind one interface::

    from sam.text import Picture, load_finder

    finder = load_finder("weights/text/clip-vit-b32")
    picture = Picture.of(model, image)  # (H, W, 3) uint8, RGB
    for match in finder.find(picture, ["red cup"], rivals=["plate"]):
        print(match.words, match.similarity, match.record.bbox)

*detector* (OWLv2, GroundingDINO): words to boxes, boxes to our decoder. *two towers* (CLIP,
SigLIP): everything's candidates, cropped and scored against the words and their rivals. *prompt
token*: two towers, and a projection of their embedding that the decoder takes as a prompt.

A similarity is no probability: it puts matches in order, and a line says which to look at.
transformers is imported here and nowhere else in the library; it comes with the extra ``text``.
"""

from typing import TYPE_CHECKING

from sam.lazy import attach
from sam.text.words import MOST_LETTERS, MOST_WORDS, check_words

if TYPE_CHECKING:
    from sam.text.detectors import Detector
    from sam.text.finding import Finder, Match, Picture, load_finder
    from sam.text.folder import TextFolder, recognise
    from sam.text.loading import load_text_model
    from sam.text.prompt_token import PromptToken
    from sam.text.towers import Towers
else:
    __getattr__, __dir__ = attach(
        __name__,
        {
            "sam.text.detectors": ("Detector",),
            "sam.text.finding": ("Finder", "Match", "Picture", "load_finder"),
            "sam.text.folder": ("TextFolder", "recognise"),
            "sam.text.loading": ("load_text_model",),
            "sam.text.prompt_token": ("PromptToken",),
            "sam.text.towers": ("Towers",),
        },
    )

__all__ = [
    "MOST_LETTERS",
    "MOST_WORDS",
    "Detector",
    "Finder",
    "Match",
    "Picture",
    "PromptToken",
    "TextFolder",
    "Towers",
    "check_words",
    "load_finder",
    "load_text_model",
    "recognise",
]
