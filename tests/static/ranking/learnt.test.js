import assert from "node:assert/strict";
import { test } from "node:test";
import {
  EMPTY_MEMORY,
  FIRST,
  rankedTokens,
  soundMemory,
  weightsOf,
  withLesson,
} from "../../../static/js/ranking/learnt.js";
import { vectors } from "../vectors.js";

/** @typedef {import("../../../static/js/ranking/learnt.js").Memory} Memory */

/** @param {any} vector */
const lessonOf = ({ label, features, overlaps }) => ({
  label,
  features: features.flat(),
  overlaps,
});

test("clicks are ranked and learnt as the library does it", () => {
  /** @type {Memory} */
  let memory = EMPTY_MEMORY;
  for (const vector of vectors("ranking")) {
    const weights = weightsOf(memory, vector.label);
    assert.equal(weights === null, vector.ranked.length === 3);
    if (weights !== null) {
      assert.deepEqual(
        rankedTokens(Float64Array.from(vector.features.flat()), weights),
        vector.ranked,
      );
    }
    memory = withLesson(memory, lessonOf(vector));
    for (const [key, label] of [
      ["weights", ""],
      ["weights_of_label", "nut"],
    ]) {
      const found = weightsOf(memory, label);
      assert.equal(found === null, vector[key] === null);
      found?.forEach((weight, i) => {
        assert.ok(Math.abs(weight - vector[key][i]) < 1e-5, `${vector.name}, ${key}, ${i}`);
      });
    }
  }
});

test("a lesson leaves the memory before it as it was, and an unlabelled one makes no label", () => {
  const [vector] = vectors("ranking");
  const once = withLesson(EMPTY_MEMORY, { ...lessonOf(vector), label: "" });
  withLesson(once, lessonOf(vector));
  assert.equal(EMPTY_MEMORY.all.objects, 0);
  assert.equal(once.all.objects, 1);
  assert.deepEqual(once.labels, {});
});

test("labels are names, whatever else these mean to the language", () => {
  const [vector] = vectors("ranking");
  let memory = EMPTY_MEMORY;
  for (let i = 0; i < FIRST; i++) {
    memory = withLesson(memory, { ...lessonOf(vector), label: "constructor" });
  }
  assert.equal(new Map(Object.entries(memory.labels)).get("constructor")?.objects, FIRST);
  assert.notEqual(weightsOf(memory, "toString"), null);
});

test("what is kept comes back, and what is no memory does not", () => {
  const memory = withLesson(EMPTY_MEMORY, lessonOf(vectors("ranking")[0]));
  const kept = JSON.parse(JSON.stringify(memory));
  assert.deepEqual(soundMemory(kept), memory);
  for (const damage of [
    null,
    {},
    { ...kept, version: 2 },
    { ...kept, labels: null },
    { ...kept, labels: { nut: { objects: 1 } } },
    { ...kept, all: { ...kept.all, objects: -1 } },
    { ...kept, all: { ...kept.all, moments: [1] } },
    { ...kept, all: { ...kept.all, targets: kept.all.targets.map(() => null) } },
  ]) {
    assert.equal(soundMemory(damage), null);
  }
});
