"""Pictures that are opened in a project, for those who measure the workbench there."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from benchmarks.browser.driver import Driver
from benchmarks.browser.project_hands import add_pictures, make_project
from visitors.pictures import Rgb

Opening = Callable[[Rgb], None]
"""Opens a picture, and waits until clicks are answered."""


def opening_in_project(driver: Driver) -> Opening:
    """Make a project, and open pictures as its pictures.

    Args:
        driver: has come to the page of a server that keeps projects.
    """
    page = driver.page
    origin = page.url.split("#")[0]
    project = make_project(driver, "Ada", "Many objects", ["thing"])

    def open_picture(image: Rgb) -> None:
        page.goto(f"{origin}#project/{project}")
        name = f"{image.shape[1]}x{image.shape[0]}.jpg"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / name
            Image.fromarray(image).save(file, quality=90)
            add_pictures(driver, [file])
            page.locator("[data-testid=project-picture]", has_text=name).locator(
                "button"
            ).first.click()
            driver.visitor.wait(home="closed", phase="ready")

    return open_picture
