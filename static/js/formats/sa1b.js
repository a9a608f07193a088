/**
 * SA-1B JSON: one file for an image, as the SA-1B data set has it (Kirillov et al., 2023).
 *
 * @import { Annotation } from "./annotation.js"
 * @import { ImageEntry, MaskRecord } from "./records.js"
 */

import { published } from "./published.js";
import { checkSizes } from "./records.js";

/**
 * @param {ImageEntry} image
 * @param {readonly MaskRecord[]} records
 * @returns {Blob} of type application/json
 * @throws {RangeError} a mask does not have the image's size
 */
export function writeSa1b(image, records) {
  checkSizes(image, records);
  return file(image, records.map(entry));
}

/**
 * The same of annotations, each with its `uuid`, `name` and `label` beside the schema.
 *
 * @param {ImageEntry} image
 * @param {readonly Annotation[]} annotations
 * @returns {Blob} of type application/json
 * @throws {RangeError} a mask does not have the image's size
 */
export function writeSa1bAnnotations(image, annotations) {
  checkSizes(image, annotations);
  const entries = annotations.map((annotation, i) => ({
    ...entry(published(annotation), i),
    uuid: annotation.id,
    name: annotation.name,
    label: annotation.label,
  }));
  return file(image, entries);
}

/**
 * @param {MaskRecord} record
 * @param {number} index
 */
const entry = (record, index) => ({
  id: index + 1,
  segmentation: record.segmentation,
  bbox: record.bbox,
  area: record.area,
  predicted_iou: record.predicted_iou,
  stability_score: record.stability_score,
  crop_box: record.crop_box,
  point_coords: record.point_coords,
});

/**
 * @param {ImageEntry} image
 * @param {readonly object[]} annotations
 */
function file({ image_id, width, height, file_name }, annotations) {
  const image = { image_id, width, height, file_name };
  return new Blob([JSON.stringify({ image, annotations })], { type: "application/json" });
}
