import assert from "node:assert/strict";
import { test } from "node:test";
import { FEATURES, featuresOf } from "../../../static/js/ranking/features.js";
import { frame, imageToModel } from "../../../static/js/stage/geometry.js";
import { vectors } from "../vectors.js";

/**
 * @param {any} vector
 * @returns {Float32Array} as `logits_of` in make_ranking.py
 */
function logitsOf({ image_size, tokens }) {
  const side = image_size / 4;
  const logits = new Float32Array(4 * side * side);
  tokens.forEach((/** @type {number[][] | null} */ discs, /** @type {number} */ token) => {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        logits[(token * side + y) * side + x] =
          discs === null
            ? ((x * 73 + y * 151 + x * y * 37) % 101) / 8 - 6.28125
            : Math.max(...discs.map(([cx, cy, r]) => r ** 2 - (x - cx) ** 2 - (y - cy) ** 2)) / 16 +
              7 / 32768;
      }
    }
  });
  return logits;
}

for (const vector of vectors("ranking")) {
  test(`features as the library computes them: ${vector.name}`, () => {
    const made = frame(vector, vector.image_size);
    const point = imageToModel({ x: vector.point[0], y: vector.point[1] }, made);
    const { iou_predictions, threshold } = vector;
    const rows = featuresOf(logitsOf(vector), iou_predictions, point, made, threshold);
    vector.features.flat().forEach((/** @type {number} */ value, /** @type {number} */ i) => {
      const name = `${FEATURES[i % FEATURES.length]} of token ${Math.floor(i / FEATURES.length)}`;
      assert.ok(Math.abs(rows[i] - value) < 1e-5, `${name} is ${rows[i]}, not ${value}`);
    });
  });
}
