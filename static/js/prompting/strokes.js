/**
 * Ends a stroke that is being made: a brush's as it is, a lasso's once it encloses something.
 *
 * @import { Store } from "../shell/store.js"
 */

import { correct, draftStroke } from "./prompting_transitions.js";

/** @param {Store} store */
export function endStroke(store) {
  const { stroke } = store.state;
  if (stroke === null) return;
  const good = stroke.type === "brush" || (stroke.type === "polygon" && stroke.points.length > 2);
  if (good) store.apply(correct, stroke);
  else store.apply(draftStroke, null);
}

/**
 * @param {Store} store
 * @returns {boolean} whether a lasso was being drawn
 */
export function endLasso(store) {
  if (store.state.stroke?.type !== "polygon") return false;
  endStroke(store);
  return true;
}
