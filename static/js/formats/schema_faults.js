/**
 * What the annotation record's JSON Schema has to say of a value. Mirrors
 * `sam/formats/schema_faults.py`.
 *
 * @import { Fault, Path } from "./faults.js"
 *
 * @typedef {{ keyword: string, instancePath: string, params: Record<string, any> }} AjvError
 *
 * @typedef {object} Complaint the validator's: which keyword, of which value, what the keyword says
 * @property {Path} path
 * @property {string} pointer
 * @property {string} keyword
 * @property {any} says
 */

import ajvValidate from "./annotation_schema.js";
import { either, fault, pointerOf } from "./faults.js";

const validate = /** @type {{ (value: unknown): boolean, errors?: AjvError[] | null }} */ (
  ajvValidate
);

/** By the schema's keyword. @type {Record<string, string>} */
const CODES = {
  required: "missing",
  additionalProperties: "unknown",
  type: "type",
  const: "value",
  enum: "value",
  discriminator: "value",
  pattern: "form",
  minimum: "range",
  maximum: "range",
  exclusiveMinimum: "range",
  minItems: "length",
  maxItems: "length",
};

/** @type {Record<string, string>} */
const TYPES = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
  object: "an object",
  string: "text",
  null: "null",
};

/** A hostile file may have one for each of its characters: so many are looked at. */
export const MOST_FAULTS = 100;

/**
 * The faults that the schema finds.
 *
 * @param {unknown} found
 * @returns {{ faults: Fault[], complete: boolean }} `complete`: these are all
 */
export function schemaFaults(found) {
  validate(found);
  const complaints = (validate.errors ?? [])
    .slice(0, MOST_FAULTS)
    .map((error) => complaintOf(error, found));
  /** @type {Map<string, Complaint[]>} */
  const places = new Map();
  for (const each of complaints) {
    const here = places.get(each.pointer);
    if (here) here.push(each);
    else places.set(each.pointer, [each]);
  }
  const faults = [...places.values()].flatMap((here) => atOnePlace(here, found));
  return { faults, complete: complaints.length < MOST_FAULTS };
}

/**
 * @param {AjvError} error
 * @param {unknown} found
 * @returns {Complaint}
 */
function complaintOf({ keyword, instancePath, params }, found) {
  const path = pathOf(instancePath, found);
  const add = (/** @type {string} */ name, /** @type {string} */ as = keyword) => {
    // A half of a surrogate pair in a key stands for itself in no file.
    const longer = [...path, wellFormed(name)];
    return { path: longer, pointer: pointerOf(longer), keyword: as, says: null };
  };
  if (keyword === "required") return add(params.missingProperty);
  if (keyword === "additionalProperties") return add(params.additionalProperty);
  if (keyword === "discriminator") {
    return add(params.tag, params.tagValue === undefined ? "required" : keyword);
  }
  const says = params.type ?? params.allowedValue ?? params.allowedValues ?? params.limit ?? null;
  return { path, pointer: instancePath, keyword, says };
}

/**
 * A JSON Pointer's keys and indices: which of both, only the value tells.
 *
 * @param {string} pointer
 * @param {any} found
 * @returns {Path}
 */
function pathOf(pointer, found) {
  let value = found;
  return pointer
    .split("/")
    .slice(1)
    .map((text) => {
      const name = text.replaceAll("~1", "/").replaceAll("~0", "~");
      const key = Array.isArray(value) ? Number(name) : name;
      value = value[key];
      return key;
    });
}

/** @param {string} text */
const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, "\ufffd");

/**
 * A wrong type hides all else; null, where it is a choice, counts only beside another type.
 *
 * @param {Complaint[]} complaints
 * @param {unknown} found
 * @returns {Fault[]}
 */
function atOnePlace(complaints, found) {
  const [{ path }] = complaints;
  const types = complaints.filter(({ keyword }) => keyword === "type").map(({ says }) => says);
  const choice = complaints.some(({ keyword }) => keyword === "anyOf");
  if (types.some((name) => name !== "null" || !choice)) {
    const words = Object.keys(TYPES).filter((name) => types.includes(name));
    return [fault("type", path, found, either(words.map((name) => TYPES[name])))];
  }
  return complaints
    .filter(({ keyword }) => keyword in CODES && keyword !== "type")
    .map((each) => fault(CODES[each.keyword], path, found, expected(each)));
}

/**
 * @param {Complaint} complaint
 * @returns {string | undefined}
 */
function expected({ keyword, says }) {
  switch (keyword) {
    case "const":
      return String(says);
    case "enum":
      return either(says);
    case "minimum":
      return `${says} or more`;
    case "maximum":
      return `${says} at most`;
    case "exclusiveMinimum":
      return `more than ${says}`;
    case "minItems":
      return `${says} or more in it`;
    case "maxItems":
      return `${says} in it at most`;
  }
}
