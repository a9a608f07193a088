/**
 * Transitions of looking at the picture on the stage: nearer, further, elsewhere.
 *
 * @import { Look, State } from "../shell/state.js"
 * @import { Box, Size } from "./geometry.js"
 * @import { Camera, Room } from "./viewport.js"
 */

import { activeImage, changeImage } from "../shell/state.js";
import { lookingAt, panned, zoomed, zoomedTo } from "./viewport.js";

/**
 * @param {State} state
 * @param {Room} room for the picture on the stage
 * @returns {State}
 */
export function measureRoom(state, room) {
  const { width, height, margin, pixelRatio } = room;
  const same =
    state.room?.width === width &&
    state.room.height === height &&
    state.room.margin === margin &&
    state.room.pixelRatio === pixelRatio;
  return same ? state : { ...state, room };
}

/**
 * @param {State} state
 * @param {number} factor above 1 to come nearer
 * @param {{ x: number, y: number }} [at] what stays in place, CSS pixels from the room's corner; its
 *   middle unless said otherwise
 * @returns {State}
 */
export function zoomBy(state, factor, at) {
  return move(state, (room, picture, camera) =>
    zoomed(room, picture, camera, factor, at ?? { x: room.width / 2, y: room.height / 2 }),
  );
}

/**
 * One device pixel for each pixel of the picture.
 *
 * @param {State} state
 * @returns {State}
 */
export function zoomToPixels(state) {
  return move(state, (room, picture, camera) =>
    zoomedTo(room, picture, camera, 1, { x: room.width / 2, y: room.height / 2 }),
  );
}

/**
 * @param {State} state
 * @param {{ x: number, y: number }} by CSS pixels to the right and down
 * @returns {State}
 */
export function panBy(state, by) {
  return move(state, (room, picture, camera) => panned(room, picture, camera, by));
}

/**
 * The whole picture.
 *
 * @param {State} state
 * @returns {State}
 */
export function showWhole(state) {
  return move(state, () => null);
}

/**
 * A part of the picture in the middle, where it could not be seen or would be too small to be found.
 *
 * @param {State} state
 * @param {Box} box image pixels
 * @returns {State}
 */
export function lookAtBox(state, box) {
  return move(state, (room, picture, camera) => lookingAt(room, picture, camera, box));
}

/**
 * @param {State} state
 * @param {Partial<Look>} look
 * @returns {State}
 */
export function changeLook(state, look) {
  return { ...state, look: { ...state.look, ...look } };
}

/**
 * @param {State} state
 * @param {(room: Room, picture: Size, camera: Camera | null) => Camera | null} go
 * @returns {State}
 */
function move(state, go) {
  const image = activeImage(state);
  if (image === null || image.document.picture.width === 0 || state.room === null) return state;
  const before = image.session.camera;
  const camera = go(state.room, image.document.picture, before);
  const same =
    camera?.scale === before?.scale &&
    camera?.centre.x === before?.centre.x &&
    camera?.centre.y === before?.centre.y;
  return same ? state : changeImage(state, image.key, () => ({ session: { camera } }));
}
