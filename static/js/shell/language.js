/**
 * The switch of the language. Before one is chosen, it is the visitor's own.
 *
 * @import { Store } from "./store.js"
 * @import { Kept } from "./options.js"
 */

import { mountOptions } from "./options.js";
import { chooseLanguage } from "./settings_transitions.js";
import { pickLanguage } from "./strings/strings.js";

const NAME = "language";

/** @param {{ store: Store, kept: Kept }} parts */
export function mountLanguage({ store, kept }) {
  store.apply(chooseLanguage, pickLanguage(kept?.getItem(NAME) ?? null, navigator.languages));
  store.watch(
    (state) => [state.language],
    mountOptions(NAME, kept, (language) => store.apply(chooseLanguage, language)),
  );
}
