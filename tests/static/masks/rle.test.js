import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeRle, encodeRle, insideRuns, rleBox } from "../../../static/js/masks/rle.js";
import { boxOf, rectanglesMask, vectors } from "../vectors.js";

for (const vector of vectors("rle")) {
  test(`RLE as pycocotools writes and reads it: ${vector.name}`, () => {
    const mask = rectanglesMask(vector);
    const rle = encodeRle(mask);
    assert.deepEqual(rle, { size: [vector.height, vector.width], counts: vector.counts });
    assert.deepEqual(decodeRle(rle), mask);
    assert.deepEqual(rleBox(rle), boxOf(vector.box));
    const area = insideRuns(rle).reduce((sum, [start, end]) => sum + end - start, 0);
    assert.equal(area, vector.area);
  });
}

test("what is no RLE of the size is refused, saying why", () => {
  const { counts } = encodeRle({ bits: Uint8Array.of(0, 1, 1, 0), width: 2, height: 2 });
  assert.throws(() => decodeRle({ size: [2, 3], counts }), /covers 4 pixels.*has 6/);
  assert.throws(() => decodeRle({ size: [1, 2], counts }), /do not fit a 2x1 mask/);
  assert.throws(() => decodeRle({ size: [2, 2], counts: "1 1" }), /" " at position 1/);
  assert.throws(() => decodeRle({ size: [2, 2], counts: "1P" }), /middle of a run/);
});
