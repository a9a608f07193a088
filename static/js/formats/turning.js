/**
 * Masks and boxes of a picture that was annotated lying on its side. Mirrors
 * `sam/formats/turning.py`.
 *
 * @import { Rle } from "../masks/rle.js"
 * @import { Size } from "../stage/geometry.js"
 *
 * @typedef {[number, number, number, number]} Corners x0, y0, x1, y1
 */

import { decodeRle, encodeRle } from "../masks/rle.js";

/**
 * @param {Rle} rle
 * @param {number} turn degrees clockwise: 0, 90 or 270
 * @returns {Rle}
 */
export function turnedMask(rle, turn) {
  if (turn === 0) return rle;
  const { bits, width, height } = decodeRle(rle);
  const turned = new Uint8Array(bits.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = turn === 90 ? x * height + (height - 1 - y) : (width - 1 - x) * height + y;
      turned[at] = bits[y * width + x];
    }
  }
  return encodeRle({ bits: turned, width: height, height: width });
}

/**
 * @param {Corners} box
 * @param {Size} size of the picture that it lies in
 * @param {number} turn
 * @returns {Corners}
 */
export function turnedBox([x0, y0, x1, y1], { width, height }, turn) {
  if (turn === 90) return [height - y1, x0, height - y0, x1];
  return turn === 270 ? [y0, width - x1, y1, width - x0] : [x0, y0, x1, y1];
}
