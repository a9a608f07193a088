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
 * @property {(image: ImageEntry, annotations: readonly Annotation[], pixels?: Pixels) =>
 *   Promise<Blob> | Blob} write `pixels` of the picture are for cut-outs
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
  coco: { suffix: ".coco.json", write: (image, all) => writeCocoAnnotations(image, all) },
  /** @type {AnnotationFormat} */
  coco_polygons: {
    suffix: ".coco.polygons.json",
    write: (image, all) => writeCocoAnnotations(image, all, "polygons"),
  },
  /** @type {AnnotationFormat} */
  sa1b: { suffix: ".sa1b.json", write: writeSa1bAnnotations },
  /** @type {AnnotationFormat} */
  png: { suffix: ".ids.png", write: (image, all) => writeIndexedPng(image, all.map(published)) },
  /** @type {AnnotationFormat} */
  yolo: { suffix: ".yolo.zip", write: yoloZip },
  /** @type {AnnotationFormat} */
  svg: { suffix: ".outlines.svg", write: writeSvg },
  /** @type {AnnotationFormat} */
  json: { suffix: ".annotations.json", write: writeAnnotations },
  /** @type {AnnotationFormat} */
  bundle: {
    suffix: ".zip",
    write: (image, all, pixels) => writeBundle(image, all, { pixels }),
  },
});

/**
 * YOLO's two files, `classes.txt` and `labels/cat.txt`.
 *
 * @type {AnnotationFormat["write"]}
 */
async function yoloZip(image, annotations) {
  const { labels, classes } = writeYolo(image, annotations);
  const zip = createZip();
  await zip.add("classes.txt", classes);
  await zip.add(`labels/${pictureName(image.file_name)}.txt`, labels);
  return zip.end();
}
