import assert from "node:assert/strict";
import { test } from "node:test";
import { BOUNDS, faultOf, goldenQuestion, hashed } from "../../../static/js/decoder/golden.js";
import { formulaEmbedding } from "../vectors.js";
import { logits, MODEL } from "./fixtures.js";

const { golden } = MODEL;
const answer = () => ({ logits: logits(), iouPredictions: Float32Array.of(0.5, 0.5, 0.5, 0.5) });

test("the formula is that of the vectors", () => {
  assert.deepEqual(hashed(256 * 64 * 64), formulaEmbedding());
});

test("the question has every kind of mark, and an embedding of the model's own shape", () => {
  const { embedding, prompt, maskInput } = goldenQuestion(MODEL);
  assert.equal(embedding.data.length, 256 * 4 * 4);
  assert.equal(embedding.encoderFingerprint, MODEL.encoder_fingerprint);
  assert.deepEqual(prompt.points, [{ x: 30, y: 20, label: 1 }]);
  assert.deepEqual(prompt.box, { x0: 10, y0: 6, x1: 48, y1: 33 });
  assert.equal(maskInput.length, 16 * 16);
  assert.ok(Math.min(...maskInput) < -15 && Math.max(...maskInput) > 15);
});

test("the known answer passes, and what is a little off too", () => {
  assert.equal(faultOf(golden, answer()), null);
  const near = answer();
  near.logits[0] += BOUNDS.logits / 2;
  near.iouPredictions[3] -= BOUNDS.iou / 2;
  assert.equal(faultOf(golden, near), null);
});

test("whatever is further off fails, and is told in a sentence", () => {
  const off = answer();
  off.logits[256 + 5 * 16 + 10] += 3;
  assert.equal(faultOf(golden, off), "The logits are off by 3.0; 0.01 is allowed.");
  const sure = answer();
  sure.iouPredictions[2] = 0.75;
  assert.equal(faultOf(golden, sure), "The scores are off by 0.25; 0.001 is allowed.");
});

test("what is no number fails, and so does another number of them", () => {
  const empty = answer();
  empty.logits.fill(Number.NaN);
  assert.match(String(faultOf(golden, empty)), /off by NaN/);
  const short = { ...answer(), iouPredictions: Float32Array.of(0.5) };
  assert.match(String(faultOf(golden, short)), /1 numbers instead of 4/);
});
