/**
 * Where a mask can have pixels, found without making it: a small object of a large picture costs what
 * it costs in a small one.
 *
 * @import { Drawing } from "../decoder/protocol.js"
 * @import { Correction } from "./corrections.js"
 * @import { Box, Frame, Size } from "../stage/geometry.js"
 */

import { rleBox } from "./rle.js";

/** Pixels of the model frame that one of the logits stands for. */
const CELL = 4;

/**
 * @param {Pick<Drawing, "logits" | "frame" | "threshold" | "corrections">} drawing
 * @param {Size} picture
 * @returns {Box} whole pixels of the picture, never without any; beyond it nothing is inside
 */
export function extentOf({ logits, frame, threshold, corrections }, picture) {
  const boxes = corrections.filter(({ add }) => add).map(boxOfCorrection);
  const box = logits && boxOfLogits(logits, frame, threshold);
  const all = [box, ...boxes].filter((each) => each !== null);
  if (all.length === 0) return { x0: 0, y0: 0, x1: 1, y1: 1 };
  const [x0, y0] = [Math.min(...all.map((b) => b.x0)), Math.min(...all.map((b) => b.y0))];
  const [x1, y1] = [Math.max(...all.map((b) => b.x1)), Math.max(...all.map((b) => b.y1))];
  const left = Math.min(Math.max(Math.floor(x0), 0), picture.width - 1);
  const top = Math.min(Math.max(Math.floor(y0), 0), picture.height - 1);
  return {
    x0: left,
    y0: top,
    x1: Math.min(Math.max(Math.ceil(x1), left + 1), picture.width),
    y1: Math.min(Math.max(Math.ceil(y1), top + 1), picture.height),
  };
}

/**
 * A pixel is inside only if one of the logits that it lies between is: those around it, two cells
 * away at most.
 *
 * @param {Float32Array} logits (S, S)
 * @param {Frame} frame
 * @param {number} threshold
 * @returns {Box | null} null where none is
 */
function boxOfLogits(logits, frame, threshold) {
  const side = frame.imageSize / CELL;
  let [left, right, top, bottom] = [side, -1, side, -1];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (!(logits[y * side + x] > threshold)) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return null;
  const { scaleX, scaleY, within } = frame;
  const { x = 0, y = 0 } = within ?? {};
  return {
    x0: x + ((left - 2) * CELL) / scaleX,
    y0: y + ((top - 2) * CELL) / scaleY,
    x1: x + ((right + 3) * CELL) / scaleX,
    y1: y + ((bottom + 3) * CELL) / scaleY,
  };
}

/**
 * @param {Correction} correction
 * @returns {Box | null}
 */
function boxOfCorrection(correction) {
  if (correction.type === "pixels") return rleBox(correction.segmentation);
  // A pixel more: what is inked is rounded to pixels.
  const around = 1 + (correction.type === "brush" ? correction.radius : 0);
  const [xs, ys] = [correction.points.map(([x]) => x), correction.points.map(([, y]) => y)];
  return {
    x0: Math.min(...xs) - around,
    y0: Math.min(...ys) - around,
    x1: Math.max(...xs) + around,
    y1: Math.max(...ys) + around,
  };
}
