/**
 * COCO JSON: readable by pycocotools and what is built on it.
 *
 * @import { Rle } from "../masks/rle.js"
 * @import { Annotation } from "./annotation.js"
 * @import { ImageEntry, MaskRecord } from "./records.js"
 *
 * @typedef {"rle" | "polygons"} Shapes
 */

import { rleBox } from "../masks/rle.js";
import { classesOf, classOf, NO_LABEL } from "./categories.js";
import { published } from "./published.js";
import { checkSizes } from "./records.js";
import { rleRings } from "./rings.js";

/**
 * A data set of one image. What COCO has no field for is kept under the published names. There is
 * one category, as segment everything knows no kinds of object. `iscrowd` is 0: each mask is one
 * object.
 *
 * @param {ImageEntry} image
 * @param {readonly MaskRecord[]} records
 * @returns {Blob} of type application/json
 * @throws {RangeError} a mask does not have the image's size
 */
export function writeCoco(image, records) {
  checkSizes(image, records);
  const entries = records.map((record, i) => ({
    ...entry(image, record, i, 1, record.segmentation),
    predicted_iou: record.predicted_iou,
    stability_score: record.stability_score,
    point_coords: record.point_coords,
    crop_box: record.crop_box,
  }));
  return file(image, "Every mask of one picture", [NO_LABEL], entries);
}

/**
 * A data set of one image, its categories the classes. What
 * COCO has no field for is kept under the annotation's names, its id as `uuid`; null where it is not
 * known.
 *
 * @param {ImageEntry} image
 * @param {readonly Annotation[]} annotations
 * @param {Shapes} [shapes] polygons gives each part of a mask a polygon along pixel edges, its holes
 *   cut out of it, which pycocotools fills with exactly the same pixels; a mask without a pixel
 *   stays RLE, as COCO has no polygon for it
 * @param {readonly string[]} [listed] classes that come first, used or not
 * @returns {Blob} of type application/json
 * @throws {RangeError} a mask does not have the image's size
 */
export function writeCocoAnnotations(image, annotations, shapes = "rle", listed = []) {
  checkSizes(image, annotations);
  const classes = classesOf(annotations, listed);
  const entries = annotations.map((annotation, i) => {
    const { segmentation } = annotation;
    const shape = shapes === "rle" ? segmentation : polygons(segmentation);
    const category = classes.indexOf(classOf(annotation)) + 1;
    return {
      ...entry(image, published(annotation), i, category, shape),
      uuid: annotation.id,
      name: annotation.name,
      label: annotation.label,
      predicted_iou: annotation.predicted_iou,
      stability_score: annotation.stability_score,
      point_coords: annotation.point_coords,
      crop_box: annotation.crop_box,
    };
  });
  return file(image, "Objects of one picture", classes, entries);
}

/**
 * What COCO has fields for.
 *
 * @param {ImageEntry} image
 * @param {MaskRecord} record
 * @param {number} index
 * @param {number} category
 * @param {Rle | number[][]} segmentation
 */
function entry({ image_id }, record, index, category, segmentation) {
  const { x0, y0, x1, y1 } = rleBox(record.segmentation) ?? { x0: 0, y0: 0, x1: 0, y1: 0 };
  return {
    id: index + 1,
    image_id,
    category_id: category,
    segmentation,
    area: record.area,
    // COCO's own box, one pixel wider and higher than the record's.
    bbox: [x0, y0, x1 - x0, y1 - y0],
    iscrowd: 0,
  };
}

/**
 * @param {Rle} rle
 * @returns {Rle | number[][]}
 */
function polygons(rle) {
  const rings = rleRings(rle);
  return rings.length === 0 ? rle : rings.map((ring) => [...ring]);
}

/**
 * @param {ImageEntry} image
 * @param {string} description
 * @param {readonly string[]} classes
 * @param {readonly object[]} annotations
 */
function file({ image_id, width, height, file_name }, description, classes, annotations) {
  const document = {
    info: { description },
    licenses: [],
    images: [{ id: image_id, width, height, file_name }],
    categories: classes.map((name, i) => ({ id: i + 1, name, supercategory: NO_LABEL })),
    annotations,
  };
  return new Blob([JSON.stringify(document)], { type: "application/json" });
}
