/**
 * How a mask looks.
 *
 * @import { Mask } from "../masks.js"
 */

import { outlineLoops } from "../outline.js";
import { resize } from "./dom.js";

/**
 * @typedef {object} Look
 * @property {readonly number[]} fill RGBA bytes, azure; the same as --mask in tokens.css
 * @property {number} outline width of half its light line, device pixels; the dark one shows this
 *   much around it, halved
 */

/** @type {Look} a mask that was asked for */
export const MASK = { fill: [10, 132, 255, 112], outline: 1 };
/** @type {Look} one that a click would give */
export const GLIMPSE = { fill: [10, 132, 255, 60], outline: 0.75 };

const OUTLINE_DARK = "rgb(4 20 46 / 0.8)";
const OUTLINE_LIGHT = "#fff";

/** Canvas pixels by which a corner of the outline is rounded: half a step of a pixel staircase. */
const ROUNDING = 1;

/**
 * A mask in place of the last one, as large as the canvas becomes for it.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Mask} mask
 * @param {Look} look
 */
export function paintMask(context, mask, look) {
  const { canvas } = context;
  // A canvas of the right size is kept: a new one costs more than all that is drawn on it.
  if (canvas.width === mask.width && canvas.height === mask.height) clear(context);
  else resize(canvas, mask);
  fillMask(context, mask, look);
  strokeOutline(context, mask, look.outline * devicePixelRatio);
}

/** @param {CanvasRenderingContext2D} context in pixels */
export function clear(context) {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
}

/**
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} context in the mask's
 *   pixels, with nothing on it yet
 * @param {Mask} mask
 * @param {Look} [look]
 */
export function fillMask(context, { bits, width, box }, look = MASK) {
  if (box === null) return;
  const image = new ImageData(box.x1 - box.x0, box.y1 - box.y0);
  // One 32-bit store per pixel; the byte order is the platform's, as for the bytes themselves.
  const [fill] = new Uint32Array(Uint8Array.from(look.fill).buffer);
  const pixels = new Uint32Array(image.data.buffer);
  for (let y = 0; y < image.height; y++) {
    const from = (box.y0 + y) * width + box.x0;
    const to = y * image.width;
    for (let x = 0; x < image.width; x++) if (bits[from + x] !== 0) pixels[to + x] = fill;
  }
  context.putImageData(image, box.x0, box.y0);
}

/**
 * @param {CanvasRenderingContext2D} context in the mask's pixels
 * @param {Mask} mask
 * @param {number} width of the light line; the dark one shows this much around it, halved
 */
export function strokeOutline(context, mask, width) {
  const path = new Path2D();
  for (const loop of outlineLoops(mask)) roundedLoop(loop, path);
  context.lineJoin = "round";
  context.strokeStyle = OUTLINE_DARK;
  context.lineWidth = 4 * width;
  context.stroke(path);
  context.strokeStyle = OUTLINE_LIGHT;
  context.lineWidth = 2 * width;
  context.stroke(path);
}

/**
 * A loop along pixel edges with its corners rounded, so that a slanted edge is a line and not a
 * staircase. It stays within half a pixel of the edges.
 *
 * @param {Int32Array} loop x0, y0, x1, y1, ... where the direction changes
 * @param {Path2D} path
 */
function roundedLoop(loop, path) {
  const n = loop.length;
  for (let i = 0; i < n; i += 2) {
    const [x, y] = [loop[i], loop[i + 1]];
    const before = towards(x, y, loop[(i + n - 2) % n], loop[(i + n - 1) % n]);
    const after = towards(x, y, loop[(i + 2) % n], loop[(i + 3) % n]);
    if (i === 0) path.moveTo(before.x, before.y);
    else path.lineTo(before.x, before.y);
    path.quadraticCurveTo(x, y, after.x, after.y);
  }
  path.closePath();
}

/**
 * The point where the rounding of corner (x, y) meets the edge to its neighbour.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} toX
 * @param {number} toY
 */
function towards(x, y, toX, toY) {
  const length = Math.abs(toX - x) + Math.abs(toY - y);
  const part = Math.min(ROUNDING, length / 2) / length;
  return { x: x + (toX - x) * part, y: y + (toY - y) * part };
}
