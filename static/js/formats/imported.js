/**
 * Annotations out of files that know less than the record does. Mirrors `sam/formats/imported.py`.
 *
 * @import { Rle } from "../masks/rle.js"
 * @import { Annotation } from "./annotation.js"
 * @import { ImageEntry } from "./records.js"
 *
 * @typedef {(found: Record<string, any>, label: string, mask: Rle, called: string) => Annotation}
 *   Importer makes an annotation of what a file has: `uuid`, `name`, `label`, scores, point and crop
 *   are taken from it, each only if it is what the record wants; `label` where it has none; `called`
 *   is what the file calls it
 */

import { newAnnotation } from "./annotation.js";
import { fitting } from "./annotation_faults.js";
import { madeOf } from "./identities.js";

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
 * Makes annotations of one file. Their source is `import`. One without an id, or with that of
 * another one in the file, gets one of its content: the same each time that the file is read.
 *
 * @param {ImageEntry} image the picture that they are for
 * @param {string} created the time that they have
 * @returns {Importer}
 */
export function createImporter(image, created) {
  const { sha256, file_name } = image;
  const where = sha256 === undefined ? {} : { picture: { id: sha256, file_name } };
  /** @type {Set<string>} */
  const taken = new Set();
  return (found, label, mask, called) => {
    const named = TAKEN.filter(([, key]) => Object.hasOwn(found, key));
    const known = fitting({
      ...where,
      ...Object.fromEntries(named.map(([field, key]) => [field, found[key]])),
    });
    const own = known.label ?? label;
    let id = known.id;
    let content = `${own}\n${called}\n${mask.counts}`;
    while (id === undefined || taken.has(id)) {
      id = madeOf(content);
      content += "\n";
    }
    taken.add(id);
    return newAnnotation({
      ...known,
      label: own,
      id,
      segmentation: mask,
      source: "import",
      created,
    });
  };
}

/** @param {unknown} value @returns {value is Record<string, any>} */
export const isObject = (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value);
