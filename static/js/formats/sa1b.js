/**
 * SA-1B JSON: one file for an image, as the SA-1B data set has it (Kirillov et al., 2023).
 *
 * @import { ImageEntry, MaskRecord } from "./records.js"
 */

import { checkSizes } from "./records.js";

/**
 * @param {ImageEntry} image
 * @param {readonly MaskRecord[]} records
 * @returns {Blob} of type application/json
 * @throws {RangeError} a mask does not have the image's size
 */
export function writeSa1b({ image_id, width, height, file_name }, records) {
  const image = { image_id, width, height, file_name };
  checkSizes(image, records);
  const annotations = records.map((record, i) => ({
    id: i + 1,
    segmentation: record.segmentation,
    bbox: record.bbox,
    area: record.area,
    predicted_iou: record.predicted_iou,
    stability_score: record.stability_score,
    crop_box: record.crop_box,
    point_coords: record.point_coords,
  }));
  return new Blob([JSON.stringify({ image, annotations })], { type: "application/json" });
}
