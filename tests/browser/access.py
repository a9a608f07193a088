"""Whether a state of the page shuts somebody out."""

from __future__ import annotations

from typing import Any

from tests.browser.studio import Studio

CUT_OFF = """() => ["#panel", "#home", "#project", ".topbar", "html"].filter((selector) => {
    const element = document.querySelector(selector);
    return element.scrollWidth > element.clientWidth;
})"""
"""What is wider than the room it has."""


COLOURS = ["color-contrast", "link-in-text-block"]
"""axe-core's rules about colours, of those that it goes by without being asked."""


def violations(studio: Studio, axe: str, state: str, rules: list[str] | None = None) -> list[str]:
    """What axe-core finds wrong with the page as it is now, by all of its rules or by some."""
    page = studio.page
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate(
        """async (rules) => {
            // What is on its way in or out has no colours of its own.
            for (const each of document.getAnimations()) if (each.playState === "running") {
                try { each.finish(); } catch { each.cancel(); }
            }
            const options = { resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
            const { violations } = await axe.run(document, options);
            return violations.map(({ id, nodes }) => (
                { id, nodes: nodes.map(({ html, failureSummary }) => [html, failureSummary]) }));
        }""",
        rules,
    )
    return [f"{state}: {each['id']} {each['nodes']}" for each in found]


def seen(studio: Studio, axe: str, state: str) -> list[str]:
    """What is wrong with the page as it is now: by every rule in the light theme, which is left on,
    by those about colours in the dark one, and what is cut off."""
    page = studio.page
    page.emulate_media(color_scheme="dark")
    wrong = violations(studio, axe, f"{state}, dark", COLOURS)
    page.emulate_media(color_scheme="light")
    wrong += violations(studio, axe, state)
    return wrong + [f"{state}: {each} is cut off" for each in page.evaluate(CUT_OFF)]
