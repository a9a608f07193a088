/**
 * Light, dark, or as the system is: an attribute of <html>, which tokens.css reads, and the colour
 * of the browser's own frame. Before one is chosen, it is the system's.
 *
 * @import { Theme } from "./state.js"
 * @import { Store } from "./store.js"
 * @import { Kept } from "./options.js"
 */

import { find } from "./dom.js";
import { mountOptions } from "./options.js";
import { chooseTheme } from "./settings_transitions.js";

const NAME = "theme";

/** @param {{ store: Store, kept: Kept }} parts */
export function mountTheme({ store, kept }) {
  const { dataset } = document.documentElement;
  const frames = /** @type {const} */ (["light", "dark"]).map((own) => ({
    own,
    meta: find(`meta[name=theme-color][data-of=${own}]`, HTMLMetaElement),
  }));
  /** @type {(theme: Theme) => void} */
  const show = mountOptions(NAME, kept, (theme) => store.apply(chooseTheme, theme));
  const before = kept?.getItem(NAME);
  if (before === "light" || before === "dark") store.apply(chooseTheme, before);
  store.watch(
    (state) => [state.theme],
    (theme) => {
      show(theme);
      if (theme === "system") delete dataset.theme;
      else dataset.theme = theme;
      for (const { own, meta } of frames) {
        const chosen = theme === own ? "all" : "not all";
        meta.media = theme === "system" ? `(prefers-color-scheme: ${own})` : chosen;
      }
    },
  );
}
