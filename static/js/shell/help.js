/**
 * What keys and mouse do: a dialog that "?" opens.
 *
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { find, html } from "./dom.js";

/** @param {{ store: Store, strings: Strings }} parts */
export function mountHelp({ store, strings }) {
  const dialog = find("#help", HTMLDialogElement);
  const list = find("#help-keys", HTMLElement);
  find("#help-open", HTMLButtonElement).addEventListener("click", () => dialog.showModal());
  find("#help-close", HTMLButtonElement).addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || store.state.homeOpen) return;
    if (document.querySelector(":popover-open, dialog[open]")) return;
    if (event.target instanceof HTMLInputElement && event.target.type === "text") return;
    event.preventDefault();
    dialog.showModal();
  });
  store.watch(
    (state) => [state.language],
    () => {
      const rows = strings.keys.map(([keys, meaning]) =>
        html(
          "div",
          {},
          html("dt", {}, ...keys.split(" ").map((key) => html("kbd", {}, key))),
          html("dd", {}, meaning),
        ),
      );
      list.replaceChildren(...rows);
    },
  );
}
