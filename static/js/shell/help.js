/**
 * What keys and mouse do: a dialog that "?" opens, made from the table.
 *
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { chordText, shownChords } from "./chords.js";
import { find, html } from "./dom.js";
import { KEYS } from "./keys.js";

/** @param {{ store: Store, strings: Strings }} parts */
export function mountHelp({ store, strings }) {
  const dialog = find("#help", HTMLDialogElement);
  const list = find("#help-keys", HTMLElement);
  find("#help-open", HTMLButtonElement).addEventListener("click", () => dialog.showModal());
  find("#help-close", HTMLButtonElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  store.watch(
    (state) => [state.language],
    () => {
      const rows = KEYS.map((key) =>
        html(
          "div",
          {},
          html(
            "dt",
            {},
            ...shownChords(key).map((chord) =>
              html("kbd", {}, chordText(chord, strings.chordWords)),
            ),
          ),
          html("dd", {}, strings.keys[key.name]),
        ),
      );
      list.replaceChildren(...rows);
    },
  );
}
