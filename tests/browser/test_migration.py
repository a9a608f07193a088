"""A session that an earlier version of the page has kept is there in this one."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Route, expect

from tests.browser.studio import Studio

SESSIONS = Path(__file__).parents[1] / "sessions"

FILL = """
async (nodes) => {
  const { version, stores, labels } = unflatten(nodes);
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("segment-studio", version);
    request.onupgradeneeded = () => {
      for (const name of Object.keys(stores)) request.result.createObjectStore(name);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const transaction = database.transaction(Object.keys(stores), "readwrite");
  for (const [name, rows] of Object.entries(stores)) {
    for (const { key, value } of rows) transaction.objectStore(name).put(value, key);
  }
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onerror = () => reject(transaction.error);
  });
  localStorage.setItem("labels", labels);
  globalThis.closeOld = () => database.close();
}
"""
"""Leaves the database open, as a page of that version does."""


def fill(studio: Studio) -> None:
    """Put what version 1 has kept into this browser, from a page that runs no script of ours."""
    nodes = json.loads((SESSIONS / "version-1.json").read_text())
    source = (SESSIONS / "flat.js").read_text().replace("export ", "")
    studio.page.route("**/*.js", _nothing)
    studio.page.goto(studio.origin)
    studio.page.unroute("**/*.js", _nothing)
    studio.forget_visits()
    studio.page.evaluate(f"async (nodes) => {{ {source}; await ({FILL})(nodes) }}", nodes)


def _nothing(route: Route) -> None:
    route.fulfill(content_type="text/javascript", body="")


def test_a_session_of_version_1_is_there_with_pictures_objects_undo_and_camera(
    studio: Studio,
) -> None:
    fill(studio)
    studio.page.evaluate("closeOld()")
    studio.visit()
    rows = studio.part("object")
    expect(studio.part("film")).to_have_count(2)
    expect(studio.part("picture-name")).to_have_text("cup.jpg")
    expect(studio.part("toast-message")).to_have_count(0)
    studio.wait(phase="ready", mask="shown")
    assert studio.image_size == (150, 100)
    expect(rows).to_have_count(4)
    assert studio.read_out("zoom-level") > 5
    expect(studio.part("zoom-whole")).to_be_enabled()
    kept = [row.get_attribute("data-id") for row in rows.all()]
    steps = 0
    while studio.part("undo").is_enabled():
        studio.part("undo").click()
        steps += 1
    assert steps == 13
    expect(rows).to_have_count(0)
    while studio.part("redo").is_enabled():
        studio.part("redo").click()
        steps -= 1
    assert steps == -1
    studio.part("undo").click()
    assert [row.get_attribute("data-id") for row in rows.all()] == kept
    # What is done from now on is kept in the new form.
    studio.name_object(rows.first, "The last one")
    studio.page.wait_for_timeout(1000)
    studio.visit()
    studio.wait(phase="ready")
    expect(rows.first.locator(".object-name")).to_have_text("The last one")
    expect(studio.part("undo")).to_be_enabled()


def test_a_tab_of_version_1_that_is_still_open_is_named(studio: Studio) -> None:
    fill(studio)
    new = Studio(studio.page.context.new_page(), studio.origin)
    try:
        new.visit()
        expect(new.part("toast-message")).to_contain_text("older version of this page")
        expect(new.part("film")).to_have_count(0)
        studio.page.evaluate("closeOld()")
        new.visit()
        expect(new.part("film")).to_have_count(2)
        new.wait(phase="ready", mask="shown")
    finally:
        new.page.close()
    assert new.problems == []
