/**
 * The switch of the language. The browser keeps what was chosen; before that, it is the visitor's
 * own.
 *
 * @import { Store } from "../store.js"
 */

import { isLanguage, pickLanguage } from "../strings/index.js";
import { chooseLanguage } from "../transitions/settings.js";

const KEY = "language";

/** @param {{ store: Store, kept: Pick<Storage, "getItem" | "setItem"> | null }} parts */
export function mountLanguage({ store, kept }) {
  store.apply(chooseLanguage, pickLanguage(kept?.getItem(KEY) ?? null, navigator.languages));
  /** @type {NodeListOf<HTMLButtonElement>} */
  const options = document.querySelectorAll("button[data-language]");
  for (const option of options) {
    option.addEventListener("click", () => {
      const { language } = option.dataset;
      if (!isLanguage(language)) return;
      kept?.setItem(KEY, language);
      store.apply(chooseLanguage, language);
    });
  }
  store.watch(
    (state) => [state.language],
    (language) => {
      for (const option of options) {
        option.setAttribute("aria-pressed", String(option.dataset.language === language));
      }
    },
  );
}
