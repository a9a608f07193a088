/**
 * The keyboard: looks each key up in the table.
 *
 * @import { Actions } from "./actions.js"
 * @import { Store } from "./store.js"
 */

import { chordOf } from "./chords.js";
import { find, isPressed, takesLetters } from "./dom.js";
import { KEYS, modeOf } from "./keys.js";

/** Keys that mean something to what has the focus. */
const PRESSES = new Set(["Enter"]);
const SLIDES = /^(?:Shift\+)?(?:Arrow|Page)/;

/** @param {{ store: Store, actions: Actions, date: () => string }} parts */
export function mountShortcuts({ store, actions, date }) {
  const dialog = find("#help", HTMLDialogElement);
  const parts = { store, actions, date, help: () => dialog.showModal() };
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    // What lies open over the page has the keyboard for itself; the browser closes it on Escape.
    if (event.defaultPrevented || document.querySelector(":popover-open, dialog[open]")) return;
    const chord = chordOf(event);
    if (chord !== "Escape" && takesLetters(target)) return;
    if (PRESSES.has(chord) && isPressed(target)) return;
    if (SLIDES.test(chord) && target instanceof HTMLInputElement) return;
    const mode = modeOf(store.state);
    const key = KEYS.find(({ chords, modes }) => modes.includes(mode) && chords.includes(chord));
    if (key?.run === undefined) return;
    if (key.once && event.repeat) event.preventDefault();
    if ((key.once && event.repeat) || key.run(parts, chord) === false) return;
    event.preventDefault();
  });
}
