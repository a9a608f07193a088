/**
 * An indexed PNG: each pixel holds the id of a mask, 0 where there is none.
 *
 * Up to 255 masks: 8 bits with a palette, so that any viewer shows them apart. More, up to 65535:
 * 16-bit grey.
 *
 * @import { Size } from "../stage/geometry.js"
 * @import { ImageEntry, MaskRecord } from "./records.js"
 */

import { insideRuns } from "../masks/rle.js";
import { encodePng } from "./png.js";
import { checkSizes } from "./records.js";

const MOST_IN_PALETTE = 255;
const MOST = 65535;
/** Ids that are held at a time. */
const BAND = 8e6;

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
  const rowOf = painted({ width, height }, records);
  if (records.length <= MOST_IN_PALETTE) {
    return encodePng({ width, height, depth: 8, palette: palette() }, (y, row) => {
      const { ids, at, step } = rowOf(y);
      for (let x = 0; x < width; x++) row[x] = ids[at + x * step];
    });
  }
  return encodePng({ width, height, depth: 16 }, (y, row) => {
    const { ids, at, step } = rowOf(y);
    for (let x = 0; x < width; x++) {
      const id = ids[at + x * step];
      row[2 * x] = id >> 8;
      row[2 * x + 1] = id & 255;
    }
  });
}

/**
 * The ids column by column, as the masks' runs are, of some rows at a time: all of a large picture's
 * would be hundreds of megabytes.
 *
 * @param {Size} size
 * @param {readonly MaskRecord[]} records
 * @returns {(y: number) => { ids: Uint16Array, at: number, step: number }} of a row, where its first id is
 *   and how far apart they are; rows are asked for from the top
 */
function painted({ width, height }, records) {
  const layers = records
    .map(({ segmentation }, i) => {
      const runs = insideRuns(segmentation);
      return { id: i + 1, runs, area: runs.reduce((sum, [start, end]) => sum + end - start, 0) };
    })
    .sort((a, b) => b.area - a.area);
  const rows = Math.min(height, Math.max(1, Math.floor(BAND / width)));
  const ids = new Uint16Array(rows * width);
  let top = -rows;
  return (y) => {
    if (y >= top + rows) {
      top = y;
      ids.fill(0);
      for (const { id, runs } of layers) paint(ids, id, runs, { top, rows, height });
    }
    return { ids, at: y - top, step: rows };
  };
}

/**
 * @param {Uint16Array} ids column by column
 * @param {number} id
 * @param {readonly (readonly [number, number])[]} runs of the whole picture
 * @param {{ top: number, rows: number, height: number }} band what the ids are of
 */
function paint(ids, id, runs, { top, rows, height }) {
  for (const [start, end] of runs) {
    for (let x = Math.floor(start / height); x * height < end; x++) {
      const from = Math.max(start - x * height, top, 0) - top;
      const to = Math.min(end - x * height, top + rows, height) - top;
      if (from < to) ids.fill(id, x * rows + from, x * rows + to);
    }
  }
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
