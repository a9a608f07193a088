/**
 * Transitions of how the page speaks and looks.
 *
 * @import { State, Theme } from "./state.js"
 * @import { Language } from "./strings/strings.js"
 */

/**
 * @param {State} state
 * @param {Language} language
 * @returns {State}
 */
export function chooseLanguage(state, language) {
  return language === state.language ? state : { ...state, language };
}

/**
 * @param {State} state
 * @param {Theme} theme
 * @returns {State}
 */
export function chooseTheme(state, theme) {
  return theme === state.theme ? state : { ...state, theme };
}
