"""A hand on the workbench with chips of classes and a list that holds only the rows in sight."""

from __future__ import annotations

from typing import Literal

from benchmarks.browser.driver import Driver


class PanelDriver(Driver):
    """Does what people do on that page."""

    count = (
        "Number((document.querySelector('[data-testid=objects-count]')?.textContent ?? '')"
        ".replace(/\\D/g, ''))"
    )

    lit = """document.querySelector("[data-testid=stage]").dataset.over === "object" """

    def look_at_everything(self) -> None:
        """Show what was found."""
        self._everything(on=True)

    def look_at_objects(self) -> None:
        """Show objects alone, with clicks beginning masks."""
        self._everything(on=False)
        self.take_up("prompt")
        self.point_away()

    def _everything(self, on: bool) -> None:
        if bool(self.page.locator("body[data-everything=off]").count()) == on:
            self.page.click("[data-testid=mode-everything]")

    def prepare_lighting(self) -> None:
        """Take up the tool that selects: with it the decoder has no part in what is lit."""
        self._everything(on=False)
        self.page.keyboard.press("v")
        self.page.wait_for_selector("body[data-hand=select]")

    def hide(self, row: int, hidden: bool, drawn: int) -> float:
        """Hide an object, or show it again; milliseconds until ``drawn`` objects are drawn."""
        top = self.page.locator("[data-testid=objects-scroll]").evaluate(
            """(scroll, row) => {
                const list = scroll.querySelector("[data-testid=objects]");
                const top = row * Number.parseFloat(getComputedStyle(list)
                    .getPropertyValue("--row"));
                scroll.scrollTop = top;
                return top;
            }""",
            row,
        )
        self.settle()
        eye = self.page.locator(
            f"""[data-testid=object][style*="top: {top:g}px"] [data-testid=object-eye]"""
        )
        self.waits.begin("click", f"{self.drawn} === {drawn}")
        eye.click()
        return self.waits.end()

    def take_up(self, tool: Literal["prompt", "brush"]) -> None:
        """Change to another tool."""
        self.page.keyboard.press({"prompt": "c", "brush": "d"}[tool])
        self.page.wait_for_selector(f"body[data-hand={tool}]")
