/**
 * What can be seen of a picture on the stage, and where it lies there.
 *
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { State } from "../shell/state.js"
 * @import { Part } from "./geometry.js"
 * @import { Placement } from "./viewport.js"
 */

import { maskPart, placement, visiblePart } from "./viewport.js";

/** Masks are drawn no larger than this on the stage, whatever the screen, to stay quick. */
const LONGEST_DRAWN = 2560;

/**
 * @param {Pick<State, "room">} state
 * @param {OpenImage} image
 * @returns {Placement} where it lies in the room
 */
export function placementOf({ room }, { document: { picture }, session: { camera } }) {
  if (room !== null) return placement(room, picture, camera);
  const { width, height } = picture;
  return { left: 0, top: 0, width, height, scale: 1 };
}

/**
 * @param {Pick<State, "room">} state
 * @param {OpenImage} image
 * @returns {Part} what can be seen of it, in device pixels
 */
export function seenPart(state, image) {
  const { picture } = image.document;
  const { width, height } = picture;
  if (state.room === null) return { width, height };
  return visiblePart(state.room, picture, placementOf(state, image));
}

/**
 * @param {State} state
 * @param {OpenImage} image
 * @returns {Part} what can be seen of it, at the size that masks are drawn at
 */
export function drawnPart(state, image) {
  return maskPart(seenPart(state, image), image.document.picture, LONGEST_DRAWN);
}
