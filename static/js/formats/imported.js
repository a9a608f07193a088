/**
 * Annotations out of files that know less than the record does. Mirrors `sam/formats/imported.py`.
 *
 * @import { Size } from "../stage/geometry.js"
 * @import { Rle } from "../masks/rle.js"
 * @import { Annotation } from "./annotation.js"
 *
 * @typedef {(found: Record<string, any>, label: string, mask: Rle) => Annotation} Importer makes an
 *   annotation of what a file has: `uuid`, `name`, `label`, scores, point and crop are taken from it,
 *   each only if it is what the record wants; `label` where it has none
 */

import { newAnnotation } from "./annotation.js";
import { isCropBox, isNumber, isPointCoords, isText, isUuid, shown } from "./annotation_checks.js";

/**
 * Makes annotations of one file. Their source is `import`.
 *
 * @param {string} created the time that they have
 * @param {() => string} newId gives ids to those that have none, or that of another one in the file
 * @returns {Importer}
 */
export function createImporter(created, newId) {
  /** @type {Set<string>} */
  const taken = new Set();
  return (found, label, mask) => {
    const id = isUuid(found.uuid) && !taken.has(found.uuid) ? found.uuid : newId();
    taken.add(id);
    return newAnnotation({
      id,
      name: isText(found.name) ? found.name : "",
      label: isText(found.label) ? found.label : label,
      segmentation: mask,
      source: "import",
      predicted_iou: isNumber(found.predicted_iou) ? found.predicted_iou : null,
      stability_score: isNumber(found.stability_score) ? found.stability_score : null,
      point_coords: isPointCoords(found.point_coords) ? found.point_coords : null,
      crop_box: isCropBox(found.crop_box) ? found.crop_box : null,
      created,
    });
  };
}

/**
 * Refuses a file about a picture of another size.
 *
 * @param {string} name of the file
 * @param {Record<string, any>} found what it says of the picture
 * @param {Size} image
 * @throws {RangeError} the sentence gives both sizes
 */
export function checkSize(name, found, { width, height }) {
  if (found.width === width && found.height === height) return;
  throw new RangeError(
    `${name} is about a picture of ${shown(found.width)}x${shown(found.height)} pixels; ` +
      `expected this picture's ${width}x${height}.`,
  );
}

/** @param {unknown} value @returns {value is Record<string, any>} */
export const isObject = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value);
