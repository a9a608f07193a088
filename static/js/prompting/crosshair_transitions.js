/**
 * Transitions of the crosshair: pointing with the keyboard.
 *
 * @import { ImagePoint } from "../stage/geometry.js"
 * @import { State } from "../shell/state.js"
 */

import { activeImage } from "../shell/state.js";
import { boxBetween, pixelAt } from "../stage/geometry.js";
import { draftBox, setBox } from "./prompting_transitions.js";

/**
 * Moves the crosshair, or shows it in the middle of what can be seen.
 *
 * @param {State} state
 * @param {{ x: number, y: number }} by pixels of the picture
 * @returns {State}
 */
export function moveCrosshair(state, by) {
  const image = activeImage(state);
  if (image === null || image.document.picture.width === 0) return state;
  const { picture } = image.document;
  const before = state.crosshair;
  const middle = image.session.camera?.centre ?? { x: picture.width / 2, y: picture.height / 2 };
  const crosshair = pixelAt(before ? { x: before.x + by.x, y: before.y + by.y } : middle, picture);
  const next = { ...state, crosshair };
  return state.corner === null ? next : draftBox(next, between(state.corner, crosshair, picture));
}

/**
 * The pointer has taken over.
 *
 * @param {State} state
 * @returns {State}
 */
export function hideCrosshair(state) {
  if (state.crosshair === null && state.corner === null) return state;
  const draft = state.corner === null ? state.draft : null;
  return { ...state, crosshair: null, corner: null, draft };
}

/**
 * Begins a box at the crosshair, or ends it there.
 *
 * @param {State} state
 * @returns {State}
 */
export function cornerBox(state) {
  const image = activeImage(state);
  const { crosshair, corner } = state;
  if (image === null || crosshair === null) return moveCrosshair(state, { x: 0, y: 0 });
  const { picture } = image.document;
  if (corner === null) {
    return draftBox({ ...state, corner: crosshair }, between(crosshair, crosshair, picture));
  }
  return setBox(draftBox({ ...state, corner: null }, null), between(corner, crosshair, picture));
}

/**
 * Gives the box up that was begun.
 *
 * @param {State} state
 * @returns {State}
 */
export function dropCorner(state) {
  return state.corner === null ? state : draftBox({ ...state, corner: null }, null);
}

/**
 * The box with these two pixels in its corners.
 *
 * @param {ImagePoint} a
 * @param {ImagePoint} b
 * @param {{ width: number, height: number }} image
 */
function between(a, b, image) {
  const low = { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y) };
  const high = { x: Math.max(a.x, b.x) + 1, y: Math.max(a.y, b.y) + 1 };
  return boxBetween(low, high, image);
}
