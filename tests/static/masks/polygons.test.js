import assert from "node:assert/strict";
import { test } from "node:test";
import { outlineLoops } from "../../../static/js/masks/outline.js";
import { fillPolygons } from "../../../static/js/masks/polygons.js";
import { encodeRle } from "../../../static/js/masks/rle.js";
import { vectors } from "../vectors.js";

for (const { name, width, height, polygons, counts } of vectors("polygons")) {
  test(`polygons are filled as pycocotools does: ${name}`, () => {
    assert.deepEqual(fillPolygons(polygons, { width, height }), { size: [height, width], counts });
  });
}

test("no polygon gives an empty mask", () => {
  assert.deepEqual(fillPolygons([], { width: 4, height: 3 }), { size: [3, 4], counts: "<" });
});

test("the outline of a mask without holes gives exactly its pixels", () => {
  const [width, height] = [60, 45];
  const bits = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.hypot((i % width) - 30, i / width - 20) < 17 || i % 97 === 0 ? 1 : 0,
  );
  const mask = { bits, width, height };
  assert.deepEqual(fillPolygons(outlineLoops(mask), mask), encodeRle(mask));
});
