/**
 * How many pictures are in which state, as a bar.
 */

import { html } from "../shell/dom.js";
import { STATES } from "./projects_state.js";

/**
 * @param {Readonly<Record<string, number>>} pictures how many are in each state
 * @returns {number} how many there are
 */
export function countOf(pictures) {
  return Object.values(pictures).reduce((sum, count) => sum + count, 0);
}

/**
 * @param {Readonly<Record<string, number>>} pictures how many are in each state
 * @returns {HTMLElement} that says what the figures beside it say
 */
export function stateBar(pictures) {
  const bar = html("span", { class: "state-bar", "aria-hidden": "true" });
  for (const state of STATES) {
    if (!pictures[state]) continue;
    const part = html("span", { class: "state-part", "data-state": state });
    part.style.flexGrow = String(pictures[state]);
    bar.append(part);
  }
  return bar;
}
