/**
 * From the decoder's low-resolution logits to mask bits at any size.
 *
 * The rule is Segment Anything's (`Sam.postprocess_masks`): low_res (256x256) -> the model's square
 * (1024x1024) bilinear, cut the padding off, -> the picture's size bilinear, threshold. Both steps
 * are `torch.nn.functional.interpolate(..., mode="bilinear", align_corners=False)`.
 *
 * Both steps are separable and linear, so they are composed here: along one axis an output pixel
 * reads two neighbouring pixels of the model's square, and these read at most three neighbouring
 * logits. That makes three taps an axis, and no full-size float picture is ever made. A size
 * smaller than the picture's samples the same cut square at its own pixel centres.
 *
 * Where the network saw a window of the picture, there is nothing inside beyond it.
 *
 * @import { Box, Frame, Part, Size, Within } from "../stage/geometry.js"
 *
 * @typedef {object} Mask
 * @property {Uint8Array<ArrayBuffer>} bits (height * width) row-major, 1 inside, 0 outside
 * @property {number} width
 * @property {number} height
 * @property {number} area pixels inside
 * @property {Box | null} box tight box of the bits in this mask's own pixels, right and bottom edges
 *   exclusive; null when the mask is empty
 */

import { MASK_TOKENS } from "../prompting/prompts.js";
import { boxOf } from "../stage/geometry.js";

/**
 * The mask of one token at a size, or a part of it.
 *
 * @param {Float32Array} logits (S, S) row-major, S = frame.imageSize / 4
 * @param {Frame} frame
 * @param {Part} part to make; its box comes out as it would in the whole
 * @param {number} threshold logits above it are inside
 * @returns {Mask} as large as the part's box, in that one's pixels
 */
export function maskFromLogits(logits, frame, part, threshold) {
  const side = frame.imageSize / 4;
  if (logits.length !== side * side) {
    throw new RangeError(`Expected ${side}x${side} logits, got ${logits.length} numbers.`);
  }
  if (frame.within) return maskInWindow(logits, frame, frame.within, part, threshold);
  const { x0, y0, x1, y1 } = boxOf(part);
  const { imageSize, inputWidth, inputHeight } = frame;
  const along =
    (/** @type {number} */ input, /** @type {number} */ output) =>
    (/** @type {number} */ position) =>
      ((position + 0.5) * input) / output - 0.5;
  const across = composedTaps(side, imageSize, inputWidth, along(inputWidth, part.width), x0, x1);
  const down = composedTaps(side, imageSize, inputHeight, along(inputHeight, part.height), y0, y1);
  const rows = stretchRows(logits, side, across, down);
  return thresholdColumns(rows, down, { width: x1 - x0, height: y1 - y0 }, threshold);
}

/**
 * The same of a window: only what lies in it is made, and set into the part.
 *
 * @param {Float32Array} logits
 * @param {Frame} frame
 * @param {Within} within
 * @param {Part} part
 * @param {number} threshold
 * @returns {Mask}
 */
function maskInWindow(logits, frame, { x, y, picture }, part, threshold) {
  const outer = boxOf(part);
  const size = { width: outer.x1 - outer.x0, height: outer.y1 - outer.y0 };
  const [u, v] = [picture.width / part.width, picture.height / part.height];
  /** Where pixels of the part begin whose middles lie beyond a place of the picture. */
  const edge = (/** @type {number} */ place, /** @type {number} */ step) =>
    Math.ceil(place / step - 0.5);
  const inner = {
    x0: Math.max(outer.x0, edge(x, u)),
    y0: Math.max(outer.y0, edge(y, v)),
    x1: Math.min(outer.x1, edge(x + frame.width, u)),
    y1: Math.min(outer.y1, edge(y + frame.height, v)),
  };
  const bits = new Uint8Array(size.width * size.height);
  if (inner.x0 >= inner.x1 || inner.y0 >= inner.y1) return { bits, ...size, area: 0, box: null };
  const side = frame.imageSize / 4;
  const { imageSize, inputWidth, inputHeight, scaleX, scaleY } = frame;
  const column = (/** @type {number} */ at) => ((at + 0.5) * u - x) * scaleX - 0.5;
  const row = (/** @type {number} */ at) => ((at + 0.5) * v - y) * scaleY - 0.5;
  const across = composedTaps(side, imageSize, inputWidth, column, inner.x0, inner.x1);
  const down = composedTaps(side, imageSize, inputHeight, row, inner.y0, inner.y1);
  const width = inner.x1 - inner.x0;
  const rows = stretchRows(logits, side, across, down);
  const made = thresholdColumns(rows, down, { width, height: inner.y1 - inner.y0 }, threshold);
  const [left, top] = [inner.x0 - outer.x0, inner.y0 - outer.y0];
  for (let line = 0; line < made.height; line++) {
    const from = made.bits.subarray(line * width, (line + 1) * width);
    bits.set(from, (top + line) * size.width + left);
  }
  return { bits, ...size, area: made.area, box: made.box && moved(made.box, left, top) };
}

/**
 * @param {Box} box
 * @param {number} x
 * @param {number} y
 * @returns {Box}
 */
const moved = ({ x0, y0, x1, y1 }, x, y) => ({ x0: x0 + x, y0: y0 + y, x1: x1 + x, y1: y1 + y });

/**
 * A mask of bits that are known.
 *
 * @param {Uint8Array<ArrayBuffer>} bits (height * width) row-major
 * @param {Size} size
 * @returns {Mask}
 */
export function maskOfBits(bits, { width, height }) {
  let area = 0;
  const box = { x0: width, y0: height, x1: 0, y1: 0 };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (bits[y * width + x] === 0) continue;
      area++;
      box.x0 = Math.min(box.x0, x);
      box.y0 = Math.min(box.y0, y);
      box.x1 = Math.max(box.x1, x + 1);
      box.y1 = y + 1;
    }
  }
  return { bits, width, height, area, box: area === 0 ? null : box };
}

/**
 * One token's part of a decode's logits, without copying.
 *
 * @template {ArrayBufferLike} B
 * @param {Float32Array<B>} logits (4, S, S)
 * @param {number} token
 * @returns {Float32Array<B>} (S, S)
 */
export function tokenLogits(logits, token) {
  const length = logits.length / MASK_TOKENS;
  return logits.subarray(token * length, (token + 1) * length);
}

/** Logits read per output pixel and axis. */
const TAPS = 3;

/**
 * @typedef {object} Taps per output position: the first of three neighbouring source positions,
 *   and their three weights
 * @property {Int32Array} first (n)
 * @property {Float64Array} weights (n * 3)
 */

/**
 * The two interpolations along one axis as one set of taps.
 *
 * @param {number} side logits along the axis
 * @param {number} square the model's square along the axis
 * @param {number} input the part of the square that is picture
 * @param {(position: number) => number} sourceOf where in that the middle of an output position lies
 * @param {number} from the first output position that is wanted
 * @param {number} to where the wanted ones end
 * @returns {Taps}
 */
function composedTaps(side, square, input, sourceOf, from, to) {
  const first = new Int32Array(to - from);
  const weights = new Float64Array((to - from) * TAPS);
  for (let i = 0; i < first.length; i++) {
    const outer = tap(sourceOf(from + i), input);
    const near = tap(((outer.index + 0.5) * side) / square - 0.5, side);
    const far = tap(((outer.next + 0.5) * side) / square - 0.5, side);
    // The last two logits may be the last there are: start early enough for three.
    const start = Math.min(near.index, side - TAPS);
    first[i] = start;
    const add = (/** @type {number} */ index, /** @type {number} */ weight) => {
      const at = i * TAPS + index - start;
      weights[at] += weight;
    };
    add(near.index, (1 - outer.fraction) * (1 - near.fraction));
    add(near.next, (1 - outer.fraction) * near.fraction);
    add(far.index, outer.fraction * (1 - far.fraction));
    add(far.next, outer.fraction * far.fraction);
  }
  return { first, weights };
}

/**
 * torch's bilinear source position with align_corners=False: pixel centres are mapped onto each
 * other, positions before the first centre are clamped to it, the last pixel is repeated.
 *
 * @param {number} place in the source
 * @param {number} length of it
 */
function tap(place, length) {
  const source = Math.max(0, place);
  const index = Math.min(Math.floor(source), length - 1);
  return { index, next: Math.min(index + 1, length - 1), fraction: source - index };
}

/**
 * The horizontal pass: every row of logits that is read, stretched to the output width.
 *
 * @param {Float32Array} logits (side, side)
 * @param {number} side
 * @param {Taps} across
 * @param {Taps} down which rows are read
 * @returns {Float32Array} (rows, width) from the first row that is read
 */
function stretchRows(logits, side, { first, weights }, down) {
  const width = first.length;
  const top = down.first[0] ?? 0;
  const count = (down.first.at(-1) ?? 0) + TAPS - top;
  const rows = new Float32Array(count * width);
  for (let y = 0; y < count; y++) {
    const line = (top + y) * side;
    const out = y * width;
    for (let x = 0; x < width; x++) {
      const from = line + first[x];
      const w = x * TAPS;
      rows[out + x] =
        weights[w] * logits[from] +
        weights[w + 1] * logits[from + 1] +
        weights[w + 2] * logits[from + 2];
    }
  }
  return rows;
}

/**
 * The vertical pass, thresholded as it goes, with the area and the box of what is inside.
 *
 * @param {Float32Array} rows (rows, width) from the first row that is read
 * @param {Taps} down
 * @param {Size} size
 * @param {number} threshold
 * @returns {Mask}
 */
function thresholdColumns(rows, { first, weights }, { width, height }, threshold) {
  const bits = new Uint8Array(width * height);
  let area = 0;
  let left = width;
  let right = 0;
  let top = height;
  let bottom = 0;
  for (let y = 0; y < height; y++) {
    const row0 = (first[y] - first[0]) * width;
    const row1 = row0 + width;
    const row2 = row1 + width;
    const w0 = weights[y * TAPS];
    const w1 = weights[y * TAPS + 1];
    const w2 = weights[y * TAPS + 2];
    const out = y * width;
    let firstInside = -1;
    let lastInside = -1;
    for (let x = 0; x < width; x++) {
      if (w0 * rows[row0 + x] + w1 * rows[row1 + x] + w2 * rows[row2 + x] > threshold) {
        bits[out + x] = 1;
        if (firstInside < 0) firstInside = x;
        lastInside = x;
        area++;
      }
    }
    if (firstInside >= 0) {
      left = Math.min(left, firstInside);
      right = Math.max(right, lastInside + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
  }
  const box = area === 0 ? null : { x0: left, y0: top, x1: right, y1: bottom };
  return { bits, width, height, area, box };
}
