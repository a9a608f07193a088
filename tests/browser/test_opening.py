"""The ways a picture gets onto the stage, and what happens to one that cannot."""

from __future__ import annotations

import re
from io import BytesIO

import numpy as np
import pytest
import tifffile
from playwright.sync_api import Route, expect

from tests.browser.pictures import encoded
from tests.browser.referees import Prompt
from tests.browser.studio import File, Studio
from visitors.pictures import Rgb, photograph, tiled

CHELSEA = File("chelsea.png", encoded(photograph("chelsea")))


def test_the_start_screen_offers_at_least_six_photographs(studio: Studio) -> None:
    studio.wait(phase="empty", home="open")
    items = studio.part("gallery-item")
    assert items.count() >= 6
    loaded = "(images) => images.every((image) => image.complete && image.naturalWidth > 0)"
    studio.page.wait_for_function(
        f"() => ({loaded})([...document.querySelectorAll('[data-testid=gallery-item] img')])"
    )


@pytest.mark.parametrize("way", ["choose_file", "drop_file", "paste_file"])
def test_a_file_is_chosen_dropped_or_pasted(kept: Studio, way: str) -> None:
    getattr(kept, way)(CHELSEA)
    kept.wait(home="closed", phase="ready")
    assert kept.image_size == (451, 300)
    expect(kept.part("picture-name")).to_contain_text("chelsea")


def test_the_picture_is_there_while_it_is_encoded_and_a_click_waits_for_it(kept: Studio) -> None:
    held: list[Route] = []
    kept.page.route("**/embedding*", lambda route: held.append(route))
    kept.choose_file(CHELSEA)
    kept.wait(phase="encoding")
    expect(kept.part("picture")).to_be_visible()
    expect(kept.part("progress")).to_be_visible()
    expect(kept.part("progress")).to_have_attribute("data-step", "encoding")
    kept.click(230, 120)
    kept.wait(mask="pending")
    expect(kept.part("download")).to_be_disabled()
    held[0].continue_()
    kept.page.unroute("**/embedding*")
    kept.wait(phase="ready", mask="shown")
    expect(kept.part("progress")).to_be_hidden()
    assert kept.painted(230, 120)


def _deep_tiff() -> tuple[File, Rgb]:
    """A 16-bit TIFF of three grey channels, which no browser shows, and what the server makes of
    it: colours."""
    grey = photograph("camera")[..., 0]
    buffer = BytesIO()
    samples = np.stack([grey] * 3, -1).astype(np.uint16) * 257
    tifffile.imwrite(buffer, samples, photometric="minisblack", planarconfig="contig")
    return File("deep.tif", buffer.getvalue(), "image/tiff"), np.stack([grey] * 3, -1)


def test_a_picture_no_browser_reads_is_shown_as_the_server_decoded_it(kept: Studio) -> None:
    file, expected = _deep_tiff()
    kept.open_file(file)
    assert kept.image_size == (512, 512)
    assert kept.likeness(expected) > 0.9
    expect(kept.part("notes")).to_contain_text("are shown as 0 to 255")
    kept.click(220, 200)
    kept.wait(mask="shown")
    _, mask = kept.download()
    assert mask.any()
    # The channels that are shown as colours: the first is a picture of its own.
    kept.part("details-open").click()
    kept.part("first-channel").click()
    expect(kept.part("first-channel")).to_be_hidden()
    kept.page.keyboard.press("Escape")
    expect(kept.part("film").last).to_have_attribute("aria-label", re.compile("deep-first-channel"))
    assert kept.image_size == (512, 512)
    assert kept.likeness(expected) > 0.9


@pytest.mark.parametrize(
    ("file", "status", "words"),
    [
        (File("notes.png", b"not a picture at all"), 415, "is accepted"),
        (File("half.png", CHELSEA.content[:9000]), 422, "damaged or cut off"),
    ],
    ids=["no picture", "cut off"],
)
def test_a_refused_file_is_explained_and_the_open_picture_stays(
    kept: Studio, file: File, status: int, words: str
) -> None:
    kept.open_gallery("coffee")
    kept.click(250, 180)
    kept.wait(mask="shown")
    prompt = kept.prompt
    with kept.expecting_problems(str(status)):
        kept.choose_file(file)
        expect(kept.part("toast-message")).to_contain_text(f"{file.name}: ")
        expect(kept.part("toast-message")).to_contain_text(words)
    kept.wait(phase="ready", mask="shown")
    assert kept.image_size == (600, 400)
    assert kept.prompt == prompt == Prompt(points=((250, 180, 1),))
    kept.part("toast-dismiss").click()
    expect(kept.part("toast")).to_have_count(0)


def test_a_server_that_is_away_is_told_apart_from_a_bad_picture(kept: Studio) -> None:
    kept.page.route("**/api/v1/images", lambda route: route.abort("connectionrefused"))
    with kept.expecting_problems("ERR_CONNECTION_REFUSED"):
        kept.choose_file(CHELSEA)
        expect(kept.part("toast-message")).to_contain_text("server")
    kept.wait(server="gone")
    kept.page.unroute("**/api/v1/images")
    kept.wait(phase="ready", server="ok")
    assert kept.image_size == (451, 300)


def test_24_megapixels_are_drawn_no_larger_than_the_screen_and_given_back(studio: Studio) -> None:
    studio.page.add_init_script(COUNT_CLOSED)
    studio.visit()
    large = encoded(tiled(6000, 4000), "JPEG", quality=85)
    studio.open_file(File("large.jpg", large, "image/jpeg"))
    assert studio.image_size == (6000, 4000)
    studio.click(1500, 900)
    studio.wait(mask="shown")
    assert studio.painted(1500, 900)
    for canvas in ("picture", "mask"):
        width, height = studio.part(canvas).evaluate("({ width, height }) => [width, height]")
        assert width <= 1440 and height <= 900
    expect(studio.part("candidate").first).to_be_visible()
    assert studio.page.evaluate("closedBitmaps") == []
    studio.choose_file(CHELSEA)
    expect(studio.part("picture-name")).to_contain_text("chelsea")
    studio.wait(phase="ready")
    # Of its smaller copies too, as far as there was time to make them.
    closed = studio.page.evaluate("closedBitmaps")
    assert closed.count(6000) == 1 and {6000, *closed} <= {6000, 3000, 1500, 750, 375}


COUNT_CLOSED = """
globalThis.closedBitmaps = [];
const { close } = ImageBitmap.prototype;
ImageBitmap.prototype.close = function () {
  closedBitmaps.push(this.width);
  close.call(this);
};
"""
