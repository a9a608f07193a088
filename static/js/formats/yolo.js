/**
 * YOLO segmentation text: one polygon an object, its holes cut out and its regions joined. Mirrors
 * `sam/formats/yolo.py`.
 *
 * @import { Annotation } from "./annotation.js"
 * @import { ImageEntry } from "./records.js"
 */

import { classesOf, classOf, NO_LABEL } from "./categories.js";
import { oneLine } from "./file_names.js";
import { checkSizes } from "./records.js";
import { rleRings } from "./rings.js";

const MILLION = 1_000_000; // six decimals

/**
 * Each object's outline, its holes cut out, its regions joined by bridges without width between
 * nearest corners. Filled by the even-odd rule it is the mask. An object without a pixel has no line.
 *
 * @param {ImageEntry} image
 * @param {readonly Annotation[]} annotations
 * @param {readonly string[]} [listed] classes that come first, used or not
 * @returns {{ labels: Blob, classes: Blob }} two files of type text/plain. `labels` has one line an
 *   object, `class x y x y ...`: the class by its number from 0, then corners as fractions of the
 *   picture's width and height, with six decimals. `classes` has their names in that order
 * @throws {RangeError} a mask does not have the image's size
 */
export function writeYolo(image, annotations, listed) {
  checkSizes(image, annotations);
  const classes = classesOf(annotations, listed);
  /** @type {string[]} */
  const lines = [];
  for (const annotation of annotations) {
    const regions = rleRings(annotation.segmentation);
    if (regions.length === 0) continue;
    const numbers = Array.from(joined(regions), (at, i) =>
      fraction(at, i % 2 === 0 ? image.width : image.height),
    );
    lines.push([classes.indexOf(classOf(annotation)), ...numbers].join(" "));
  }
  const names = classes.map((name) => oneLine(name) || NO_LABEL);
  return { labels: text(lines), classes: text(names) };
}

/**
 * One polygon of several. Each further one is reached from the nearest corner of those before, and
 * left to it again. Of equally near ones it is the first of those before, and then the first of its
 * own.
 *
 * @param {readonly Int32Array[]} regions x0, y0, x1, y1, ...
 * @returns {Int32Array}
 */
export function joined(regions) {
  let polygon = regions[0];
  for (const region of regions.slice(1)) {
    const [leave, at] = nearest(polygon, region);
    const longer = new Int32Array(polygon.length + region.length + 4);
    let end = 0;
    for (const piece of [
      polygon.subarray(0, leave + 2),
      region.subarray(at),
      region.subarray(0, at + 2),
      polygon.subarray(leave),
    ]) {
      longer.set(piece, end);
      end += piece.length;
    }
    polygon = longer;
  }
  return polygon;
}

/**
 * @param {Int32Array} polygon
 * @param {Int32Array} region
 * @returns {[number, number]} where the nearest corners lie in the arrays
 */
function nearest(polygon, region) {
  let best = Number.POSITIVE_INFINITY;
  /** @type {[number, number]} */
  let pair = [0, 0];
  for (let i = 0; i < polygon.length; i += 2) {
    for (let j = 0; j < region.length; j += 2) {
      const distance = (polygon[i] - region[j]) ** 2 + (polygon[i + 1] - region[j + 1]) ** 2;
      if (distance >= best) continue;
      best = distance;
      pair = [i, j];
    }
  }
  return pair;
}

/**
 * With six decimals, halves rounded up in whole numbers, as every language can.
 *
 * @param {number} at
 * @param {number} side
 */
function fraction(at, side) {
  const whole = Math.floor((2 * MILLION * at + side) / (2 * side));
  return `${Math.floor(whole / MILLION)}.${String(whole % MILLION).padStart(6, "0")}`;
}

/** @param {readonly string[]} lines */
const text = (lines) =>
  new Blob(
    lines.map((line) => `${line}\n`),
    { type: "text/plain" },
  );
