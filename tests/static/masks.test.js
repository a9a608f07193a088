import assert from "node:assert/strict";
import { test } from "node:test";
import { frame } from "../../static/js/geometry.js";
import { maskFromLogits, tokenLogits } from "../../static/js/masks.js";
import { encodeRle } from "../../static/js/rle.js";
import { boxOf, lowResolutionLogits, vectors } from "./vectors.js";

for (const vector of vectors("masks")) {
  test(`a mask as torch makes it: ${vector.name}`, () => {
    const size = { width: vector.output_width, height: vector.output_height };
    const made = frame(vector, vector.image_size);
    const mask = maskFromLogits(lowResolutionLogits(vector), made, size, vector.threshold);
    assert.equal(mask.area, vector.area);
    assert.deepEqual(mask.box, boxOf(vector.box));
    assert.equal(encodeRle(mask).counts, vector.counts);
  });
}

test("a mask of the largest pictures takes less than a second", () => {
  const made = frame({ width: 4000, height: 3000 }, 1024);
  const logits = lowResolutionLogits({ image_size: 1024, discs: [[128, 96, 80]] });
  const start = performance.now();
  const { area } = maskFromLogits(logits, made, made, 0);
  assert.ok(performance.now() - start < 1000);
  assert.ok(area > 1e6);
});

test("logits of another size are refused with both sizes", () => {
  const made = frame({ width: 3, height: 2 }, 64);
  assert.throws(() => maskFromLogits(new Float32Array(9), made, made, 0), /16x16.*9/);
});

test("a token's logits are its quarter, uncopied", () => {
  const logits = Float32Array.from({ length: 16 }, (_, i) => i);
  assert.deepEqual([...tokenLogits(logits, 2)], [8, 9, 10, 11]);
  assert.equal(tokenLogits(logits, 2).buffer, logits.buffer);
});
