/**
 * The pixels in polygons, by COCO's own rule, so that a file means the same here and in pycocotools
 * (`maskApi.c`, rleFrPoly). Mirrors `sam/masks/polygons.py`.
 *
 * Corners are rounded to fifths of a pixel and joined by lines of such fifths. Where a line crosses
 * the middle of a column of pixels, everything below it in that column is turned inside out.
 *
 * @import { Size } from "../stage/geometry.js"
 * @import { Rle } from "./rle.js"
 */

import { rleOfSpans } from "./rle.js";
import { unionOf } from "./spans.js";

const FIFTHS = 5;
/** Of the five fifths of a column, the one whose right edge counts as crossing it. */
const MIDDLE = 2;

/**
 * All that lies in one of the polygons. A polygon along pixel edges gives exactly its pixels.
 *
 * @param {readonly ArrayLike<number>[]} polygons each x0, y0, x1, y1, ... in the image frame; their
 *   insides are told by the even-odd rule
 * @param {Size} size of the image
 * @returns {Rle}
 */
export function fillPolygons(polygons, { width, height }) {
  const spans = polygons.flatMap((polygon) => spansOf(polygon, width, height));
  return rleOfSpans(unionOf([spans]), [height, width]);
}

/**
 * One polygon's inside in the column-major picture.
 *
 * @param {ArrayLike<number>} polygon
 * @param {number} width
 * @param {number} height
 * @returns {[number, number][]} start and exclusive end of each span, in order
 */
function spansOf(polygon, width, height) {
  /** @type {number[]} */
  const turns = [];
  /** @type {[number, number] | null} */
  let last = null;
  walk(polygon, (x, y) => {
    const before = last;
    last = [x, y];
    if (before === null || before[0] === x) return;
    const crossed = Math.min(x, before[0]);
    const column = (crossed - MIDDLE) / FIFTHS;
    if (!Number.isInteger(column) || column < 0 || column >= width) return;
    const fifths = Math.min(y, before[1]);
    const row = Math.ceil(Math.min(Math.max((fifths + 0.5) / FIFTHS - 0.5, 0), height));
    turns.push(column * height + row);
  });
  turns.sort((a, b) => a - b);
  return turns.flatMap((start, i) =>
    i % 2 === 0 && start !== turns[i + 1] ? [[start, turns[i + 1]]] : [],
  );
}

/**
 * Every fifth along the polygon's border, once round.
 *
 * @param {ArrayLike<number>} polygon
 * @param {(x: number, y: number) => void} visit
 */
function walk(polygon, visit) {
  const fifths = Array.from(polygon, (at) => Math.trunc(FIFTHS * at + 0.5));
  for (let i = 0; i < fifths.length; i += 2) {
    const next = (i + 2) % fifths.length;
    line(fifths[i], fifths[i + 1], fifths[next], fifths[next + 1], visit);
  }
}

/**
 * Every fifth from one corner to the next, the same ones both ways.
 *
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 * @param {(x: number, y: number) => void} visit
 */
function line(x0, y0, x1, y1, visit) {
  const across = Math.abs(x1 - x0);
  const down = Math.abs(y1 - y0);
  const steps = Math.max(across, down);
  const backwards = across >= down ? x0 > x1 : y0 > y1;
  const [x, y, endX, endY] = backwards ? [x1, y1, x0, y0] : [x0, y0, x1, y1];
  const slope = across >= down ? (endY - y) / across : (endX - x) / down;
  for (let step = 0; step <= steps; step++) {
    const at = backwards ? steps - step : step;
    if (across >= down) visit(x + at, Math.trunc(y + (steps === 0 ? 0 : slope * at) + 0.5));
    else visit(Math.trunc(x + slope * at + 0.5), y + at);
  }
}
