import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { createLevels } from "../../../static/js/stage/levels.js";

/** @typedef {{ width: number, height: number, closed: boolean, close(): void }} Pixels */

/** @param {number} width @param {number} height @returns {Pixels} */
const pixels = (width, height) => ({
  width,
  height,
  closed: false,
  close() {
    this.closed = true;
  },
});

/** Rows of a copy that were drawn, and from which rows of what. @type {number[][]} */
let drawn = [];
/** What is to be done when there is time. @type {(() => void)[]} */
let waiting = [];
const idle = (/** @type {() => void} */ work) => void waiting.push(work);
const rest = () => {
  while (waiting.length > 0) waiting.shift()?.();
};
const levelsOf = () => createLevels({ idle });
const bitmap = (/** @type {Pixels} */ given) =>
  /** @type {ImageBitmap} */ (/** @type {unknown} */ (given));

const browser = /** @type {{ OffscreenCanvas?: unknown }} */ (globalThis);
beforeEach(() => {
  drawn = [];
  waiting = [];
  browser.OffscreenCanvas = class {
    /** @param {number} width @param {number} height */
    constructor(width, height) {
      Object.assign(this, { width, height });
      this.transferToImageBitmap = () => pixels(width, height);
    }

    getContext() {
      return {
        drawImage: (/** @type {unknown} */ _from, /** @type {number[]} */ ...numbers) =>
          drawn.push(numbers),
        getImageData: () => {},
      };
    }
  };
});
afterEach(() => {
  delete browser.OffscreenCanvas;
});

test("the smallest copy that has as many pixels is drawn from, the picture itself until it is made", () => {
  const levels = levelsOf();
  const picture = bitmap(pixels(6000, 4000));
  assert.equal(levels.of(picture, { width: 900, height: 600 }), picture);
  rest();
  const sides = (/** @type {number} */ width, /** @type {number} */ height) => {
    const level = levels.of(picture, { width, height });
    return [level.width, level.height];
  };
  assert.deepEqual(sides(900, 600), [1500, 1000]);
  assert.deepEqual(sides(1500, 1000), [1500, 1000]);
  assert.deepEqual(sides(1501, 1000), [3000, 2000]);
  assert.equal(levels.of(picture, { width: 3001, height: 2001 }), picture);
  assert.equal(levels.of(picture, { width: 60000, height: 40000 }), picture);
  assert.ok(sides(30, 20)[0] <= 750, "none is made that is needlessly small or large");
});

test("a copy's strips cover it, each from its place in the larger one, no more than a little at a time", () => {
  const levels = levelsOf();
  levels.of(bitmap(pixels(5001, 3003)), { width: 1, height: 1 });
  rest();
  const first = drawn.filter(([, , width]) => width === 5001);
  let from = 0;
  let to = 0;
  for (const [x, y, , height, left, top, , rows] of first) {
    assert.deepEqual([x, left, top], [0, 0, to]);
    assert.ok(Math.abs(y - from) < 1e-6 && 5001 * height < 2e6);
    from += height;
    to += rows;
  }
  assert.ok(Math.abs(from - 3003) < 1e-6 && to === 1501);
});

test("a small picture has no copies", () => {
  const levels = levelsOf();
  const picture = bitmap(pixels(2000, 1500));
  levels.of(picture, { width: 100, height: 75 });
  assert.equal(waiting.length, 0);
  assert.equal(levels.of(picture, { width: 100, height: 75 }), picture);
});

test("another picture takes the place of the copies, also of those that are being made", () => {
  const levels = levelsOf();
  const [one, other] = [bitmap(pixels(6000, 4000)), bitmap(pixels(6000, 4000))];
  levels.of(one, { width: 1, height: 1 });
  rest();
  const copy = /** @type {Pixels} */ (
    /** @type {unknown} */ (levels.of(one, { width: 1, height: 1 }))
  );
  levels.of(other, { width: 1, height: 1 });
  assert.ok(copy.closed);
  levels.drop();
  const before = drawn.length;
  rest();
  assert.equal(drawn.length, before, "a picture may be closed, and what is closed cannot be drawn");
});
