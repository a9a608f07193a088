/**
 * Files of masks: every mask of one image in, a file out. Pure, for the page and for workers.
 *
 * Mirrors `sam/formats`, where the rules stand; `tests/vectors/formats.json` holds the two
 * together.
 *
 * @import { ImageEntry, MaskRecord } from "./records.js"
 *
 * @typedef {object} Format
 * @property {string} suffix what is added to the picture's file name
 * @property {(image: ImageEntry, records: readonly MaskRecord[]) => Promise<Blob> | Blob} write
 *
 * @typedef {keyof typeof FORMATS} FormatName
 */

import { writeCoco } from "./coco.js";
import { writeIndexedPng } from "./indexed_png.js";
import { writeMaskZip } from "./mask_zip.js";
import { writeSa1b } from "./sa1b.js";

/** By the name that a person chooses a format with. */
export const FORMATS = Object.freeze({
  /** @type {Format} */
  sa1b: { suffix: ".sa1b.json", write: writeSa1b },
  /** @type {Format} */
  coco: { suffix: ".coco.json", write: writeCoco },
  /** @type {Format} */
  png: { suffix: ".ids.png", write: writeIndexedPng },
  /** @type {Format} */
  zip: { suffix: ".masks.zip", write: writeMaskZip },
});
