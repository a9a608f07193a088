/**
 * What each field of an annotation in JSON must hold, and how a wrong one is told. Mirrors
 * `sam/formats/annotation_checks.py`.
 *
 * @typedef {(value: any) => boolean} Check
 */

import { insideRuns } from "../masks/rle.js";

const SOURCES = ["prompt", "everything", "manual", "import", "merge"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d{3})?Z$/;
const MOST_SHOWN = 60;

/**
 * A value in an error, as JSON, cut where it is long.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function shown(value) {
  const characters = [...json(value ?? null)];
  if (characters.length <= MOST_SHOWN) return characters.join("");
  return `${characters.slice(0, MOST_SHOWN).join("")}…`;
}

/** @param {unknown} value */
function json(value) {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    // What was parsed holds no cycle: it goes deeper than the engine writes, though it read it.
    return "a value nested too deeply";
  }
}

/** Text that can be written to a file: no half of a surrogate pair. @type {Check} */
export const isText = (value) => typeof value === "string" && !/\p{Surrogate}/u.test(value);

/** @type {Check} */
export const isNumber = (value) => Number.isFinite(value);

/** A UUID of any version, in lower case. @type {Check} */
export const isUuid = (value) => typeof value === "string" && UUID.test(value);

/** [[x, y]] @type {Check} */
export const isPointCoords = (value) =>
  Array.isArray(value) && value.length === 1 && numbers(2)(value[0]);

/** [x, y, width, height] @type {Check} */
export const isCropBox = (value) => numbers(4)(value);

/**
 * A compressed RLE that has pixels, with runs that fill its size.
 *
 * @type {Check}
 */
export function isRle(value) {
  if (!object({ size: numbers(2), counts: isText })(value)) return false;
  const { size } = value;
  if (!size.every((/** @type {number} */ side) => isWhole(side) && side > 0)) return false;
  try {
    insideRuns(value);
    return true;
  } catch {
    return false;
  }
}

/** @param {number} count @returns {Check} */
const numbers = (count) => (value) =>
  Array.isArray(value) && value.length === count && value.every(isNumber);

/** @param {number} least @returns {Check} */
const points = (least) => (value) =>
  Array.isArray(value) && value.length >= least && value.every(numbers(2));

/**
 * An object with exactly these fields, each of them good.
 *
 * @param {Record<string, Check>} fields
 * @returns {Check}
 */
const object = (fields) => (value) =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length === Object.keys(fields).length &&
  Object.entries(fields).every(([name, good]) => Object.hasOwn(value, name) && good(value[name]));

/** @param {Check} good @returns {Check} */
const orNull = (good) => (value) => value === null || good(value);

/** @param {...unknown} values @returns {Check} */
const oneOf =
  (...values) =>
  (value) =>
    values.includes(value);

/** @type {Check} */
const isWhole = (value) => Number.isSafeInteger(value) && value >= 0;

/** A day that no month has does not come back as it was. @type {Check} */
function isTime(value) {
  if (typeof value !== "string" || !TIME.test(value)) return false;
  const time = new Date(value);
  return !Number.isNaN(time.valueOf()) && time.toISOString().startsWith(value.slice(0, 19));
}

const point = object({
  type: oneOf("point"),
  x: isNumber,
  y: isNumber,
  label: oneOf(0, 1),
  chosen: orNull(isWhole),
});
const boxFields = object({
  type: oneOf("box"),
  x0: isNumber,
  y0: isNumber,
  x1: isNumber,
  y1: isNumber,
  chosen: oneOf(null),
});
const brush = object({
  type: oneOf("brush"),
  add: oneOf(true, false),
  radius: (value) => isNumber(value) && value > 0,
  points: points(1),
});
const polygon = object({ type: oneOf("polygon"), add: oneOf(true, false), points: points(3) });
const pixels = object({ type: oneOf("pixels"), add: oneOf(true, false), segmentation: isRle });

/** @type {Check} */
const box = (value) => boxFields(value) && value.x0 <= value.x1 && value.y0 <= value.y1;

/** @type {Record<string, [Check, string]>} by name: whether it is good, and what was expected */
export const FIELDS = {
  version: [oneOf(1), "1"],
  id: [isUuid, "a UUID in lower case"],
  name: [isText, "text"],
  label: [isText, "text"],
  segmentation: [isRle, "a compressed RLE whose runs fill its size"],
  chosen: [orNull(isWhole), "a mask token or null"],
  source: [oneOf(...SOURCES), "prompt, everything, manual, import or merge"],
  predicted_iou: [orNull(isNumber), "a number or null"],
  stability_score: [orNull(isNumber), "a number or null"],
  point_coords: [orNull(isPointCoords), "one pair of numbers in a list, or null"],
  crop_box: [orNull(isCropBox), "four numbers or null"],
  model: [
    orNull(object({ kind: isText, encoder_fingerprint: isText, decoder_fingerprint: isText })),
    "kind, encoder_fingerprint and decoder_fingerprint as text, or null",
  ],
  created: [isTime, "a time such as 2026-11-25T14:43:09Z"],
  modified: [isTime, "a time such as 2026-11-25T14:43:09Z"],
};

/** @type {Record<string, [Check, string]>} the same for what each list has in it */
export const LISTS = {
  prompts: [
    (value) => point(value) || box(value),
    "a point (x, y, label, chosen) or a box (x0, y0, x1, y1, chosen null)",
  ],
  corrections: [
    (value) => brush(value) || polygon(value) || pixels(value),
    "a brush, a polygon or pixels",
  ],
  candidates: [object({ token: isWhole, iou: isNumber }), "token and iou"],
};
