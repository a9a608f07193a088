/**
 * Reading SA-1B JSON, our own or another's. Mirrors `sam/formats/sa1b_reader.py`.
 *
 * @import { Annotation } from "./annotation.js"
 * @import { Importer } from "./imported.js"
 * @import { ImageEntry } from "./records.js"
 */

import { insideRuns } from "../masks/rle.js";
import { fitting } from "./annotation_faults.js";
import { shown } from "./faults.js";
import { isObject } from "./imported.js";

/** @typedef {(value: any) => boolean} Check */

/** @type {Check} */
const isArea = (value) => Number.isSafeInteger(value) && value >= 0;

/** @param {number} count @returns {Check} */
const numbers = (count) => (value) =>
  Array.isArray(value) && value.length === count && value.every(Number.isFinite);

/** @type {Record<string, [Check, string]>} the published fields beside `segmentation` */
const FIELDS = {
  area: [isArea, "a whole number"],
  bbox: [numbers(4), "four numbers"],
  predicted_iou: [Number.isFinite, "a number"],
  point_coords: [
    (value) => Array.isArray(value) && value.length === 1 && numbers(2)(value[0]),
    "one pair of numbers in a list",
  ],
  stability_score: [Number.isFinite, "a number"],
  crop_box: [numbers(4), "four numbers"],
};

/**
 * The annotations of a file, in its order. Every mask is known to have the image's size and as many
 * pixels as its `area` says.
 *
 * @param {readonly unknown[]} found
 * @param {ImageEntry} image
 * @param {string} inside the file's name within a sentence
 * @param {Importer} importer
 * @returns {Annotation[]}
 * @throws {RangeError} one is damaged; the sentence gives its number
 */
export function sa1bAnnotations(found, image, inside, importer) {
  return found.map((each, i) => {
    const wrong = fault(each, image);
    if (wrong) throw new RangeError(`Annotation ${i + 1} in ${inside} ${wrong}.`);
    const record = /** @type {Record<string, any>} */ (each);
    return importer(record, "", record.segmentation);
  });
}

/**
 * What is wrong: a sentence without its subject.
 *
 * @param {unknown} found
 * @param {ImageEntry} image
 * @returns {string | null}
 */
function fault(found, { width, height }) {
  if (!isObject(found)) return `is ${shown(found)}; expected an object`;
  for (const name of ["segmentation", ...Object.keys(FIELDS)]) {
    if (!Object.hasOwn(found, name)) return `has no ${name}`;
  }
  for (const [name, [good, expected]] of Object.entries(FIELDS)) {
    if (!good(found[name])) return `has ${name} ${shown(found[name])}; expected ${expected}`;
  }
  const { segmentation, area } = found;
  if (!fitting({ segmentation }).segmentation) {
    return `has segmentation ${shown(segmentation)}; expected a compressed RLE whose runs fill its size`;
  }
  if (segmentation.size[0] !== height || segmentation.size[1] !== width) {
    const size = shown(segmentation.size);
    return `has a segmentation of size ${size}; expected the image's [${height}, ${width}]`;
  }
  const pixels = insideRuns(segmentation).reduce((sum, [start, end]) => sum + end - start, 0);
  return pixels === area ? null : `has area ${area}; expected its ${pixels} pixels`;
}
