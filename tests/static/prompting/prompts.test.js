import assert from "node:assert/strict";
import { test } from "node:test";
import { candidateTokens, decoderFeeds, maskFeed } from "../../../static/js/prompting/prompts.js";
import { frame } from "../../../static/js/stage/geometry.js";
import { promptOf, vectors } from "../vectors.js";

for (const vector of vectors("feeds")) {
  test(`feeds: ${vector.name}`, () => {
    const feeds = decoderFeeds(promptOf(vector), frame(vector, vector.image_size));
    const count = vector.point_labels.length;
    assert.deepEqual(feeds.point_coords.dims, [1, count, 2]);
    assert.deepEqual(feeds.point_coords.data, Float32Array.from(vector.point_coords.flat()));
    assert.deepEqual(feeds.point_labels.dims, [1, count]);
    assert.deepEqual([...feeds.point_labels.data], vector.point_labels);
  });
}

for (const vector of vectors("candidates")) {
  test(`candidates: ${vector.name}`, () => {
    assert.deepEqual(candidateTokens(promptOf(vector), vector.iou_predictions), vector.tokens);
  });
}

const small = frame({ width: 30, height: 20 }, 64);

test("a mask input is fed as it is", () => {
  const logits = Float32Array.from({ length: 256 }, (_, i) => i);
  assert.deepEqual(maskFeed(logits, small), { data: logits, dims: [1, 1, 16, 16] });
});

test("a mask input of another size is refused with both sizes", () => {
  assert.throws(() => maskFeed(new Float32Array(255), small), /16x16.*255/);
});

test("a prompt without anything is refused", () => {
  assert.throws(() => decoderFeeds({ points: [], box: null }, small), /neither/);
});
