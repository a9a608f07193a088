/**
 * The texts that stand in index.html itself, from the catalogue, and the language they are in.
 *
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

/** @param {{ store: Store, strings: Strings }} parts */
export function mountTexts({ store, strings }) {
  const texts = /** @type {Record<string, unknown>} */ (strings);
  /** @param {Element} element @param {string} attribute that names the text */
  const textOf = (element, attribute) => String(texts[element.getAttribute(attribute) ?? ""]);
  store.watch(
    (state) => [state.language],
    () => {
      document.documentElement.lang = strings.locale;
      for (const element of document.querySelectorAll("[data-text]")) {
        element.textContent = textOf(element, "data-text");
      }
      for (const element of document.querySelectorAll("[data-aria-label]")) {
        element.setAttribute("aria-label", textOf(element, "data-aria-label"));
      }
      for (const element of document.querySelectorAll("[data-placeholder]")) {
        element.setAttribute("placeholder", textOf(element, "data-placeholder"));
      }
    },
  );
}
