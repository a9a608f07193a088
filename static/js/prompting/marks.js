/**
 * What lies under the pointer of the prompt that is drawn over the picture: a point, a handle of the
 * box, the box's way out. Pure numbers, in the image frame.
 *
 * @import { Box, ImagePoint, Size } from "../stage/geometry.js"
 * @import { Prompt } from "./prompts.js"
 *
 * @typedef {"nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w"} Handle of a box, by compass
 *
 * @typedef {{ readonly kind: "point", readonly index: number }
 *   | { readonly kind: "handle", readonly index: number, readonly handle: Handle }
 *   | { readonly kind: "close", readonly index: number }} Hit `index` is the mark's, in the order made
 */

import { marksOf } from "./prompts.js";

/** Where each handle lies on its box: parts of its width and height. @type {Record<Handle, [number, number]>} */
const HANDLES = {
  nw: [0, 0],
  n: [0.5, 0],
  ne: [1, 0],
  e: [1, 0.5],
  se: [1, 1],
  s: [0.5, 1],
  sw: [0, 1],
  w: [0, 0.5],
};

/** CSS pixels: a shorter side has no handle in its middle. */
const ROOMY = 54;

/** CSS pixels from the box's upper right corner to its way out. */
export const CLOSE_DISTANCE = 18;

/**
 * @param {Box} box
 * @param {number} pixel image pixels for each CSS pixel
 * @returns {{ handle: Handle, x: number, y: number }[]} those that there is room for, image frame
 */
export function handlesOf({ x0, y0, x1, y1 }, pixel) {
  const [width, height] = [x1 - x0, y1 - y0];
  return Object.entries(HANDLES)
    .filter(
      ([, [u, v]]) => (u !== 0.5 || width > ROOMY * pixel) && (v !== 0.5 || height > ROOMY * pixel),
    )
    .map(([handle, [u, v]]) => ({
      handle: /** @type {Handle} */ (handle),
      x: x0 + u * width,
      y: y0 + v * height,
    }));
}

/**
 * The mark under a place; later ones lie over earlier ones, points over the box.
 *
 * @param {Prompt} prompt
 * @param {ImagePoint} at with fractions
 * @param {number} pixel image pixels for each CSS pixel
 * @param {number} reach CSS pixels around a mark that belong to it
 * @returns {Hit | null}
 */
export function hitMark(prompt, at, pixel, reach) {
  const marks = marksOf(prompt).map(({ mark }, index) => ({ mark, index }));
  const near = (/** @type {number} */ x, /** @type {number} */ y) =>
    Math.hypot(at.x - x, at.y - y) <= reach * pixel;
  for (const { mark, index } of marks.toReversed()) {
    if ("point" in mark && near(mark.point.x + 0.5, mark.point.y + 0.5)) {
      return { kind: "point", index };
    }
  }
  for (const { mark, index } of marks) {
    if (!("box" in mark)) continue;
    const { x1, y0 } = mark.box;
    if (near(x1 + CLOSE_DISTANCE * pixel, y0)) return { kind: "close", index };
    const found = handlesOf(mark.box, pixel).find(({ x, y }) => near(x, y));
    if (found) return { kind: "handle", index, handle: found.handle };
  }
  return null;
}

/**
 * A box with one of its handles elsewhere. An edge that is pulled over the opposite one stops a
 * pixel before it.
 *
 * @param {Box} box
 * @param {Handle} handle
 * @param {ImagePoint} to
 * @param {Size} image
 * @returns {Box} on whole pixel edges, inside the picture
 */
export function resizedBox({ x0, y0, x1, y1 }, handle, to, { width, height }) {
  const x = Math.min(Math.max(Math.round(to.x), 0), width);
  const y = Math.min(Math.max(Math.round(to.y), 0), height);
  return {
    x0: handle.includes("w") ? Math.min(x, x1 - 1) : x0,
    y0: handle.includes("n") ? Math.min(y, y1 - 1) : y0,
    x1: handle.includes("e") ? Math.max(x, x0 + 1) : x1,
    y1: handle.includes("s") ? Math.max(y, y0 + 1) : y1,
  };
}
