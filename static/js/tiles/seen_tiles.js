/**
 * Which tiles the view of a large picture needs.
 *
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { State } from "../shell/state.js"
 * @import { Tile } from "./tiles.js"
 */

import { boxOf } from "../stage/geometry.js";
import { seenPart } from "../stage/seen.js";
import { isLarge, levelFor, tileBox, tilesFor } from "./tiles.js";

/**
 * @param {State} state
 * @param {OpenImage} image
 * @returns {Tile[]} those that show the view sharper than the overview does, the middle's first; none
 *   of a picture that is held whole
 */
export function wantedTiles(state, image) {
  const { picture } = image.document;
  const { bitmap } = image.runtime;
  if (bitmap === null || state.room === null || !isLarge(picture)) return [];
  const part = seenPart(state, image);
  const scale = part.width / picture.width;
  const level = levelFor(picture, scale);
  if (2 ** -level * picture.width <= bitmap.width) return [];
  const [u, v] = [picture.width / part.width, picture.height / part.height];
  const { x0, y0, x1, y1 } = boxOf(part);
  const box = { x0: x0 * u, y0: y0 * v, x1: x1 * u, y1: y1 * v };
  const [x, y] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
  const far = (/** @type {Tile} */ tile) => {
    const shown = tileBox(tile, picture);
    return Math.hypot((shown.x0 + shown.x1) / 2 - x, (shown.y0 + shown.y1) / 2 - y);
  };
  return tilesFor(picture, level, box).sort((a, b) => far(a) - far(b));
}
