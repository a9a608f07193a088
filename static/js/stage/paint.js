/**
 * How a mask looks.
 *
 * @import { Mask } from "../masks/masks.js"
 * @import { ShownMask } from "../pictures/runtime.js"
 * @import { State } from "../shell/state.js"
 */

import { outlineLoops } from "../masks/outline.js";
import { resize } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { samePart } from "./geometry.js";
import { drawnPart, placementOf } from "./seen.js";

/**
 * @typedef {object} Look
 * @property {readonly number[]} fill RGBA bytes, azure; the same as --mask in tokens.css
 * @property {number} outline width of half its light line, CSS pixels, 0 for none; the dark one shows this
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
 * @param {number} [scale] canvas pixels per pixel of the mask, at least 1
 */
export function paintMask(context, mask, look, scale = 1) {
  const { canvas } = context;
  const size = { width: Math.round(mask.width * scale), height: Math.round(mask.height * scale) };
  // A canvas of the right size is kept: a new one costs more than all that is drawn on it.
  if (canvas.width === size.width && canvas.height === size.height) clear(context);
  else resize(canvas, size);
  if (scale === 1) fillMask(context, mask, look);
  else fillLarger(context, mask, look);
  if (look.outline === 0) return;
  context.setTransform(size.width / mask.width, 0, 0, size.height / mask.height, 0, 0);
  strokeOutline(context, mask, (look.outline * devicePixelRatio) / scale, ROUNDING / scale);
  context.resetTransform();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Mask} mask stretched over it, its pixels to be seen
 * @param {Look} look
 */
function fillLarger(context, mask, look) {
  const layer = new OffscreenCanvas(mask.width, mask.height).getContext("2d");
  if (layer === null) return;
  fillMask(layer, mask, look);
  context.imageSmoothingEnabled = false;
  context.drawImage(layer.canvas, 0, 0, context.canvas.width, context.canvas.height);
}

/** How much larger each mask was seen when it was painted. @type {WeakMap<ShownMask, number>} */
const painted = new WeakMap();

/**
 * How much larger a mask is seen than it was drawn, which is when one of its pixels covers several
 * of the screen's. One that is to be drawn anew, as the picture has been moved or zoomed since, stays
 * as it was painted until then.
 *
 * @param {State} state
 * @param {ShownMask | null | undefined} shown
 * @returns {number} at least 1
 */
export function magnification(state, shown) {
  const image = activeImage(state);
  if (!image || !shown) return 1;
  const known = painted.get(shown);
  if (known !== undefined && !samePart(shown.part, drawnPart(state, image))) return known;
  const { scale } = placementOf(state, image);
  const larger = Math.max(1, scale * (image.document.picture.width / shown.part.width));
  painted.set(shown, larger);
  return larger;
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

/** @type {WeakMap<Mask, Int32Array[]>} */
const traced = new WeakMap();

/**
 * @param {Mask} mask
 * @returns {Int32Array[]} its outline, traced once
 */
function loopsOf(mask) {
  const known = traced.get(mask);
  if (known) return known;
  const loops = outlineLoops(mask);
  traced.set(mask, loops);
  return loops;
}

/**
 * @param {CanvasRenderingContext2D} context in the mask's pixels
 * @param {Mask} mask
 * @param {number} width of the light line; the dark one shows this much around it, halved
 * @param {number} [rounding] of corners, in the mask's pixels
 */
export function strokeOutline(context, mask, width, rounding = ROUNDING) {
  const path = new Path2D();
  for (const loop of loopsOf(mask)) roundedLoop(loop, path, rounding);
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
 * @param {number} rounding
 */
function roundedLoop(loop, path, rounding) {
  const n = loop.length;
  for (let i = 0; i < n; i += 2) {
    const [x, y] = [loop[i], loop[i + 1]];
    const before = towards(x, y, loop[(i + n - 2) % n], loop[(i + n - 1) % n], rounding);
    const after = towards(x, y, loop[(i + 2) % n], loop[(i + 3) % n], rounding);
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
 * @param {number} rounding
 */
function towards(x, y, toX, toY, rounding) {
  const length = Math.abs(toX - x) + Math.abs(toY - y);
  const part = Math.min(rounding, length / 2) / length;
  return { x: x + (toX - x) * part, y: y + (toY - y) * part };
}
