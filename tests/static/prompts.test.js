import assert from "node:assert/strict";
import { test } from "node:test";
import { frame } from "../../static/js/geometry.js";
import { candidateTokens, decoderFeeds } from "../../static/js/prompts.js";
import { promptOf, vectors } from "./vectors.js";

for (const vector of vectors("feeds")) {
  test(`feeds: ${vector.name}`, () => {
    const side = vector.image_size / 4;
    const feeds = decoderFeeds(promptOf(vector), frame(vector, vector.image_size));
    const count = vector.point_labels.length;
    assert.deepEqual(feeds.point_coords.dims, [1, count, 2]);
    assert.deepEqual(feeds.point_coords.data, Float32Array.from(vector.point_coords.flat()));
    assert.deepEqual(feeds.point_labels.dims, [1, count]);
    assert.deepEqual([...feeds.point_labels.data], vector.point_labels);
    assert.deepEqual(feeds.mask_input.dims, [1, 1, side, side]);
    assert.ok(feeds.mask_input.data.every((value) => value === 0));
    assert.deepEqual([...feeds.has_mask_input.data], [0]);
  });
}

for (const vector of vectors("candidates")) {
  test(`candidates: ${vector.name}`, () => {
    assert.deepEqual(candidateTokens(promptOf(vector), vector.iou_predictions), vector.tokens);
  });
}

const small = frame({ width: 30, height: 20 }, 64);
const prompt = promptOf({ points: [[3, 4, 1]], box: null });

test("a mask input travels with the prompt", () => {
  const logits = Float32Array.from({ length: 256 }, (_, i) => i);
  const feeds = decoderFeeds(prompt, small, logits);
  assert.deepEqual(feeds.mask_input.data, logits);
  assert.deepEqual([...feeds.has_mask_input.data], [1]);
});

test("a mask input of another size is refused with both sizes", () => {
  assert.throws(() => decoderFeeds(prompt, small, new Float32Array(255)), /16x16.*255/);
});

test("a prompt without anything is refused", () => {
  assert.throws(() => decoderFeeds({ points: [], box: null }, small), /neither/);
});
