/**
 * A mask as closed polygons without holes: a cut without width leads from each hole straight up to
 * the border above it. Mirrors `sam/masks/rings.py`, where the reasons stand.
 *
 * @import { Rle } from "../masks/rle.js"
 *
 * @typedef {[number, number]} Corner x, y
 * @typedef {{ x: number, y: number, hole: number }} Cut where it meets the border above
 * @typedef {{ place: number, loop: number, at: number }} Edge one that goes east, with the mask below
 *
 * @typedef {object} Borders
 * @property {Corner[][]} loops
 * @property {Map<number, number>} tops of holes, where in the loop their cut starts
 * @property {Map<string, Cut[]>} cuts by border and corner before them
 */

import { insideRuns } from "../masks/rle.js";
import { isHole, rleLoops } from "./loops.js";

/**
 * One polygon for each region of a mask, its holes cut out of it.
 *
 * @param {Rle} rle
 * @returns {Int32Array[]} x0, y0, x1, y1, ... of each, as `rleLoops` gives those of a mask without
 *   holes; a region with holes passes the ends of its cuts twice
 * @throws {RangeError} when the runs do not fill the size exactly
 */
export function rleRings(rle) {
  const flat = rleLoops(rle);
  const holes = flat.flatMap((loop, number) => (isHole(loop) ? [number] : []));
  if (holes.length === 0) return flat;
  const borders = bordersOf(flat, holes, rle);
  return flat.flatMap((_, number) =>
    borders.tops.has(number) ? [] : [Int32Array.from(ring(number, borders).flat())],
  );
}

/**
 * @param {readonly Int32Array[]} flat
 * @param {readonly number[]} holes
 * @param {Rle} rle
 * @returns {Borders}
 */
function bordersOf(flat, holes, rle) {
  const loops = flat.map(cornersOf);
  const [height, width] = rle.size;
  const place = (/** @type {Corner} */ [x, y]) => y * (width + 1) + x;
  const edges = loops
    .flatMap((loop, number) =>
      loop.flatMap((corner, at) => {
        const goesEast = loop[(at + 1) % loop.length][0] > corner[0];
        return goesEast ? [{ place: place(corner), loop: number, at }] : [];
      }),
    )
    .sort((a, b) => a.place - b.place);
  const starts = insideRuns(rle).map(([start]) => start);
  /** @type {Borders} */
  const borders = { loops, tops: new Map(), cuts: new Map() };
  for (const hole of holes) {
    const top = topOf(loops[hole]);
    borders.tops.set(hole, top);
    const [x, y] = loops[hole][top];
    // The run of column x that ends above the hole may have begun in the column before.
    const run = starts[before(starts.length, (i) => starts[i] < x * height + y)];
    const above = Math.max(run - x * height, 0);
    const edge = edges[before(edges.length, (i) => edges[i].place <= place([x, above]))];
    const key = keyOf(edge.loop, edge.at);
    borders.cuts.set(key, [...(borders.cuts.get(key) ?? []), { x, y: above, hole }]);
  }
  for (const cuts of borders.cuts.values()) cuts.sort((a, b) => a.x - b.x);
  return borders;
}

/**
 * Once round a border, and round every hole that is cut out of it.
 *
 * @param {number} outer
 * @param {Borders} borders
 * @returns {Corner[]}
 */
function ring(outer, borders) {
  /** @type {Corner[]} */
  const corners = [];
  const walks = [round(outer, borders)];
  while (walks.length > 0) {
    const { done, value } = walks[walks.length - 1].next();
    if (done) {
      walks.pop();
    } else if (typeof value === "number") {
      walks.push(round(value, borders));
    } else {
      const last = corners.at(-1);
      if (last?.[0] !== value[0] || last[1] !== value[1]) corners.push(value);
    }
  }
  return corners;
}

/**
 * Corners of one border, and holes where their cuts start; a hole ends where it began.
 *
 * @param {number} number
 * @param {Borders} borders
 * @returns {Generator<Corner | number, void>}
 */
function* round(number, { loops, tops, cuts }) {
  const loop = loops[number];
  const top = tops.get(number);
  for (let step = 0; step < loop.length; step++) {
    const at = ((top ?? 0) + step) % loop.length;
    yield loop[at];
    for (const { x, y, hole } of cuts.get(keyOf(number, at)) ?? []) {
      yield [x, y];
      yield hole;
      yield [x, y];
    }
  }
  if (top !== undefined) yield loop[top];
}

/** @param {number} loop @param {number} at */
const keyOf = (loop, at) => `${loop} ${at}`;

/** @param {Int32Array} flat @returns {Corner[]} */
const cornersOf = (flat) =>
  Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);

/** @param {readonly Corner[]} loop the leftmost of its topmost corners */
function topOf(loop) {
  let top = 0;
  loop.forEach(([x, y], at) => {
    const [bestX, bestY] = loop[top];
    if (y < bestY || (y === bestY && x < bestX)) top = at;
  });
  return top;
}

/**
 * The last of so many for which something holds that holds for all before it.
 *
 * @param {number} length
 * @param {(index: number) => boolean} holds
 */
function before(length, holds) {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
