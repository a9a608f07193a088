/**
 * The mask of an object as files have it: rings in many spellings, RLE, or both. Mirrors
 * `sam/formats/shapes.py`, where the rules stand.
 *
 * @import { Rle } from "../masks/rle.js"
 * @import { Spans } from "../masks/spans.js"
 * @import { Size } from "../stage/geometry.js"
 */

import { fillPolygons } from "../masks/polygons.js";
import { insideRuns, rleBox, rleOfRuns, rleOfSpans } from "../masks/rle.js";
import { differenceOf, unionOf } from "../masks/spans.js";
import { fitting } from "./annotation_faults.js";
import { shown } from "./faults.js";
import { isObject } from "./imported.js";

const NUMBER = /^\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\s*$/;
const NOTHING = new Set(["", "none", "null", "nan", "[]", "{}"]);
/** Rings that are looked at for holes; more are united. */
const MOST_NESTED = 500;

/**
 * Whether there is no segmentation, in one of the ways that tools have to say so.
 *
 * @param {unknown} found
 * @param {number} [depth] of lists within lists that is looked at
 * @returns {boolean}
 */
export function isNothing(found, depth = 2) {
  if (typeof found === "string") return NOTHING.has(found.trim().toLowerCase());
  if (Array.isArray(found)) {
    return found.length === 0 || (depth > 0 && found.every((each) => isNothing(each, depth - 1)));
  }
  return (
    found === undefined ||
    found === null ||
    (typeof found === "object" && Object.keys(found).length === 0)
  );
}

/**
 * Whether coordinates, however they are nested, lie between 0 and 1, and not all on them.
 *
 * @param {unknown} found
 * @returns {boolean | null} null where all are 0 or 1, so that they do not tell
 */
export function areFractions(found) {
  /** @type {boolean | null} */
  let between = null;
  const waiting = [parsedText(found)];
  while (waiting.length > 0) {
    const each = waiting.pop();
    if (typeof each === "object" && each !== null) {
      for (const inner of Object.values(each)) waiting.push(inner);
      continue;
    }
    const number = numberOf(each);
    if (number === null) continue;
    if (number < 0 || number > 1) return false;
    if (number > 0 && number < 1) between = true;
  }
  return between;
}

/**
 * The mask that an object's `segmentation` says.
 *
 * @param {unknown} found
 * @param {Size} size of the picture
 * @param {boolean} [fractions] whether corners of rings are given as fractions of its sides
 * @returns {{ mask: Rle, notes: string[] } | { wrong: string }} notes, and what is wrong, are
 *   sentences without subject
 */
export function maskOf(found, size, fractions = false) {
  /** @type {number[][]} */
  const rings = [];
  /** @type {Rle[]} */
  const masks = [];
  /** @type {unknown[]} */
  const bad = [];
  for (const part of partsOf(parsedText(found))) {
    const ring = ringOf(part, fractions ? { width: 1, height: 1 } : size);
    const rle = ring === null ? rleOf(part, size) : null;
    const scaled = (/** @type {number} */ at, /** @type {number} */ i) =>
      at * (i % 2 === 0 ? size.width : size.height);
    if (ring !== null) rings.push(fractions ? ring.map(scaled) : ring);
    else if (rle !== null) masks.push(rle);
    else bad.push(part);
  }
  const sides = shown([size.height, size.width]);
  if (rings.length === 0 && masks.length === 0) {
    return {
      wrong: `has segmentation ${shown(found)}; expected polygons in the picture, or an RLE of size ${sides}`,
    };
  }
  const notes = bad
    .slice(0, 1)
    .map(
      (part) =>
        `has ${shown(part)} in its segmentation, which is neither a polygon in the picture nor an ` +
        "RLE of its size; the rest of it is read",
    );
  if (rings.length > 0) {
    const { mask, holes } = filled(rings, size);
    if (holes > 0) notes.push(`has ${holes} of its rings within another; they are read as holes`);
    masks.unshift(mask);
  }
  const mask = masks.length === 1 ? masks[0] : rleFrom(unionOf(masks.map(insideRuns)), size);
  if (rings.length > 0 && areaOf(insideRuns(mask)) === 0) {
    return { wrong: "has polygons that cover no pixel of the picture" };
  }
  return { mask, notes };
}

/**
 * A finite number, also as text.
 *
 * @param {unknown} found
 * @returns {number | null}
 */
export function numberOf(found) {
  const value =
    typeof found === "string" && found.length < 100 && NUMBER.test(found) ? Number(found) : found;
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** @param {Spans} spans */
export const areaOf = (spans) => spans.reduce((sum, [start, end]) => sum + end - start, 0);

/** @param {[number, number][]} spans @param {Size} size */
const rleFrom = (spans, { width, height }) => rleOfSpans(spans, [height, width]);

/**
 * @param {unknown} found
 * @param {Size} size
 * @returns {number[] | null}
 */
function ringOf(found, { width, height }) {
  if (!Array.isArray(found)) return null;
  const flat = isPairs(found)
    ? found.flat()
    : isPoints(found)
      ? found.flatMap(({ x, y }) => [x, y])
      : found;
  if (flat.length < 6 || flat.length % 2 === 1) return null;
  const numbers = flat.map(numberOf);
  const good = numbers.every((at, i) => {
    const side = i % 2 === 0 ? width : height;
    return at !== null && at >= -side && at <= 2 * side;
  });
  return good ? /** @type {number[]} */ (numbers) : null;
}

/** @param {unknown[]} found @returns {found is unknown[][]} */
const isPairs = (found) =>
  found.length > 0 && found.every((each) => Array.isArray(each) && each.length === 2);

/** @param {unknown[]} found @returns {found is { x: unknown, y: unknown }[]} */
const isPoints = (found) =>
  found.length > 0 &&
  found.every((each) => isObject(each) && Object.hasOwn(each, "x") && Object.hasOwn(each, "y"));

/** @param {unknown} found what text holds, where spreadsheets have made it of lists */
export function parsedText(found) {
  if (typeof found !== "string" || !/^\s*[[{]/.test(found)) return found;
  try {
    return JSON.parse(found);
  } catch {
    return found;
  }
}

/**
 * One part where it is a ring or an RLE, else what is in the list.
 *
 * @param {unknown} found
 * @returns {unknown[]}
 */
function partsOf(found) {
  if (!Array.isArray(found)) return [found];
  const flat = found.every((each) => !Array.isArray(each) && !isObject(each));
  const pairs = isPairs(found) && !found.flat().some(Array.isArray);
  return flat || pairs || isPoints(found) ? [found] : found;
}

/**
 * @param {unknown} found
 * @param {Size} size
 * @returns {Rle | null}
 */
function rleOf(found, { width, height }) {
  if (!isObject(found) || !Object.hasOwn(found, "counts")) return null;
  const sides = Object.hasOwn(found, "size") ? found.size : [height, width];
  if (!Array.isArray(sides) || sides.length !== 2) return null;
  if (numberOf(sides[0]) !== height || numberOf(sides[1]) !== width) return null;
  /** @type {[number, number]} */
  const size = [height, width];
  let { counts } = found;
  if (Array.isArray(counts)) {
    const runs = counts.map(numberOf);
    if (!runs.every((run) => run !== null && Number.isInteger(run) && run >= 0)) return null;
    const whole = /** @type {number[]} */ (runs);
    const pixels = whole.reduce((sum, run) => sum + run, 0);
    return pixels === width * height ? rleOfRuns(whole, size) : null;
  }
  // As Python prints bytes.
  const printed = typeof counts === "string" && /^b(['"])(.*)\1$/.exec(counts);
  if (printed) counts = printed[2].replaceAll("\\\\", "\\");
  return fitting({ segmentation: { size, counts } }).segmentation ?? null;
}

/**
 * What rings enclose, and how many of them are holes.
 *
 * @param {number[][]} rings
 * @param {Size} size
 * @returns {{ mask: Rle, holes: number }}
 */
function filled(rings, size) {
  if (rings.length === 1 || rings.length > MOST_NESTED) {
    return { mask: fillPolygons(rings, size), holes: 0 };
  }
  const masks = rings.map((ring) => fillPolygons([ring], size));
  const spans = masks.map(insideRuns);
  const depths = depthsOf(masks, spans);
  const holes = depths.filter((depth) => depth % 2 === 1).length;
  const level = (/** @type {number} */ wanted) => spans.filter((_, i) => depths[i] === wanted);
  let result = unionOf(level(0));
  for (let depth = 1; depth <= Math.max(...depths); depth++) {
    result =
      depth % 2 === 0 ? unionOf([result, ...level(depth)]) : differenceOf(result, level(depth));
  }
  return { mask: rleFrom(result, size), holes };
}

/**
 * For each mask, how many of the others it lies wholly within and is smaller than.
 *
 * @param {Rle[]} masks
 * @param {Spans[]} spans
 */
function depthsOf(masks, spans) {
  const areas = spans.map(areaOf);
  const boxes = masks.map(rleBox);
  return masks.map((_, inner) => {
    const own = boxes[inner];
    if (own === null) return 0;
    return masks.filter((_, outer) => {
      const other = boxes[outer];
      if (other === null || areas[inner] >= areas[outer]) return false;
      if (own.x0 < other.x0 || own.y0 < other.y0 || own.x1 > other.x1 || own.y1 > other.y1) {
        return false;
      }
      return differenceOf(spans[inner], [spans[outer]]).length === 0;
    }).length;
  });
}
