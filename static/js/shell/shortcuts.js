/**
 * The keyboard.
 *
 * @import { Actions } from "./actions.js"
 * @import { Store } from "./store.js"
 */

import { switchEverything } from "../everything/everything_transitions.js";
import { removeObjects, walkObjects } from "../objects/objects_transitions.js";
import { stepAlong } from "../pictures/filmstrip_transitions.js";
import {
  chooseCandidate,
  chooseTool,
  clearPrompt,
  draftBox,
  redo,
  takeUp,
  undo,
} from "../prompting/prompting_transitions.js";
import { isEmptyDraft } from "../session/picture_session.js";
import { showWhole, zoomBy, zoomToPixels } from "../stage/looking_transitions.js";
import { isPressed, takesLetters } from "./dom.js";
import { closeHome } from "./page_transitions.js";
import { activeImage } from "./state.js";

/** Zoom of a key. */
const ZOOM = Math.SQRT2;

/** Places along the filmstrip of a key. @type {Record<string, number>} */
const STEPS = { PageUp: -1, PageDown: 1 };

/** @type {ReadonlyMap<string, "prompt" | "brush" | "lasso">} */
const HANDS = new Map([
  ["v", "prompt"],
  ["d", "brush"],
  ["l", "lasso"],
]);

/** @param {number} radius */
const smaller = (radius) => Math.max(1, Math.min(radius - 1, Math.round(radius / 1.2)));
/** @param {number} radius */
const larger = (radius) => Math.min(200, Math.max(radius + 1, Math.round(radius * 1.2)));

/** @param {{ store: Store, actions: Actions }} parts */
export function mountShortcuts({ store, actions }) {
  document.addEventListener("keydown", (event) => {
    const action = meaning(event, store, actions);
    if (action === null) return;
    event.preventDefault();
    action();
  });
}

/**
 * @param {KeyboardEvent} event
 * @param {Store} store
 * @param {Actions} actions
 * @returns {(() => void) | null}
 */
function meaning({ key, code, target, ctrlKey, metaKey, shiftKey, altKey }, store, actions) {
  // What lies open over the page has the keyboard for itself; the browser closes it on Escape.
  if (document.querySelector(":popover-open, dialog[open]")) return null;
  const { homeOpen, draft, images } = store.state;
  if (key === "Escape") {
    if (homeOpen) return () => store.apply(closeHome);
    if (activeImage(store.state)?.session.everything.on) return null;
    return draft ? () => store.apply(draftBox, null) : () => store.apply(clearPrompt);
  }
  if (homeOpen || altKey) return null;
  const letter = key.toLowerCase();
  if (ctrlKey || metaKey) {
    if (letter === "z") return shiftKey ? () => store.apply(redo) : () => store.apply(undo);
    if (letter === "y" && !shiftKey) return () => store.apply(redo);
    return null;
  }
  if (takesLetters(target)) return null;
  if (key === "+" || key === "=") return () => store.apply(zoomBy, ZOOM);
  if (key === "-") return () => store.apply(zoomBy, 1 / ZOOM);
  // With Shift, a 0 is another character on every keyboard.
  if (code === "Digit0") return () => store.apply(shiftKey ? zoomToPixels : showWhole);
  if (key in STEPS && images.length > 1) return () => store.apply(stepAlong, STEPS[key]);
  const image = activeImage(store.state);
  const on = image?.session.everything.on ?? false;
  if (letter === "e" && image) return () => store.apply(switchEverything, !on);
  if (on || image === null) return null;
  const tool = HANDS.get(letter);
  if (tool) return () => store.apply(takeUp, { tool });
  const { hand } = store.state;
  if (letter === "x") return () => store.apply(chooseTool, store.state.tool === 1 ? 0 : 1);
  if (key === "[") return () => store.apply(takeUp, { radius: smaller(hand.radius) });
  if (key === "]") return () => store.apply(takeUp, { radius: larger(hand.radius) });
  if (key === "Enter" && !isPressed(target)) return () => actions.take();
  if (key === "," || key === ".") return () => store.apply(walkObjects, key === "." ? 1 : -1);
  const { draft: mask, selected } = image.session;
  const deletes = key === "Delete" || key === "Backspace";
  if (deletes && selected.length > 0 && isEmptyDraft(mask) && mask.editing === null) {
    return () => store.apply(removeObjects, selected);
  }
  // By its place on the keyboard: on some, a digit by itself is another character.
  const digit = shiftKey ? null : /^(?:Digit|Numpad)([1-9])$/.exec(code);
  const candidate = digit && image.runtime.answer?.candidates[Number(digit[1]) - 1];
  return candidate ? () => store.apply(chooseCandidate, candidate.token) : null;
}
