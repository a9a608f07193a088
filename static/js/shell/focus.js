/**
 * Where the keyboard is after a click. A button that was clicked gives the focus back to the stage, so
 * that the next key means what it always means there, and does not press the button once more. One
 * that was reached with Tab keeps it.
 *
 * @import { Store } from "./store.js"
 */

import { find } from "./dom.js";

/** What stands for itself: its buttons keep the keyboard while it is open. */
const ROOMS = "#home, dialog, [popover]";

/** @param {{ store: Store }} parts */
export function mountFocus({ store }) {
  const stage = find("#stage", HTMLElement);
  document.addEventListener("click", ({ target, detail }) => {
    // A key that presses a button is a click of no button at all.
    if (detail === 0 || !(target instanceof Element) || store.state.homeOpen) return;
    const clicked = target.closest("button, input[type=checkbox], input[type=radio]");
    if (clicked === null || clicked.closest(ROOMS)) return;
    if (document.querySelector(":popover-open, dialog[open]")) return;
    // What the click has made another element's stays there, such as a field that it opened.
    if (document.activeElement === clicked) stage.focus({ preventScroll: true });
  });
}
