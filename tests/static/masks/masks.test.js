import assert from "node:assert/strict";
import { test } from "node:test";
import { maskFromLogits, tokenLogits } from "../../../static/js/masks/masks.js";
import { encodeRle } from "../../../static/js/masks/rle.js";
import { frame } from "../../../static/js/stage/geometry.js";
import { boxOf, lowResolutionLogits, vectors } from "../vectors.js";

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

test("a part of a mask is what the whole mask has there", () => {
  for (const vector of vectors("masks")) {
    const size = { width: vector.output_width, height: vector.output_height };
    const made = frame(vector, vector.image_size);
    const logits = lowResolutionLogits(vector);
    const { bits } = maskFromLogits(logits, made, size, vector.threshold);
    const box = {
      x0: Math.floor(size.width / 3),
      y0: Math.floor(size.height / 4),
      x1: Math.ceil(size.width / 1.2),
      y1: size.height,
    };
    const part = maskFromLogits(logits, made, { ...size, box }, vector.threshold);
    assert.deepEqual([part.width, part.height], [box.x1 - box.x0, box.y1 - box.y0]);
    for (let y = 0; y < part.height; y++) {
      const from = (box.y0 + y) * size.width + box.x0;
      assert.deepEqual(
        part.bits.slice(y * part.width, (y + 1) * part.width),
        bits.slice(from, from + part.width),
      );
    }
  }
});

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
