/**
 * What segment everything has found in a picture, as the page keeps it: every candidate, from which
 * the filters choose.
 *
 * @import { MaskRecord } from "../formats/records.js"
 *
 * @typedef {object} FoundMask
 * @property {number} id the server's, in the order found
 * @property {MaskRecord} record
 * @property {readonly [number, number][]} runs where each run of inside pixels starts and ends, in
 *   the column-major picture
 * @property {string | null} decoder fingerprint of the one that found it; null where it is unknown
 *
 * @typedef {object} Filters
 * @property {number} iou masks must have a predicted IoU above this
 * @property {number} stability masks must have at least this stability score
 * @property {number} overlap of two masks whose boxes have an IoU above this, the better one stays
 * @property {number} minArea masks must have at least so many pixels
 */

import { firstEndingAfter, insideRuns } from "../masks/rle.js";

/** The published defaults. @type {Filters} */
export const DEFAULT_FILTERS = { iou: 0.88, stability: 0.95, overlap: 0.7, minArea: 0 };

/** The share of the picture above which a mask is nearly all of it. */
const NEARLY_WHOLE = 0.9;

/**
 * @param {number} id
 * @param {MaskRecord} record
 * @param {string | null} [decoder]
 * @returns {FoundMask}
 */
export function foundMask(id, record, decoder = null) {
  return { id, record, runs: insideRuns(record.segmentation), decoder };
}

/**
 * The masks that pass, the best first within a crop, as `sam/automatic` chooses them: filters, then
 * suppression in each crop by predicted IoU, then between crops, where the smaller crop's stays.
 *
 * @param {readonly FoundMask[]} found
 * @param {Filters} filters
 * @returns {FoundMask[]}
 */
export function surviving(found, { iou, stability, overlap, minArea }) {
  const passed = found.filter(
    ({ record }) =>
      record.predicted_iou > iou && record.stability_score >= stability && record.area >= minArea,
  );
  /** @type {Map<string, FoundMask[]>} */
  const crops = new Map();
  for (const mask of passed) {
    const crop = mask.record.crop_box.join();
    crops.set(crop, [...(crops.get(crop) ?? []), mask]);
  }
  const inCrops = [...crops.values()].flatMap((masks) =>
    suppress(masks, overlap, ({ predicted_iou }) => predicted_iou),
  );
  if (crops.size < 2) return inCrops;
  return suppress(inCrops, overlap, ({ crop_box }) => 1 / (crop_box[2] * crop_box[3]));
}

/**
 * @param {readonly FoundMask[]} masks
 * @param {number} threshold
 * @param {(record: MaskRecord) => number} score
 * @returns {FoundMask[]} the survivors by falling score; equal ones stay in their order
 */
function suppress(masks, threshold, score) {
  const order = masks
    .map((mask) => ({ mask, score: score(mask.record) }))
    .sort((a, b) => b.score - a.score);
  /** @type {FoundMask[]} */
  const kept = [];
  for (const { mask } of order) {
    if (kept.every((better) => boxIou(better.record, mask.record) <= threshold)) kept.push(mask);
  }
  return kept;
}

/**
 * IoU of two records' boxes, in float32 as the engine computes it; boxes without area overlap
 * nothing.
 *
 * @param {Pick<MaskRecord, "bbox">} a
 * @param {Pick<MaskRecord, "bbox">} b
 */
export function boxIou({ bbox: [ax, ay, aw, ah] }, { bbox: [bx, by, bw, bh] }) {
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  if (width <= 0 || height <= 0) return 0;
  const shared = Math.fround(width * height);
  const all = Math.fround(Math.fround(Math.fround(aw * ah) + Math.fround(bw * bh)) - shared);
  return Math.fround(shared / all);
}

/**
 * The mask to take at a pixel: of those that cover it, the smallest.
 *
 * @param {readonly FoundMask[]} masks
 * @param {{ x: number, y: number }} pixel whole, in the image frame
 * @returns {FoundMask | null}
 */
export function maskAt(masks, { x, y }) {
  /** @type {FoundMask | null} */
  let smallest = null;
  for (const mask of masks) {
    const better = smallest === null || mask.record.area < smallest.record.area;
    if (better && covers(mask, { x, y })) smallest = mask;
  }
  return smallest;
}

/**
 * @param {Pick<FoundMask, "runs" | "record">} mask
 * @param {{ x: number, y: number }} pixel whole, in the image frame
 * @returns {boolean} whether the pixel lies in it
 */
export function covers({ runs, record }, { x, y }) {
  const [left, top, width, height] = record.bbox;
  // A record's box ends at its last pixel.
  if (x < left || y < top || x > left + width || y > top + height) return false;
  const position = x * record.segmentation.size[0] + y;
  const run = runs[firstEndingAfter(runs, position)];
  return run !== undefined && run[0] <= position;
}

/**
 * @param {FoundMask} mask
 * @param {import("../stage/geometry.js").Size} picture
 * @returns {boolean} whether it is nearly all of the picture, and so its ground rather than an object
 */
export function nearlyWhole({ record }, { width, height }) {
  return record.area > NEARLY_WHOLE * width * height;
}

/**
 * The share of a picture's pixels that lie in some mask.
 *
 * @param {readonly FoundMask[]} masks
 * @param {{ width: number, height: number }} size of the picture
 * @returns {number} 0..1
 */
export function coverage(masks, { width, height }) {
  const known = covered.get(masks);
  if (known !== undefined) return known / (width * height);
  const pixels = coveredPixels(masks);
  covered.set(masks, pixels);
  return pixels / (width * height);
}

/** Pixels in some mask, of lists that were asked for. @type {WeakMap<readonly FoundMask[], number>} */
const covered = new WeakMap();

/** @param {readonly FoundMask[]} masks */
function coveredPixels(masks) {
  const runs = masks.flatMap(({ runs }) => runs).sort((a, b) => a[0] - b[0]);
  let inside = 0;
  let reached = 0;
  for (const [start, end] of runs) {
    if (end <= reached) continue;
    inside += end - Math.max(start, reached);
    reached = end;
  }
  return inside;
}
