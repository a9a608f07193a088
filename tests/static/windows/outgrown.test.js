import assert from "node:assert/strict";
import { test } from "node:test";
import { windowFrame } from "../../../static/js/stage/geometry.js";
import { isCut } from "../../../static/js/windows/outgrown.js";

const PICTURE = { width: 4000, height: 3000 };
const SIDE = 256;

/**
 * @param {[x0: number, y0: number, x1: number, y1: number]} box of cells inside
 * @param {[x: number, y: number]} corner of the window
 */
function cut([x0, y0, x1, y1], [x, y]) {
  const logits = new Float32Array(SIDE * SIDE).fill(-1);
  for (let row = y0; row < y1; row++) logits.fill(1, row * SIDE + x0, row * SIDE + x1);
  return isCut(logits, windowFrame({ x, y, width: 1024, height: 1024 }, PICTURE, 1024), 0);
}

test("a mask is cut where it reaches a border of its window that is none of the picture's", () => {
  assert.equal(cut([100, 100, 120, 120], [512, 512]), false);
  assert.equal(cut([0, 100, 20, 120], [512, 512]), true);
  assert.equal(cut([0, 100, 20, 120], [0, 512]), false, "the picture ends there too");
  assert.equal(cut([200, 100, 256, 120], [512, 512]), true);
  assert.equal(cut([200, 100, 256, 120], [2976, 512]), false);
  assert.equal(cut([100, 0, 120, 20], [512, 512]), true);
  assert.equal(cut([100, 0, 120, 20], [512, 0]), false);
  assert.equal(cut([100, 200, 120, 256], [512, 512]), true);
  assert.equal(cut([100, 200, 120, 256], [512, 1976]), false);
});

test("no mask is not cut, and nor is what touches with a hair, or all of a small picture", () => {
  assert.equal(cut([0, 0, 0, 0], [512, 512]), false);
  const logits = new Float32Array(SIDE * SIDE).fill(1);
  logits.fill(-1, 0, SIDE);
  logits[9] = 1;
  for (let row = 0; row < SIDE; row++) logits[row * SIDE] = logits[row * SIDE + SIDE - 1] = -1;
  logits.fill(-1, SIDE * (SIDE - 1));
  const window = { x: 512, y: 512, width: 1024, height: 1024 };
  assert.equal(isCut(logits, windowFrame(window, PICTURE, 1024), 0), false);
  const small = { width: 800, height: 600 };
  const all = windowFrame({ x: 0, y: 0, ...small }, small, 1024);
  assert.equal(isCut(logits.fill(1), all, 0), false);
});
