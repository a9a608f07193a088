/**
 * What is wrong with an annotation in JSON: all of it, each fault with a code and a place. Mirrors
 * `sam/formats/annotation_faults.py`, held together by `tests/vectors/damaged.json`; sentences may
 * differ.
 *
 * @import { Annotation } from "./annotation.js"
 * @import { Fault, Path } from "./faults.js"
 */

import { newAnnotation } from "./annotation.js";
import { ruleFaults } from "./annotation_rules.js";
import { fault, pointerOf, RecordError } from "./faults.js";
import { MOST_FAULTS, schemaFaults } from "./schema_faults.js";

/** No record goes deeper: what stands below is no value of it in any case. */
const DEEPEST = 8;

const BLANK = newAnnotation({
  id: "00000000-0000-4000-8000-000000000000",
  segmentation: { size: [1, 1], counts: "1" },
  source: "import",
  created: "2026-11-25T14:43:09Z",
});

/**
 * An annotation from parsed JSON, trusting nothing in it.
 *
 * @param {unknown} found
 * @param {string} [whose] what to call it in an error
 * @returns {Annotation} the same object
 * @throws {RecordError} it is none; the error has every fault
 */
export function checkAnnotation(found, whose = "The annotation") {
  const faults = faultsOf(found);
  if (faults.length > 0) throw new RecordError(whose, faults);
  return /** @type {Annotation} */ (found);
}

/**
 * Every fault of what should be an annotation, in the order of their places.
 *
 * @param {unknown} found
 * @returns {Fault[]}
 */
export function faultsOf(found) {
  const { faults, complete } = schemaFaults(found);
  const wrong = faults.map(({ path }) => path);
  const sound = (/** @type {Path} */ ...path) =>
    !wrong.some((each) => path.every((key, i) => each[i] === key));
  const unwritable = unwritableTexts(found, []).slice(0, MOST_FAULTS);
  const all = [...faults, ...unwritable.map((path) => fault("text", path, found))];
  if (complete && isObject(found)) all.push(...ruleFaults(found, sound));
  return all.sort((one, other) => compare(keyOf(one), keyOf(other)));
}

/**
 * Those of the fields that hold what an annotation may have in a field of that name.
 *
 * @param {Record<string, unknown>} fields
 * @returns {Partial<Annotation>}
 */
export function fitting(fields) {
  const bad = faultsOf({ ...BLANK, ...fields }).map(({ path }) => path[0]);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !bad.includes(name)));
}

/**
 * Places of texts with half of a surrogate pair, which no file holds.
 *
 * @param {unknown} value
 * @param {Path} path
 * @returns {Path[]}
 */
function unwritableTexts(value, path) {
  if (typeof value === "string") return /\p{Surrogate}/u.test(value) ? [path] : [];
  if (typeof value !== "object" || value === null || path.length >= DEEPEST) return [];
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  return [...entries].flatMap(([key, each]) => unwritableTexts(each, [...path, key]));
}

/** @param {unknown} value */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {Fault} fault */
const keyOf = ({ path, code }) => `${pointerOf(path)}\u0000${code}`;

/** @param {string} one @param {string} other */
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
