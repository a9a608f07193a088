"""Records what the page keeps of a visit: ``python -m tests.sessions.record FILE``.

A server with the default weights is started for it, and a Chromium.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image
from playwright.sync_api import expect, sync_playwright

from bootstrap import chromium
from tests.browser.conftest import FLAGS, RunningServer
from tests.browser.pictures import encoded
from tests.browser.studio import File, Studio
from visitors.pictures import photograph

ROOT = Path(__file__).parents[2]
FLAT = Path(__file__).with_name("flat.js")

CUP, SPOON, TABLE = (73, 38), (97, 71), (140, 15)
"""Places in the photograph at 150x100 pixels."""

DUMP = """
async (parts) => {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("segment-studio");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const names = [...database.objectStoreNames];
  const answers = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const stores = {};
  for (const name of names) {
    const store = database.transaction(name).objectStore(name);
    const rows = [store.getAllKeys(), store.getAll()];
    const [keys, values] = await Promise.all(rows.map(answers));
    stores[name] = keys.map((key, i) => ({ key, value: values[i] }));
  }
  const nobody = "0".repeat(64);
  for (const { value } of stores.embedding) {
    value.data = new Uint16Array(value.data.length);
    value.encoderFingerprint = nobody;
  }
  // Version 1 had in one store what has been several since.
  for (const { value } of stores.work ?? stores.runtime) {
    if (value.encoder !== null) value.encoder = nobody;
  }
  const labels = localStorage.getItem("labels");
  const root = { version: database.version, stores, labels };
  database.close();
  return await flatten(root);
}
"""


def pictures() -> list[File]:
    """Two small files; what a browser shows of the second is the server's preview."""
    cup = Image.fromarray(photograph("coffee")).resize((150, 100))
    cat = Image.fromarray(photograph("chelsea")).resize((45, 30))
    return [
        File("cup.jpg", encoded(np.asarray(cup), "JPEG"), "image/jpeg"),
        File("cat.tif", encoded(np.asarray(cat), "TIFF"), "image/tiff"),
    ]


def work(studio: Studio) -> None:
    """Whatever can be kept: objects, steps back, everything, a prompt half made."""
    page, rows = studio.page, studio.part("object")
    studio.choose_files(pictures())
    expect(studio.part("film")).to_have_count(2)
    studio.wait(phase="ready")
    studio.click(*CUP)
    studio.wait(mask="shown")
    page.keyboard.press("3")
    expect(studio.part("candidate").nth(2)).to_have_attribute("aria-pressed", "true")
    studio.click(*TABLE, button="right")
    studio.wait(mask="shown")
    studio.part("take").click()
    studio.wait(mask="none")
    rows.nth(0).locator(".object-name").fill("My cup")
    rows.nth(0).locator(".object-label").fill("dish")
    page.keyboard.press("Enter")
    studio.click(*SPOON)
    studio.wait(mask="shown")
    studio.part("hand-brush").click()
    studio.pull((20, 20), (40, 30))
    studio.wait(mask="shown")
    studio.part("hand-prompt").click()
    studio.part("take").click()
    studio.wait(mask="none")
    # Everything: all of it become objects, of which one is hidden, one moved, one deleted for good
    # and one deleted and brought back.
    studio.part("mode-everything").click()
    studio.wait(everything="done")
    studio.part("everything-take").click()
    studio.part("mode-one").click()
    expect(rows).not_to_have_count(2)
    assert rows.count() >= 5
    rows.nth(1).locator(".object-eye").click()
    for nth, action in ((2, "moveDown"), (0, "removeObject"), (0, "removeObject")):
        rows.nth(nth).locator("input[type=checkbox]").check()
        studio.part(f"objects-{action}").click()
        for box in rows.locator("input[type=checkbox]:checked").all():
            box.uncheck()
    studio.part("undo").click()
    # One is being refined, and a box of it is taken back.
    rows.last.locator("input[type=checkbox]").check()
    studio.part("objects-editObject").click()
    studio.wait(mask="shown")
    rows.last.locator("input[type=checkbox]").uncheck()
    studio.drag(50, 15, 100, 80)
    studio.wait(mask="shown")
    studio.part("undo").click()
    studio.wait(mask="shown")
    studio.part("zoom-in").click()
    # The other picture has a prompt that is nothing yet.
    page.keyboard.press("PageDown")
    studio.wait(phase="ready", mask="none")
    studio.click(22, 14)
    studio.wait(mask="shown")
    page.keyboard.press("PageUp")
    studio.wait(phase="ready", mask="shown")
    page.wait_for_timeout(2000)


def main() -> None:
    """Make a visit and write down what is kept of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    target: Path = parser.parse_args().file
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = RunningServer(ROOT, ROOT / "weights" / "mobile_sam.pt", Path(folder) / "log.txt")
        server.start()
        try:
            browser = playwright.chromium.launch(
                executable_path=chromium.installed(), args=list(FLAGS)
            )
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            studio = Studio(page, server.address)
            studio.visit()
            work(studio)
            source = FLAT.read_text().replace("export ", "")
            nodes = studio.page.evaluate(f"async () => {{ {source}; return await ({DUMP})() }}")
            browser.close()
        finally:
            server.stop()
    target.write_text(json.dumps(nodes, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
