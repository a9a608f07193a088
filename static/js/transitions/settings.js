/**
 * Transitions of how the page speaks and looks.
 *
 * @import { State } from "../state.js"
 * @import { Language } from "../strings/index.js"
 */

/**
 * @param {State} state
 * @param {Language} language
 * @returns {State}
 */
export function chooseLanguage(state, language) {
  return language === state.language ? state : { ...state, language };
}
