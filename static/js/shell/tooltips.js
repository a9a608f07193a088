/**
 * Tooltips and names of buttons that a key presses too: what they do and the key, from the table.
 *
 * @import { Name } from "./keys.js"
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { chordText } from "./chords.js";
import { keyOf } from "./keys.js";

/** @param {{ store: Store, strings: Strings }} parts */
export function mountTooltips({ store, strings }) {
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = document.querySelectorAll("[data-key]");
  for (const button of buttons) {
    const { chords } = keyOf(/** @type {Name} */ (button.dataset.key));
    button.setAttribute("aria-keyshortcuts", chords.map(ariaShortcut).join(" "));
  }
  store.watch(
    (state) => [state.language],
    () => {
      for (const button of buttons) {
        const name = /** @type {Name} */ (button.dataset.key);
        const text = strings.keys[name];
        button.title = `${text} (${chordText(keyOf(name).chords[0], strings.chordWords)})`;
        // A button with words of its own is called by these.
        if (button.textContent?.trim() === "") button.setAttribute("aria-label", text);
      }
    },
  );
}

/** @param {string} chord */
const ariaShortcut = (chord) => chord.replace("Ctrl", "Control");
