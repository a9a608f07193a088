/**
 * The test vectors shared with pytest (`tests/vectors`), and the formulas their inputs are given by.
 */

import { readFileSync } from "node:fs";

/**
 * @param {string} name
 * @returns {any[]}
 */
export function vectors(name) {
  return JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));
}

/**
 * @param {{ points: [number, number, 0 | 1][], box: number[] | null }} vector
 * @returns {import("../../static/js/prompting/prompts.js").Prompt}
 */
export function promptOf({ points, box }) {
  return {
    points: points.map(([x, y, label]) => ({ x, y, label })),
    box: box && { x0: box[0], y0: box[1], x1: box[2], y1: box[3] },
  };
}

/**
 * @param {number[] | null} box
 * @returns {import("../../static/js/stage/geometry.js").Box | null}
 */
export function boxOf(box) {
  return box && { x0: box[0], y0: box[1], x1: box[2], y1: box[3] };
}

/**
 * A mask of rectangles that invert what lies under them.
 *
 * @param {{ width: number, height: number, rectangles: number[][] }} vector
 */
export function rectanglesMask({ width, height, rectangles }) {
  const bits = new Uint8Array(width * height);
  for (const [x0, y0, x1, y1] of rectangles) {
    for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) bits[y * width + x] ^= 1;
  }
  return { bits, width, height };
}

/**
 * Low-resolution logits: discs, or a restless sum (`low_resolution_logits` in make.py).
 *
 * @param {{ image_size: number, discs: number[][] | null }} vector
 */
export function lowResolutionLogits({ image_size, discs }) {
  const side = image_size / 4;
  const logits = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      logits[y * side + x] =
        discs === null
          ? ((x * 73 + y * 151 + x * y * 37) % 101) - 50.25
          : Math.max(...discs.map(([cx, cy, r]) => r ** 2 - (x - cx) ** 2 - (y - cy) ** 2)) / 256 +
            7 / 32768;
    }
  }
  return logits;
}

/** The embedding of `decoder.json` (`formula_embedding` in make.py). */
export function formulaEmbedding() {
  const position = new Float32Array(256 * 64 * 64);
  return position.map((_, i) => ((Math.imul(i, 2654435761) >>> 16) - 32768) / 65536);
}
