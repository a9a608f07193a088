/**
 * COCO JSON with RLE: readable by pycocotools and what is built on it.
 *
 * @import { ImageEntry, MaskRecord } from "./records.js"
 */

import { rleBox } from "../rle.js";
import { checkSizes } from "./records.js";

/** Segment everything knows no kinds of object, and COCO wants one. */
const CATEGORY = { id: 1, name: "object", supercategory: "object" };

/**
 * A data set of one image. What COCO has no field for is kept under the published names. `iscrowd`
 * is 0: each mask is one object.
 *
 * @param {ImageEntry} image
 * @param {readonly MaskRecord[]} records
 * @returns {Blob} of type application/json
 * @throws {RangeError} a mask does not have the image's size
 */
export function writeCoco(image, records) {
  checkSizes(image, records);
  const { image_id, width, height, file_name } = image;
  const annotations = records.map((record, i) => {
    const { x0, y0, x1, y1 } = rleBox(record.segmentation) ?? { x0: 0, y0: 0, x1: 0, y1: 0 };
    return {
      id: i + 1,
      image_id,
      category_id: CATEGORY.id,
      segmentation: record.segmentation,
      area: record.area,
      // COCO's own box, one pixel wider and higher than the record's.
      bbox: [x0, y0, x1 - x0, y1 - y0],
      iscrowd: 0,
      predicted_iou: record.predicted_iou,
      stability_score: record.stability_score,
      point_coords: record.point_coords,
      crop_box: record.crop_box,
    };
  });
  const document = {
    info: { description: "Every mask of one picture" },
    licenses: [],
    images: [{ id: image_id, width, height, file_name }],
    categories: [CATEGORY],
    annotations,
  };
  return new Blob([JSON.stringify(document)], { type: "application/json" });
}
