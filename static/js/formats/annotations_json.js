/**
 * annotations.json: the records themselves, with nothing lost. Mirrors
 * `sam/formats/annotations_json.py`.
 *
 * @import { Annotation } from "./annotation.js"
 * @import { ImageEntry } from "./records.js"
 */

import { VERSION } from "./annotation.js";
import { checkSizes } from "./records.js";

/**
 * `version`, `image` and `annotations`; `readReport` reads it.
 *
 * @param {ImageEntry} image
 * @param {readonly Annotation[]} annotations
 * @returns {Blob} of type application/json
 * @throws {RangeError} a mask does not have the image's size
 */
export function writeAnnotations({ image_id, width, height, file_name }, annotations) {
  const image = { image_id, width, height, file_name };
  checkSizes(image, annotations);
  const document = { version: VERSION, image, annotations };
  return new Blob([JSON.stringify(document)], { type: "application/json" });
}
