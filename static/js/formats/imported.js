/**
 * Annotations out of files that know less than the record does. Mirrors `sam/formats/imported.py`.
 *
 * @import { Size } from "../stage/geometry.js"
 * @import { Rle } from "../masks/rle.js"
 * @import { Annotation } from "./annotation.js"
 * @import { ImageEntry } from "./records.js"
 *
 * @typedef {(found: Record<string, any>, label: string, mask: Rle) => Annotation} Importer makes an
 *   annotation of what a file has: `uuid`, `name`, `label`, scores, point and crop are taken from it,
 *   each only if it is what the record wants; `label` where it has none
 */

import { newAnnotation } from "./annotation.js";
import { fitting } from "./annotation_faults.js";
import { shown } from "./faults.js";

/** An annotation's fields that other files may have, and what they call them. */
const TAKEN = Object.entries({
  id: "uuid",
  name: "name",
  label: "label",
  predicted_iou: "predicted_iou",
  stability_score: "stability_score",
  point_coords: "point_coords",
  crop_box: "crop_box",
});

/**
 * Makes annotations of one file. Their source is `import`.
 *
 * @param {ImageEntry} image the picture that they are for
 * @param {string} created the time that they have
 * @param {() => string} newId gives ids to those that have none, or that of another one in the file
 * @returns {Importer}
 */
export function createImporter(image, created, newId) {
  const { sha256, file_name } = image;
  const where = sha256 === undefined ? {} : { picture: { id: sha256, file_name } };
  /** @type {Set<string>} */
  const taken = new Set();
  return (found, label, mask) => {
    const named = TAKEN.filter(([, key]) => Object.hasOwn(found, key));
    const known = fitting({
      ...where,
      ...Object.fromEntries(named.map(([field, key]) => [field, found[key]])),
    });
    const id = known.id !== undefined && !taken.has(known.id) ? known.id : newId();
    taken.add(id);
    return newAnnotation({ label, ...known, id, segmentation: mask, source: "import", created });
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
