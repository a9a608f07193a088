/**
 * The sole owner of the page's state. It changes only through named transitions: pure functions in
 * `…_transitions.js` from a state (and what the change is about) to the next one. Whoever keeps an old
 * state keeps it whole.
 *
 * @import { State } from "./state.js"
 */

import { randomUuid } from "../document/uuid.js";
import { INITIAL_STATE } from "./state.js";

export class Store {
  /** @type {State} */
  #state = { ...INITIAL_STATE, writer: randomUuid() };
  /** @type {Set<() => void>} */
  #listeners = new Set();
  #telling = false;
  #stale = false;

  /** @returns {State} */
  get state() {
    return this.#state;
  }

  /**
   * Goes to the state a transition leads to.
   *
   * @template {readonly unknown[]} About
   * @param {(state: State, ...about: About) => State} transition returns the state itself when
   *   nothing changes
   * @param {About} about
   */
  apply(transition, ...about) {
    const next = transition(this.#state, ...about);
    if (next === this.#state) return;
    this.#state = next;
    this.#tell();
  }

  /**
   * Calls the effect with the selected values, now and whenever one of them changes.
   *
   * @template {readonly unknown[]} Values
   * @param {(state: State) => readonly [...Values]} select
   * @param {NoInfer<(...values: Values) => void>} effect
   * @returns {() => void} ends it
   */
  watch(select, effect) {
    let values = select(this.#state);
    const listener = () => {
      const now = select(this.#state);
      if (now.every((value, i) => Object.is(value, values[i]))) return;
      values = now;
      effect(...values);
    };
    this.#listeners.add(listener);
    effect(...values);
    return () => this.#listeners.delete(listener);
  }

  /**
   * An effect may apply a transition itself: everyone is then told once more, instead of in the
   * middle, so that nobody hears of an older state after a newer one.
   */
  #tell() {
    this.#stale = true;
    if (this.#telling) return;
    this.#telling = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        for (const listener of this.#listeners) listener();
      }
    } finally {
      this.#telling = false;
    }
  }
}
