/**
 * The switch for the mask under the pointer. The browser keeps what was chosen.
 *
 * @import { Store } from "../shell/store.js"
 */

import { find } from "../shell/dom.js";
import { allowGlimpses } from "./aiming_transitions.js";

const KEY = "glimpsing";

/** @param {{ store: Store, kept: Pick<Storage, "getItem" | "setItem"> | null }} parts */
export function mountGlimpsing({ store, kept }) {
  const box = find("#glimpsing", HTMLInputElement);
  box.addEventListener("change", () => store.apply(allowGlimpses, box.checked));
  if (kept?.getItem(KEY) === "off") store.apply(allowGlimpses, false);
  store.watch(
    (state) => [state.glimpsing],
    (glimpsing) => {
      box.checked = glimpsing;
      kept?.setItem(KEY, glimpsing ? "on" : "off");
    },
  );
}
