"""The memory: what is kept decides which candidate comes first, until it is forgotten."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.studio import Studio

PLACES = ((290, 150), (390, 285), (130, 240))
NEXT, AFTER = (250, 180), (230, 330)
SUBPART = 1
"""The token that is kept each time, though it is not the one of the highest predicted IoU."""


def test_kept_objects_change_the_order_and_are_forgotten(studio: Studio) -> None:
    studio.open_gallery("coffee")
    cards, learnt, page = studio.part("candidate"), studio.part("learnt"), studio.page
    tokens = "(cards) => cards.map((card) => Number(card.dataset.token))"
    predicted = "(cards) => cards.map((card) => Number(card.dataset.iou))"
    for number, place in enumerate(PLACES, 1):
        studio.click(*place, alone=False)
        studio.wait(mask="shown")
        expect(cards).to_have_count(3)
        expect(learnt).to_be_hidden()
        assert cards.evaluate_all(predicted) == sorted(cards.evaluate_all(predicted), reverse=True)
        page.locator(f"[data-testid=candidate][data-token='{SUBPART}']").click()
        studio.wait(mask="shown")
        page.keyboard.press("Enter")
        expect(studio.part("object")).to_have_count(number)
        expect(studio.part("memory")).to_have_attribute("data-value", str(number))

    studio.click(*NEXT, alone=False)
    studio.wait(mask="shown")
    expect(cards).to_have_count(4)
    expect(learnt).to_have_text("Learnt from 3 objects")
    ranked = cards.evaluate_all(tokens)
    assert ranked[0] == SUBPART
    assert sorted(ranked) == [0, 1, 2, 3]
    expect(cards.first).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Alt+4")
    expect(cards.nth(3)).to_have_attribute("aria-pressed", "true")
    # On a phone four cards and what was learnt leave the classes in sight.
    page.set_viewport_size({"width": 390, "height": 844})
    expect(learnt).to_be_visible()
    expect(studio.part("chips")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 1440, "height": 900})

    page.keyboard.press("Escape")
    studio.part("details-open").click()
    expect(studio.part("memory")).to_have_text("Learnt from 3 objects")
    forget = studio.part("forget")
    forget.click()
    expect(forget).to_have_text("Press again to forget 3 objects")
    forget.click()
    expect(forget).to_be_hidden()
    expect(studio.part("memory")).to_have_text("Off until 3 objects are kept; 0 so far")
    page.keyboard.press("Escape")

    studio.click(*AFTER, alone=False)
    studio.wait(mask="shown")
    expect(cards).to_have_count(3)
    assert cards.evaluate_all(predicted) == sorted(cards.evaluate_all(predicted), reverse=True)
