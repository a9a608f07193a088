/**
 * The outline of an RLE, and what can be told of its loops. Mirrors `sam/masks/outlines.py`.
 *
 * @import { Rle } from "../masks/rle.js"
 */

import { outlineLoops } from "../masks/outline.js";
import { decodeRleBox } from "../masks/rle.js";

/**
 * Every border of a mask, in the image frame, as `outlineLoops` gives them. Only the mask's box is
 * decoded.
 *
 * @param {Rle} rle
 * @returns {Int32Array[]} x0, y0, x1, y1, ... of each loop's corners
 * @throws {RangeError} when the runs do not fill the size exactly
 */
export function rleLoops(rle) {
  const window = decodeRleBox(rle);
  if (window === null) return [];
  const { x, y } = window;
  return outlineLoops(window).map((loop) => loop.map((at, i) => at + (i % 2 === 0 ? x : y)));
}

/**
 * Whether a loop runs counter-clockwise, and so is the border of a hole.
 *
 * @param {Int32Array} loop
 * @returns {boolean}
 */
export function isHole(loop) {
  let area = 0;
  for (let i = 0; i < loop.length; i += 2) {
    const next = (i + 2) % loop.length;
    area += loop[i] * loop[next + 1] - loop[next] * loop[i + 1];
  }
  return area < 0;
}
