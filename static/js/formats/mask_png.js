/**
 * Masks as PNGs: 8 bits, one grey channel, 0 outside and 255 inside. Only what lies in a mask's box is
 * made, so that a small object of a large picture costs no more than its box.
 *
 * @import { Mask } from "../masks/masks.js"
 * @import { Rle } from "../masks/rle.js"
 * @import { Size } from "../stage/geometry.js"
 */

import { decodeRleBox } from "../masks/rle.js";
import { encodePng } from "./png.js";

/**
 * @param {Rle} rle
 * @returns {Promise<Blob>} of type image/png, exactly the mask's size
 */
export function encodeRlePng(rle) {
  const [height, width] = rle.size;
  const none = { bits: new Uint8Array(0), width: 0, height: 0, x: 0, y: 0 };
  const { x, y, ...mask } = decodeRleBox(rle) ?? none;
  return encodeMaskPng(mask, { x, y }, { width, height });
}

/**
 * @param {Pick<Mask, "bits" | "width" | "height">} mask
 * @param {{ x: number, y: number }} [place] of it in the picture
 * @param {Size} [picture] nothing lies outside of the mask there; without it, the mask is all
 * @returns {Promise<Blob>} of type image/png, of the picture's size
 */
export async function encodeMaskPng({ bits, ...own }, place = { x: 0, y: 0 }, picture = own) {
  if (bits.length !== own.width * own.height) {
    throw new RangeError(`A ${own.width}x${own.height} mask has no ${bits.length} pixels.`);
  }
  return encodePng({ width: picture.width, height: picture.height, depth: 8 }, (y, row) => {
    const line = y - place.y;
    if (line < 0 || line >= own.height) return;
    const from = line * own.width;
    for (let x = 0; x < own.width; x++) if (bits[from + x] !== 0) row[place.x + x] = 255;
  });
}
