import assert from "node:assert/strict";
import { test } from "node:test";
import { newAnnotation } from "../../../static/js/formats/annotation.js";
import { encodeRle } from "../../../static/js/masks/rle.js";
import { linesOf, linesSeen } from "../../../static/js/objects/listing.js";

const ALL = /** @type {const} */ ({ sort: "front", grouped: false, search: "" });

/**
 * @param {string} id
 * @param {string} label
 * @param {number} area
 * @param {number | null} iou
 */
function record(id, label, area, iou = null) {
  const bits = new Uint8Array(16).map((_, i) => (i < area ? 1 : 0));
  return newAnnotation({
    id,
    name: `Object ${id}`,
    label,
    created: `2026-11-29T12:00:0${id}Z`,
    segmentation: encodeRle({ width: 4, height: 4, bits }),
    source: "manual",
    predicted_iou: iou,
  });
}

const RECORDS = [record("1", "cat", 3, 0.9), record("2", "", 8), record("3", "dog", 5, 0.7)];
const CLASSES = [
  { name: "dog", colour: 0 },
  { name: "cat", colour: 1 },
];

test("objects are listed from the front, or in another order", () => {
  const keys = (/** @type {any} */ listing) =>
    linesOf(RECORDS, { ...ALL, ...listing }, CLASSES).map(({ key }) => key);
  assert.deepEqual(keys({}), ["1", "2", "3"]);
  assert.deepEqual(keys({ sort: "time" }), ["3", "2", "1"]);
  assert.deepEqual(keys({ sort: "size" }), ["2", "3", "1"]);
  assert.deepEqual(keys({ sort: "iou" }), ["3", "1", "2"], "what is made by hand comes last");
  assert.deepEqual(keys({ search: "DOG" }), ["3"]);
  assert.deepEqual(keys({ search: "object 2 " }), ["2"]);
  assert.deepEqual(keys({ search: "bird" }), []);
});

test("groups stand in the order of the classes, those without one last", () => {
  const lines = linesOf([...RECORDS, record("4", "dog", 1)], { ...ALL, grouped: true }, CLASSES);
  assert.deepEqual(
    lines.map(({ key }) => key),
    ["group dog", "3", "4", "group cat", "1", "group ", "2"],
  );
  const [group] = lines;
  assert.deepEqual(group.kind === "group" && group.ids, ["3", "4"]);
});

test("only lines in sight are there, and a few beyond", () => {
  assert.deepEqual(linesSeen(0, 320, 32, 1000), [0, 14]);
  assert.deepEqual(linesSeen(3200, 320, 32, 1000), [96, 114]);
  assert.deepEqual(linesSeen(1e6, 320, 32, 1000), [1000, 1000], "the list has become shorter");
  assert.deepEqual(linesSeen(0, 320, 32, 0), [0, 0]);
});
