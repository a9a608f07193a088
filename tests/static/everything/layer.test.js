import assert from "node:assert/strict";
import { test } from "node:test";
import { foundMask } from "../../../static/js/everything/found.js";
import { EDGE, INSIDE, layPatches, patchOf } from "../../../static/js/everything/layer.js";
import { encodeRle, rleBox } from "../../../static/js/masks/rle.js";
import { rectanglesMask } from "../vectors.js";

const IMAGE = { width: 60, height: 40 };

/** @param {number[][]} rectangles */
function mask(rectangles) {
  const bits = rectanglesMask({ ...IMAGE, rectangles });
  const segmentation = encodeRle(bits);
  const { x0, y0, x1, y1 } = rleBox(segmentation) ?? { x0: 0, y0: 0, x1: 1, y1: 1 };
  const found = foundMask(0, {
    segmentation,
    area: 0,
    bbox: [x0, y0, x1 - x0 - 1, y1 - y0 - 1],
    predicted_iou: 1,
    point_coords: [[0, 0]],
    stability_score: 1,
    crop_box: [0, 0, 60, 40],
  });
  return { found, bits: bits.bits };
}

const SHAPES = {
  "a ring": [
    [5, 4, 50, 36],
    [20, 10, 40, 30],
  ],
  "two parts": [
    [0, 0, 3, 3],
    [50, 30, 60, 40],
  ],
  "whole columns": [[10, 0, 30, 40]],
  "the whole picture": [[0, 0, 60, 40]],
  "one pixel": [[59, 39, 60, 40]],
};

for (const [name, rectangles] of Object.entries(SHAPES)) {
  for (const layer of [IMAGE, { width: 150, height: 100 }, { width: 33, height: 22 }]) {
    test(`a layer's pixel shows what lies under its centre: ${name}, ${layer.width}`, () => {
      const { found, bits } = mask(rectangles);
      const patch = patchOf(found, IMAGE, layer);
      for (let y = 0; y < layer.height; y++) {
        for (let x = 0; x < layer.width; x++) {
          const column = Math.floor(((2 * x + 1) * IMAGE.width) / (2 * layer.width));
          const row = Math.floor(((2 * y + 1) * IMAGE.height) / (2 * layer.height));
          const [i, j] = [x - patch.x, y - patch.y];
          const within = i >= 0 && j >= 0 && i < patch.width && j < patch.height;
          const shown = within && patch.cells[j * patch.width + i] !== 0;
          assert.equal(shown, bits[row * IMAGE.width + column] === 1, `${x}, ${y}`);
        }
      }
    });
  }
}

test("edges lie inside, two pixels wide, and what is deeper is inside", () => {
  const { found } = mask([[10, 10, 30, 30]]);
  const patch = patchOf(found, IMAGE, IMAGE);
  // Two outside cells stand around it.
  assert.deepEqual([patch.x, patch.y, patch.width, patch.height], [8, 8, 24, 24]);
  const cell = (/** @type {number} */ x) => patch.cells[12 * patch.width + x - patch.x];
  assert.deepEqual([10, 11, 12, 27, 28, 29].map(cell), [EDGE, EDGE, INSIDE, INSIDE, EDGE, EDGE]);
});

test("an edge is what has an outside cell within two steps to a side", () => {
  const { found, bits } = mask([
    [0, 0, 9, 12],
    [5, 10, 31, 18],
    [33, 2, 35, 39],
    [40, 20, 60, 40],
  ]);
  const patch = patchOf(found, IMAGE, IMAGE);
  const inside = (/** @type {number} */ x, /** @type {number} */ y) =>
    x >= 0 && y >= 0 && x < 60 && y < 40 && bits[y * 60 + x] === 1;
  const steps = [1, 2, -1, -2];
  for (let y = 0; y < 40; y++) {
    for (let x = 0; x < 60; x++) {
      const amid = steps.every((step) => inside(x + step, y) && inside(x, y + step));
      const expected = inside(x, y) ? (amid ? INSIDE : EDGE) : 0;
      const cell = patch.cells[(y - patch.y) * patch.width + x - patch.x];
      assert.equal(cell, expected, `${x}, ${y}`);
    }
  }
});

test("what cannot be seen is a patch without cells", () => {
  const { found } = mask([[10, 10, 30, 30]]);
  const away = { ...IMAGE, box: { x0: 40, y0: 0, x1: 60, y1: 40 } };
  assert.equal(patchOf(found, IMAGE, away).cells.length, 0);
});

test("a layer of a part shows what the whole layer shows there, without edges where it is cut", () => {
  const { found } = mask([
    [10, 10, 30, 30],
    [28, 5, 50, 12],
  ]);
  const whole = { width: 240, height: 160 };
  const box = { x0: 60, y0: 50, x1: 130, y1: 100 };
  const colours = /** @type {const} */ ({ colour: [1, 2, 3], state: "plain" });
  const all = new Uint32Array(240 * 160);
  layPatches(all, whole, [{ patch: patchOf(found, IMAGE, whole), look: colours }]);
  const size = { width: 70, height: 50 };
  const cut = new Uint32Array(70 * 50);
  layPatches(cut, size, [{ patch: patchOf(found, IMAGE, { ...whole, box }), look: colours }]);
  for (let y = 0; y < 50; y++) {
    const from = (box.y0 + y) * 240 + box.x0;
    assert.deepEqual(cut.slice(y * 70, (y + 1) * 70), all.slice(from, from + 70), `row ${y}`);
  }
});

test("the last patch lies on top, hovered and chosen ones have a white edge", () => {
  const layer = { width: 60, height: 40 };
  const pixels = new Uint32Array(60 * 40);
  const large = patchOf(mask([[0, 0, 40, 40]]).found, IMAGE, layer);
  const small = patchOf(mask([[10, 10, 30, 30]]).found, IMAGE, layer);
  layPatches(pixels, layer, [
    { patch: large, look: { colour: [1, 2, 3], state: "plain" } },
    { patch: small, look: { colour: [9, 8, 7], state: "hovered" } },
  ]);
  const rgba = (/** @type {number} */ x, /** @type {number} */ y) => [
    ...new Uint8Array(pixels.buffer, 4 * (y * 60 + x), 4),
  ];
  assert.deepEqual(rgba(0, 20), [1, 2, 3, 255]);
  assert.deepEqual(rgba(5, 20).slice(0, 3), [1, 2, 3]);
  assert.ok(rgba(5, 20)[3] < 128);
  assert.deepEqual(rgba(10, 20), [255, 255, 255, 255]);
  assert.deepEqual(rgba(20, 20).slice(0, 3), [9, 8, 7]);
  assert.deepEqual(rgba(50, 20), [0, 0, 0, 0]);
});
