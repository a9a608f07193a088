/**
 * Regions of a mask and holes in it: areas of pixels that touch by their sides.
 *
 * @import { Rle } from "./rle.js"
 * @import { Mask } from "./masks.js"
 *
 * @typedef {Pick<Mask, "bits" | "width" | "height">} Bits
 */

import { encodeRle } from "./rle.js";

/**
 * The holes: outside pixels from which no way leads to the picture's border.
 *
 * @param {Bits} mask
 * @returns {Rle | null} null where there are none
 */
export function holesOf({ bits, width, height }) {
  const { labels, areas } = label({ bits: bits.map((bit) => bit ^ 1), width, height });
  const open = new Set([0]);
  for (let x = 0; x < width; x++) open.add(labels[x]).add(labels[(height - 1) * width + x]);
  for (let y = 0; y < height; y++) open.add(labels[y * width]).add(labels[(y + 1) * width - 1]);
  if (areas.length === open.size) return null;
  return encodeRle({
    bits: Uint8Array.from(labels, (at) => (open.has(at) ? 0 : 1)),
    width,
    height,
  });
}

/**
 * The islands: every part of a mask but its largest.
 *
 * @param {Bits} mask
 * @returns {Rle | null} null where there are none
 */
export function islandsOf({ bits, width, height }) {
  const { labels, areas } = label({ bits, width, height });
  if (areas.length < 3) return null;
  const largest = areas.indexOf(Math.max(...areas.slice(1)));
  return encodeRle({
    bits: Uint8Array.from(labels, (at) => (at !== 0 && at !== largest ? 1 : 0)),
    width,
    height,
  });
}

/**
 * Numbers the areas of inside pixels.
 *
 * @param {Bits} mask
 * @returns {{ labels: Int32Array, areas: number[] }} (height * width) an area's number for each of
 *   its pixels, from 1, and 0 outside; how many pixels each number has
 */
function label({ bits, width, height }) {
  const labels = new Int32Array(bits.length);
  const areas = [0];
  const stack = new Int32Array(bits.length);
  for (let start = 0; start < bits.length; start++) {
    if (bits[start] === 0 || labels[start] !== 0) continue;
    const number = areas.length;
    let area = 0;
    let left = 1;
    stack[0] = start;
    labels[start] = number;
    const visit = (/** @type {number} */ at) => {
      if (bits[at] === 0 || labels[at] !== 0) return;
      labels[at] = number;
      stack[left++] = at;
    };
    while (left > 0) {
      const at = stack[--left];
      area++;
      const x = at % width;
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (at >= width) visit(at - width);
      if (at < width * (height - 1)) visit(at + width);
    }
    areas.push(area);
  }
  return { labels, areas };
}
