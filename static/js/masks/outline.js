/**
 * The outline of a mask as closed polylines along pixel edges, so that it can be stroked crisply
 * at any zoom.
 *
 * Cracks (edges between an inside and an outside pixel) are followed with the inside on the right
 * hand: outer borders run clockwise on the screen, borders of holes counter-clockwise. Where two
 * inside pixels touch only at a corner they are kept apart (4-connected), so outer borders never
 * touch themselves.
 *
 * @import { Mask } from "./masks.js"
 */

/** Marks an inside pixel whose top edge is already part of a loop. */
const TRACED = 2;

/**
 * Every border of the mask.
 *
 * @param {Pick<Mask, "bits" | "width" | "height">} mask
 * @returns {Int32Array[]} one array per closed loop: x0, y0, x1, y1, ... corner positions in the
 *   mask's pixels (0..width, 0..height), only where the direction changes; the last joins the first
 */
export function outlineLoops({ bits, width, height }) {
  // A margin of one outside pixel on each side saves every bounds check.
  const stride = width + 2;
  const field = new Uint8Array(stride * (height + 2));
  for (let y = 0; y < height; y++) {
    field.set(bits.subarray(y * width, (y + 1) * width), (y + 1) * stride + 1);
  }
  /** @type {Int32Array[]} */
  const loops = [];
  // Every loop has a top edge of some pixel in it, so only these are looked for.
  for (let y = 1; y <= height; y++) {
    const end = y * stride + width + 1;
    for (let at = y * stride + 1; at < end; at++) {
      if (field[at] === 1 && field[at - stride] === 0) loops.push(follow(field, stride, at));
    }
  }
  return loops;
}

/**
 * One loop, starting eastwards along the top edge of pixel `start`.
 *
 * A position is held as the pixel to the lower right of the corner. Going in direction d, the two
 * pixels ahead are one to the left hand (outside when going straight) and one to the right.
 *
 * @param {Uint8Array} field padded mask, marked with TRACED
 * @param {number} stride
 * @param {number} start
 * @returns {Int32Array}
 */
function follow(field, stride, start) {
  // East, south, west, north: how far a step goes, and which pixels lie ahead of its end.
  const step = [1, stride, -1, -stride];
  const leftAhead = [-stride, 0, -1, -stride - 1];
  const rightAhead = [0, -1, -stride - 1, -stride];
  /** @type {number[]} */
  const corners = [];
  let corner = start;
  let direction = 0;
  do {
    if (direction === 0) field[corner] = TRACED;
    corner += step[direction];
    let turn = 0;
    if (field[corner + rightAhead[direction]] === 0) turn = 1;
    else if (field[corner + leftAhead[direction]] !== 0) turn = 3;
    if (turn !== 0) {
      corners.push((corner % stride) - 1, Math.floor(corner / stride) - 1);
      direction = (direction + turn) % 4;
    }
  } while (corner !== start || direction !== 0);
  return Int32Array.from(corners);
}
