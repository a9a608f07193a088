import assert from "node:assert/strict";
import { test } from "node:test";
import { outlineLoops } from "../../../static/js/masks/outline.js";
import { rectanglesMask, vectors } from "../vectors.js";

/** @param {Int32Array} loop @returns {number[][]} */
const corners = (loop) =>
  Array.from({ length: loop.length / 2 }, (_, i) => [loop[2 * i], loop[2 * i + 1]]);

/** Clockwise (on a screen, y down) is positive. @param {Int32Array} loop */
function signedArea(loop) {
  const points = corners(loop);
  return points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

/**
 * Fills loops by the even-odd rule: a pixel is inside when an odd number of vertical edges lies to
 * its left.
 *
 * @param {Int32Array[]} loops @param {number} width @param {number} height
 */
function fill(loops, width, height) {
  const bits = new Uint8Array(width * height);
  for (const points of loops.map(corners)) {
    for (const [i, [x, y]] of points.entries()) {
      const [nextX, nextY] = points[(i + 1) % points.length];
      if (x !== nextX) continue;
      for (let row = Math.min(y, nextY); row < Math.max(y, nextY); row++) {
        for (let column = x; column < width; column++) bits[row * width + column] ^= 1;
      }
    }
  }
  return bits;
}

for (const vector of vectors("rle")) {
  test(`the outline encloses the mask exactly: ${vector.name}`, () => {
    const mask = rectanglesMask(vector);
    const loops = outlineLoops(mask);
    assert.deepEqual(fill(loops, mask.width, mask.height), mask.bits);
    assert.equal(
      loops.reduce((sum, loop) => sum + signedArea(loop), 0),
      vector.area,
    );
  });
}

test("the outline of noise encloses it exactly", () => {
  const width = 60;
  const height = 45;
  const bits = Uint8Array.from({ length: width * height }, (_, i) =>
    (i * i * 7 + i * 3) % 11 < 5 ? 1 : 0,
  );
  assert.deepEqual(fill(outlineLoops({ bits, width, height }), width, height), bits);
});

test("a square is four corners, clockwise", () => {
  const mask = rectanglesMask({ width: 9, height: 9, rectangles: [[2, 3, 5, 7]] });
  const [loop, ...others] = outlineLoops(mask);
  assert.equal(others.length, 0);
  assert.deepEqual(corners(loop), [
    [5, 3],
    [5, 7],
    [2, 7],
    [2, 3],
  ]);
});

test("a hole is a loop of its own, counter-clockwise", () => {
  const rectangles = [
    [1, 1, 8, 8],
    [3, 3, 5, 6],
  ];
  const areas = outlineLoops(rectanglesMask({ width: 9, height: 9, rectangles })).map(signedArea);
  assert.deepEqual(areas, [49, -6]);
});

test("parts that touch at a corner are separate loops", () => {
  const rectangles = [
    [0, 0, 2, 2],
    [2, 2, 4, 4],
  ];
  const loops = outlineLoops(rectanglesMask({ width: 4, height: 4, rectangles }));
  assert.deepEqual(loops.map(signedArea), [4, 4]);
});
