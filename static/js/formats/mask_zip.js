/**
 * A ZIP with one PNG for each mask and metadata.csv, as the published script leaves in a folder
 * (`scripts/amg.py` of the public segment_anything repository).
 *
 * @import { ImageEntry, MaskRecord } from "./records.js"
 */

import { encodeRlePng } from "./mask_png.js";
import { checkSizes } from "./records.js";
import { createZip } from "./zip_files.js";

const COLUMNS =
  "id,area,bbox_x0,bbox_y0,bbox_w,bbox_h,point_input_x,point_input_y,predicted_iou," +
  "stability_score,crop_box_x0,crop_box_y0,crop_box_w,crop_box_h";

/** Files in a ZIP without its 64-bit extension, metadata.csv among them. */
const MOST_FILES = 65535;

/**
 * `0.png`, `1.png`, ... 8-bit grey, 0 or 255, then `metadata.csv`. The same masks give the same
 * bytes: files are dated 1980, the earliest that ZIP knows.
 *
 * @param {ImageEntry} image
 * @param {readonly MaskRecord[]} records
 * @param {{ signal?: AbortSignal, onProgress?: (done: number, total: number) => void }} [options]
 *   `onProgress` is called after each mask
 * @returns {Promise<Blob>} of type application/zip
 * @throws {RangeError} a mask does not have the image's size, or there are too many; what `signal`
 *   was aborted with
 */
export async function writeMaskZip(image, records, { signal, onProgress } = {}) {
  checkSizes(image, records);
  if (records.length >= MOST_FILES) {
    throw new RangeError(`There are ${records.length} masks; a ZIP holds ${MOST_FILES - 1} here.`);
  }
  const zip = createZip();
  for (const [i, record] of records.entries()) {
    signal?.throwIfAborted();
    await zip.add(`${i}.png`, await encodeRlePng(record.segmentation));
    onProgress?.(i + 1, records.length);
  }
  const rows = [COLUMNS, ...records.map((record, i) => row(i, record))];
  await zip.add("metadata.csv", new Blob([rows.join("\n")]));
  return zip.end();
}

/**
 * @param {number} index
 * @param {MaskRecord} record
 */
function row(index, record) {
  return [
    index,
    record.area,
    ...record.bbox,
    ...record.point_coords[0].map(float),
    float(record.predicted_iou),
    float(record.stability_score),
    ...record.crop_box,
  ].join(",");
}

/**
 * A float as the published script prints it, 1 as "1.0".
 *
 * @param {number} value
 */
function float(value) {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
