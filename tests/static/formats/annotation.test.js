/**
 * The annotation record, held to `sam/formats/annotation.py` by `annotations.json` and
 * `damaged.json`.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkAnnotation } from "../../../static/js/formats/annotation.js";
import { published } from "../../../static/js/formats/published.js";
import { vectors } from "../vectors.js";

for (const vector of vectors("annotations")) {
  test(`records and what is published of them: ${vector.name}`, () => {
    const annotations = vector.annotations.map((/** @type {unknown} */ each) =>
      checkAnnotation(each),
    );
    assert.deepEqual(annotations.map(published), vector.published);
  });
}

for (const { name, annotation, sentence } of vectors("damaged")) {
  test(`no record, in Python's words: ${name}`, () => {
    assert.throws(() => checkAnnotation(annotation), { name: "RangeError", message: sentence });
  });
}

test("a number is finite", () => {
  const [annotation] = vectors("annotations")[0].annotations;
  assert.throws(() => checkAnnotation({ ...annotation, predicted_iou: Number.NaN }, "Mask 3"), {
    message: "Mask 3 has predicted_iou null; expected a number or null.",
  });
});
