import assert from "node:assert/strict";
import { test } from "node:test";
import { COLOURS, colourMasks } from "../../../static/js/everything/colours.js";
import { coverage, foundMask, maskAt, surviving } from "../../../static/js/everything/found.js";
import { encodeRle } from "../../../static/js/masks/rle.js";
import { rectanglesMask, vectors } from "../vectors.js";

/** @typedef {import("../../../static/js/everything/found.js").FoundMask} FoundMask */

for (const { name, filters, records, ids } of vectors("everything")) {
  test(`survivors are the engine's: ${name}`, () => {
    const found = records.map((/** @type {any} */ record, /** @type {number} */ id) => ({
      id,
      record,
      runs: [],
    }));
    assert.deepEqual(
      surviving(found, filters).map(({ id }) => id),
      ids,
    );
  });
}

/**
 * @param {number} id
 * @param {[number, number, number, number]} rectangle x0, y0, x1, y1
 * @returns {FoundMask} in a picture of 40x30
 */
function rectangle(id, [x0, y0, x1, y1]) {
  const mask = rectanglesMask({ width: 40, height: 30, rectangles: [[x0, y0, x1, y1]] });
  return foundMask(id, {
    segmentation: encodeRle(mask),
    area: (x1 - x0) * (y1 - y0),
    bbox: [x0, y0, x1 - x0 - 1, y1 - y0 - 1],
    predicted_iou: 0.9,
    point_coords: [[x0, y0]],
    stability_score: 0.97,
    crop_box: [0, 0, 40, 30],
  });
}

const PLATE = rectangle(1, [5, 5, 35, 25]);
const CUP = rectangle(2, [10, 10, 20, 20]);
const COLUMNS = rectangle(3, [36, 0, 38, 30]);

test("at a pixel the smallest mask that covers it is meant", () => {
  const masks = [PLATE, CUP, COLUMNS];
  assert.equal(maskAt(masks, { x: 12, y: 12 }), CUP);
  assert.equal(maskAt(masks, { x: 20, y: 12 }), PLATE, "one beyond the cup");
  assert.equal(maskAt(masks, { x: 12, y: 19 }), CUP, "its last row");
  assert.equal(maskAt(masks, { x: 12, y: 20 }), PLATE);
  assert.equal(maskAt(masks, { x: 36, y: 0 }), COLUMNS);
  assert.equal(maskAt(masks, { x: 37, y: 29 }), COLUMNS);
  assert.equal(maskAt(masks, { x: 38, y: 0 }), null);
  assert.equal(maskAt([], { x: 0, y: 0 }), null);
});

test("coverage counts a pixel once", () => {
  const size = { width: 40, height: 30 };
  assert.equal(coverage([], size), 0);
  assert.equal(coverage([PLATE], size), 600 / 1200);
  assert.equal(coverage([CUP, PLATE], size), 600 / 1200);
  assert.equal(coverage([CUP, PLATE, COLUMNS], size), 660 / 1200);
});

test("masks that touch differ in colour, and further ones change nobody's", () => {
  const masks = [0, 8, 16, 24, 32].map((id, i) => rectangle(id, [i * 8, 2, i * 8 + 8, 20]));
  const colours = colourMasks(masks);
  for (let i = 1; i < masks.length; i++) {
    assert.notEqual(colours.get(masks[i].id), colours.get(masks[i - 1].id));
  }
  const before = colourMasks(masks.slice(0, 3));
  for (const [id, colour] of before) assert.equal(colours.get(id), colour);
  assert.ok([...colours.values()].every((colour) => COLOURS.includes(colour)));
});
