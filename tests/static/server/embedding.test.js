import assert from "node:assert/strict";
import { test } from "node:test";
import {
  EmbeddingError,
  float16ToFloat32,
  parseEmbedding,
} from "../../../static/js/server/embedding.js";

const HEADERS = {
  "Embedding-Shape": "1,2,3,1",
  "Embedding-Dtype": "float16",
  "Encoder-Fingerprint": "ab".repeat(32),
  "Image-Size": "600x400",
};

/** @param {Record<string, string>} [changes] */
const headers = (changes) => new Headers({ ...HEADERS, ...changes });

test("a float16 embedding is read with its size and fingerprint", () => {
  const halves = Uint16Array.of(0x3c00, 0xc000, 0x3555, 0, 0x8000, 0x7bff);
  assert.deepEqual(parseEmbedding(headers(), halves.buffer), {
    data: Float32Array.of(1, -2, 0.333251953125, 0, -0, 65504),
    dims: [1, 2, 3, 1],
    imageWidth: 600,
    imageHeight: 400,
    encoderFingerprint: "ab".repeat(32),
  });
});

test("a float32 embedding is taken as it is", () => {
  const values = Float32Array.of(1.5, -2, 3, 4, 5, 6e-30);
  const { data } = parseEmbedding(headers({ "Embedding-Dtype": "float32" }), values.buffer);
  assert.deepEqual(data, values);
});

test("every half-precision number is converted exactly", () => {
  const halves = Uint16Array.of(0x0001, 0x03ff, 0x0400, 0x7c00, 0xfc00, 0x7e00, 0xb555);
  const expected = [2 ** -24, 1023 * 2 ** -24, 2 ** -14, Infinity, -Infinity, NaN, -0.333251953125];
  assert.deepEqual([...float16ToFloat32(halves)], expected);
});

/** @type {[string, Record<string, string>, number, RegExp][]} */
const refused = [
  ["too short", {}, 10, /should hold 6 numbers \(1x2x3x1\), but 5 came/],
  ["half a number", {}, 11, /11 bytes of "float16"/],
  ["another type", { "Embedding-Dtype": "int8" }, 6, /"int8"/],
  ["no shape", { "Embedding-Shape": "" }, 12, /Embedding-Shape header ""/],
  ["a senseless size", { "Image-Size": "600" }, 12, /WIDTHxHEIGHT, not 600/],
  ["a size of nothing", { "Image-Size": "0x9" }, 12, /"0x9"/],
];
for (const [name, changes, bytes, message] of refused) {
  test(`an embedding is refused in words: ${name}`, () => {
    assert.throws(
      () => parseEmbedding(headers(changes), new ArrayBuffer(bytes)),
      (error) => error instanceof EmbeddingError && message.test(error.message),
    );
  });
}

test("a missing header is named", () => {
  const without = headers();
  without.delete("Encoder-Fingerprint");
  assert.throws(
    () => parseEmbedding(without, new ArrayBuffer(12)),
    /without its Encoder-Fingerprint/,
  );
});
