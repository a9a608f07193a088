/**
 * The texts that stand in index.html itself, from the catalogue.
 *
 * @import { Strings } from "../strings.js"
 */

/** @param {{ strings: Strings }} parts */
export function mountTexts({ strings }) {
  const texts = /** @type {Record<string, unknown>} */ (strings);
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = String(texts[element.getAttribute("data-text") ?? ""]);
  }
  for (const element of document.querySelectorAll("[data-aria-label]")) {
    element.setAttribute(
      "aria-label",
      String(texts[element.getAttribute("data-aria-label") ?? ""]),
    );
  }
}
