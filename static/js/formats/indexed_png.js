/**
 * An indexed PNG: each pixel holds the id of a mask, 0 where there is none.
 *
 * Up to 255 masks: 8 bits with a palette, so that any viewer shows them apart. More, up to 65535:
 * 16-bit grey.
 *
 * @import { ImageEntry, MaskRecord } from "./records.js"
 */

import { insideRuns } from "../masks/rle.js";
import { encodePng } from "./png.js";
import { checkSizes } from "./records.js";

const MOST_IN_PALETTE = 255;
const MOST = 65535;

/**
 * Larger masks lie below smaller ones; of equal ones the earlier lies below the later.
 *
 * @param {ImageEntry} image
 * @param {readonly MaskRecord[]} records
 * @returns {Promise<Blob>} of type image/png
 * @throws {RangeError} a mask does not have the image's size, or there are more masks than ids
 */
export async function writeIndexedPng({ width, height, ...image }, records) {
  checkSizes({ width, height, ...image }, records);
  if (records.length > MOST) {
    throw new RangeError(
      `There are ${records.length} masks; an indexed PNG holds ${MOST} at most.`,
    );
  }
  const ids = paint(width * height, records);
  if (records.length <= MOST_IN_PALETTE) {
    return encodePng({ width, height, depth: 8, palette: palette() }, (y, row) => {
      for (let x = 0, at = y; x < width; x++, at += height) row[x] = ids[at];
    });
  }
  return encodePng({ width, height, depth: 16 }, (y, row) => {
    for (let x = 0, at = y; x < width; x++, at += height) {
      row[2 * x] = ids[at] >> 8;
      row[2 * x + 1] = ids[at] & 255;
    }
  });
}

/**
 * The ids column by column, as the masks' runs are.
 *
 * @param {number} pixels
 * @param {readonly MaskRecord[]} records
 */
function paint(pixels, records) {
  const ids = new Uint16Array(pixels);
  const layers = records.map(({ segmentation }, i) => {
    const runs = insideRuns(segmentation);
    return { id: i + 1, runs, area: runs.reduce((sum, [start, end]) => sum + end - start, 0) };
  });
  for (const { id, runs } of layers.sort((a, b) => b.area - a.area)) {
    for (const [start, end] of runs) ids.fill(id, start, end);
  }
  return ids;
}

/**
 * The colours of PASCAL VOC's indexed PNGs, black for 0: an id's bits are dealt out to red, green
 * and blue in turn, so that ids near each other look far apart.
 *
 * @returns {Uint8Array<ArrayBuffer>} (256 * 3)
 */
function palette() {
  const colours = new Uint8Array(256 * 3);
  for (let id = 0; id < 256; id++) {
    for (let bit = 0; bit < 8; bit++) {
      for (let channel = 0; channel < 3; channel++) {
        colours[id * 3 + channel] |= ((id >> (3 * bit + channel)) & 1) << (7 - bit);
      }
    }
  }
  return colours;
}
