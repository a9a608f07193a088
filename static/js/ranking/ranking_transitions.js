/**
 * Transitions of the memory, and what is asked of it.
 *
 * @import { Memory } from "./learnt.js"
 * @import { State } from "../shell/state.js"
 */

import { activeImage } from "../shell/state.js";
import { weightsOf } from "./learnt.js";

/**
 * @param {State} state
 * @param {string | null} project whose memory it is; null for the browser's own
 * @param {Memory} memory
 * @returns {State}
 */
export function remember(state, project, memory) {
  return { ...state, memory, memoryOf: project };
}

/** What was worked out last: between two objects it is asked for at every move of the pointer. */
/** @type {{ memory: Memory | null, label: string, weights: readonly number[] | null }} */
let last = { memory: null, label: "", weights: null };

/**
 * @param {State} state
 * @returns {readonly number[] | null} weights for the object that a click would begin; null while the
 *   memory is off
 */
export function weightsNow(state) {
  const { memory, activeClass } = state;
  const label = activeImage(state)?.session.draft.label ?? activeClass;
  if (last.memory !== memory || last.label !== label) {
    last = { memory, label, weights: weightsOf(memory, label) };
  }
  return last.weights;
}
