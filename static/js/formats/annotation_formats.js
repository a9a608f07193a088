/**
 * Files of annotations: every object of one image in, a file out. Pure, for the page and for
 * workers.
 *
 * @import { Annotation } from "./annotation.js"
 * @import { Pixels } from "./cut_out.js"
 * @import { ImageEntry } from "./records.js"
 *
 * @typedef {object} AnnotationFormat
 * @property {string} suffix what is added to the picture's file name
 * @property {(image: ImageEntry, annotations: readonly Annotation[], more?: More) =>
 *   Promise<Blob> | Blob} write
 *
 * @typedef {object} More
 * @property {Pixels} [pixels] of the picture, for cut-outs
 * @property {readonly (Blob | null)[]} [cutOuts] of the annotations, one each, in place of pixels
 * @property {readonly string[]} [classes] that come first where a format numbers them, used or not,
 *   so that a class has one number in all pictures
 *
 * @typedef {keyof typeof ANNOTATION_FORMATS} AnnotationFormatName
 */

import { writeAnnotations } from "./annotations_json.js";
import { writeBundle } from "./bundle.js";
import { writeCocoAnnotations } from "./coco.js";
import { pictureName } from "./file_names.js";
import { writeIndexedPng } from "./indexed_png.js";
import { published } from "./published.js";
import { writeSa1bAnnotations } from "./sa1b.js";
import { writeSvg } from "./svg.js";
import { writeYolo } from "./yolo.js";
import { createZip } from "./zip_files.js";

/** By the name that a person chooses a format with. */
export const ANNOTATION_FORMATS = Object.freeze({
  /** @type {AnnotationFormat} */
  coco: {
    suffix: ".coco.json",
    write: (image, all, more) => writeCocoAnnotations(image, all, "rle", more?.classes),
  },
  /** @type {AnnotationFormat} */
  coco_polygons: {
    suffix: ".coco.polygons.json",
    write: (image, all, more) => writeCocoAnnotations(image, all, "polygons", more?.classes),
  },
  /** @type {AnnotationFormat} */
  sa1b: { suffix: ".sa1b.json", write: (image, all) => writeSa1bAnnotations(image, all) },
  /** @type {AnnotationFormat} */
  png: { suffix: ".ids.png", write: (image, all) => writeIndexedPng(image, all.map(published)) },
  /** @type {AnnotationFormat} */
  yolo: { suffix: ".yolo.zip", write: yoloZip },
  /** @type {AnnotationFormat} */
  svg: {
    suffix: ".outlines.svg",
    write: (image, all, more) => writeSvg(image, all, more?.classes),
  },
  /** @type {AnnotationFormat} */
  json: { suffix: ".annotations.json", write: (image, all) => writeAnnotations(image, all) },
  /** @type {AnnotationFormat} */
  bundle: {
    suffix: ".zip",
    write: (image, all, more) => writeBundle(image, all, more),
  },
});

/**
 * YOLO's two files, `classes.txt` and `labels/cat.txt`.
 *
 * @type {AnnotationFormat["write"]}
 */
async function yoloZip(image, annotations, more) {
  const { labels, classes } = writeYolo(image, annotations, more?.classes);
  const zip = createZip();
  await zip.add("classes.txt", classes);
  await zip.add(`labels/${pictureName(image.file_name)}.txt`, labels);
  return zip.end();
}
