/**
 * The bundle: one ZIP with all that an annotator takes away. Mirrors `sam/formats/bundle.py`.
 *
 * @import { Annotation } from "./annotation.js"
 * @import { Shapes } from "./coco.js"
 * @import { Pixels } from "./cut_out.js"
 * @import { ImageEntry } from "./records.js"
 */

import { rleBox } from "../masks/rle.js";
import { writeAnnotations } from "./annotations_json.js";
import { writeCocoAnnotations } from "./coco.js";
import { cutOut } from "./cut_out.js";
import { objectNames, pictureName } from "./file_names.js";
import { writeIndexedPng } from "./indexed_png.js";
import { encodeRlePng } from "./mask_png.js";
import { published } from "./published.js";
import { checkSizes } from "./records.js";
import { writeSa1bAnnotations } from "./sa1b.js";
import { writeSvg } from "./svg.js";
import { writeYolo } from "./yolo.js";
import { createZip } from "./zip_files.js";

/** Files in a ZIP without its 64-bit extension, two for each object and eight more. */
const MOST_OBJECTS = Math.floor((65535 - 8) / 2);

/**
 * `masks/cat-dog.png` of each object, 8-bit grey; `cut-outs/cat-dog.png`, cropped, of objects that
 * have pixels, where the picture's are given; `ids.png`, the indexed PNG; `coco.json`, `sa1b.json`,
 * `outlines.svg`, `yolo/classes.txt`, `yolo/labels/cat.txt`; and `annotations.json`, the records.
 *
 * @param {ImageEntry} image
 * @param {readonly Annotation[]} annotations
 * @param {{ pixels?: Pixels, cutOuts?: readonly (Blob | null)[], shapes?: Shapes,
 *   classes?: readonly string[], signal?: AbortSignal,
 *   onProgress?: (done: number, total: number) => void }} [options] `pixels` of the picture, or the objects'
 *   `cutOuts` where it is too large for that; `shapes` of COCO JSON; `classes` that come first, used or not; `onProgress` is called after each object
 * @returns {Promise<Blob>} of type application/zip
 * @throws {RangeError} masks or pixels do not have the image's size, or there are too many masks;
 *   what `signal` was aborted with
 */
export async function writeBundle(image, annotations, options = {}) {
  const { pixels, cutOuts, shapes, classes, signal, onProgress } = options;
  checkSizes(image, annotations);
  if (annotations.length > MOST_OBJECTS) {
    throw new RangeError(
      `There are ${annotations.length} masks; a ZIP holds ${MOST_OBJECTS} here.`,
    );
  }
  const zip = createZip();
  for (const [i, name] of objectNames(image.file_name, annotations).entries()) {
    signal?.throwIfAborted();
    const { segmentation } = annotations[i];
    await zip.add(`masks/${name}.png`, await encodeRlePng(segmentation));
    const drawn = pixels && rleBox(segmentation) ? await cutOut(pixels, segmentation, true) : null;
    const cut = cutOuts?.[i] ?? drawn;
    if (cut) await zip.add(`cut-outs/${name}.png`, cut);
    onProgress?.(i + 1, annotations.length);
  }
  const yolo = writeYolo(image, annotations, classes);
  await zip.add("ids.png", await writeIndexedPng(image, annotations.map(published)));
  await zip.add("coco.json", writeCocoAnnotations(image, annotations, shapes, classes));
  await zip.add("sa1b.json", writeSa1bAnnotations(image, annotations));
  await zip.add("yolo/classes.txt", yolo.classes);
  await zip.add(`yolo/labels/${pictureName(image.file_name)}.txt`, yolo.labels);
  await zip.add("outlines.svg", writeSvg(image, annotations, classes));
  await zip.add("annotations.json", writeAnnotations(image, annotations));
  return zip.end();
}
