/**
 * The languages of the page, and which of them is shown.
 *
 * The language is part of the state. Whoever has been given `strings` gets each text in the language
 * of the moment; an effect that shows some selects `state.language`, so that it runs again when the
 * language changes.
 *
 * What a server, a browser or the decoder says of a failure or of a picture is quoted as it comes:
 * in English.
 *
 * @import { Strings as Catalogue } from "./en.js"
 *
 * @typedef {Catalogue} Strings
 * @typedef {keyof typeof CATALOGUES} Language
 */

import { en } from "./en.js";
import { zh } from "./zh.js";

export const CATALOGUES = { en, zh };

/**
 * @param {string | null} kept the language that was chosen by hand, if one was
 * @param {readonly string[]} preferred the visitor's languages, best first, as the browser has them
 * @returns {Language}
 */
export function pickLanguage(kept, preferred) {
  if (isLanguage(kept)) return kept;
  return preferred.map((tag) => tag.toLowerCase().split("-")[0]).find(isLanguage) ?? "en";
}

/**
 * @param {string | null | undefined} name
 * @returns {name is Language}
 */
const isLanguage = (name) => name === "en" || name === "zh";

/**
 * @param {() => Language} language of the moment
 * @returns {Strings}
 */
export function stringsIn(language) {
  return new Proxy(en, { get: (_, key) => Reflect.get(CATALOGUES[language()], key) });
}
