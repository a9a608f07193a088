/**
 * Transitions of the windows of large pictures whose embeddings are at hand.
 *
 * @import { Embedding } from "../server/embedding.js"
 * @import { State } from "../shell/state.js"
 * @import { Window } from "./windows.js"
 */

import { changeImage } from "../shell/state.js";
import { sameWindow } from "./windows.js";

/** Windows of a picture kept in memory, 4 MB each: those that were used last. */
export const KEPT = 12;

/**
 * A window's embedding is here: from now on prompts there are answered in it.
 *
 * @param {State} state
 * @param {number} key
 * @param {Embedding} embedding
 * @returns {State}
 */
export function takeWindow(state, key, embedding) {
  return changeImage(state, key, ({ runtime: { windows } }) => ({
    runtime: { windows: [...without(windows, embedding.window), embedding].slice(-KEPT) },
  }));
}

/**
 * @param {State} state
 * @param {Window | null} window of the picture on the stage that is being fetched, as it is needed
 * @returns {State}
 */
export function fetchWindow(state, window) {
  return state.fetchedWindow === window ? state : { ...state, fetchedWindow: window };
}

/**
 * A window is used, and so kept longer than others.
 *
 * @param {State} state
 * @param {number} key
 * @param {Window | null} window null for all of the picture
 * @returns {State}
 */
export function useWindow(state, key, window) {
  return changeImage(state, key, ({ runtime: { windows } }) => {
    const used = windows.find((each) => window && each.window && sameWindow(each.window, window));
    if (used === undefined || used === windows.at(-1)) return {};
    return { runtime: { windows: [...without(windows, used.window), used] } };
  });
}

/**
 * @param {readonly Embedding[]} windows
 * @param {Window | undefined} window
 */
const without = (windows, window) =>
  windows.filter((each) => !(window && each.window && sameWindow(each.window, window)));
