/**
 * The annotation record, held to `sam/formats/annotation.py` by `annotations.json` and
 * `damaged.json`.
 */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { annotationValidator } from "../../../schemas/annotation_validator.js";
import { checkAnnotation } from "../../../static/js/formats/annotation_faults.js";
import { pointerOf, RecordError } from "../../../static/js/formats/faults.js";
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

/** @param {() => unknown} read @returns {RecordError} */
function refusal(read) {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof RecordError, String(error));
    return error;
  }
  assert.fail("It was read.");
}

for (const { name, annotation, faults } of vectors("damaged")) {
  test(`no record, and why: ${name}`, () => {
    const { message, faults: found } = refusal(() => checkAnnotation(annotation, "Mask 3"));
    assert.deepEqual(
      found.map(({ code, path }) => [code, pointerOf(path)]),
      faults,
    );
    assert.ok(message.startsWith(`Mask 3 ${found[0].sentence}`));
    assert.match(message, faults.length > 1 ? / \(and \d+ more\)\.$/ : /[^)]\.$/);
  });
}

const [whole] = vectors("annotations")[0].annotations;

for (const [change, sentence] of /** @type {[object, string][]} */ ([
  [{ source: "magic" }, 'source "magic"; expected prompt, everything, manual, import or merge'],
  [{ chosen: 1.5 }, "chosen 1.5; expected a whole number or null"],
  [{ id: "A" }, 'id "A"; expected a UUID in lower case'],
  [{ crop_box: [1, 2, 3] }, "crop_box [1,2,3]; expected 4 or more in it"],
  [{ frame: -1 }, "frame -1; expected 0 or more"],
  [{ colour: 1 }, 'an unknown field "colour"; expected those of version 1'],
  [{ window: [1, 0, 40, 30] }, "window [1,0,40,30]; expected a part of the picture's 40x30"],
  [{ prompts: [{ type: "scribble" }] }, 'prompts[0].type "scribble"; expected point, box or text'],
  [{ modified: "now" }, 'modified "now"; expected a time such as 2026-11-25T14:43:09Z'],
  [{ predicted_iou: Number.NaN }, "predicted_iou NaN; expected a number or null"],
  [{ predicted_iou: JSON.parse("1e400") }, "predicted_iou Infinity; expected a number or null"],
])) {
  test(`a fault is told with the value and what was expected: ${sentence}`, () => {
    const { message } = refusal(() => checkAnnotation({ ...whole, ...change }));
    assert.ok(message.startsWith(`The annotation has ${sentence}`), message);
  });
}

test("what is looked at of a hostile record has an end", () => {
  for (const many of [5, {}, "\ud800"].map((each) => Array(100_000).fill(each))) {
    const { faults } = refusal(() => checkAnnotation({ ...whole, prompts: many }));
    assert.ok(faults.length <= 200, `${faults.length}`);
  }
});

test("the validator in the page is that of the schema", () => {
  const kept = readFileSync(
    new URL("../../../static/js/formats/annotation_schema.js", import.meta.url),
    "utf8",
  );
  assert.equal(kept, annotationValidator(), "python -m schemas writes it anew");
});
