/**
 * Run-length encoding of masks as COCO and SA-1B store it: column-major runs, outside first.
 *
 * The compressed text is pycocotools' (`maskApi.c`, rleToString): from the third run on, each run is
 * written as its difference to the run two before it, in 5-bit groups, lowest first, each a
 * character from "0" (48) on with bit 5 meaning "more follows".
 *
 * @import { Box } from "../stage/geometry.js"
 * @import { Mask } from "./masks.js"
 *
 * @typedef {object} Rle
 * @property {[number, number]} size height, width
 * @property {string} counts compressed runs
 */

/**
 * @param {Pick<Mask, "bits" | "width" | "height">} mask
 * @returns {Rle}
 */
export function encodeRle({ bits, width, height }) {
  /** @type {number[]} */
  const runs = [];
  let value = 0;
  let length = 0;
  for (let x = 0; x < width; x++) {
    for (let at = x; at < bits.length; at += width) {
      if (bits[at] === value) {
        length++;
      } else {
        runs.push(length);
        value ^= 1;
        length = 1;
      }
    }
  }
  runs.push(length);
  return { size: [height, width], counts: compressRuns(runs) };
}

/**
 * A mask that was made for a box of a picture, as a mask of all of it.
 *
 * @param {Rle} rle of the box's size
 * @param {Box} box
 * @param {{ width: number, height: number }} picture
 * @returns {Rle}
 */
export function setInto(rle, { x0, y0 }, { width, height }) {
  const [own, columns] = rle.size;
  if (own === height && columns === width) return rle;
  /** @type {[number, number][]} */
  const spans = [];
  for (const [start, end] of insideRuns(rle)) {
    // A run that goes on in the next column of the box does not do so in the picture.
    for (let from = start; from < end; ) {
      const x = Math.floor(from / own);
      const to = Math.min(end, (x + 1) * own);
      const first = (x0 + x) * height + y0 + from - x * own;
      const last = spans.at(-1);
      if (last && last[1] === first) last[1] += to - from;
      else spans.push([first, first + to - from]);
      from = to;
    }
  }
  return rleOfSpans(spans, [height, width]);
}

/**
 * @param {Rle} rle
 * @returns {Pick<Mask, "bits" | "width" | "height">}
 * @throws {RangeError} when the runs do not fill the size exactly
 */
export function decodeRle(rle) {
  const [height, width] = rle.size;
  const bits = new Uint8Array(width * height);
  for (const [start, end] of insideRuns(rle)) {
    let x = Math.floor(start / height);
    let y = start % height;
    for (let left = end - start; left > 0; left--) {
      bits[y * width + x] = 1;
      if (++y === height) {
        y = 0;
        x++;
      }
    }
  }
  return { bits, width, height };
}

/**
 * The mask that has these spans inside.
 *
 * @param {readonly (readonly [number, number])[]} spans start and exclusive end in the column-major
 *   mask, in order, with gaps between
 * @param {[number, number]} size height, width
 * @returns {Rle}
 */
export function rleOfSpans(spans, size) {
  let position = 0;
  const runs = spans.flatMap(([start, end]) => {
    const pair = [start - position, end - start];
    position = end;
    return pair;
  });
  const rest = size[0] * size[1] - position;
  return rleOfRuns(rest > 0 || runs.length === 0 ? [...runs, rest] : runs, size);
}

/**
 * @param {readonly number[]} runs lengths, outside and inside in turn, outside first
 * @param {[number, number]} size height, width
 * @returns {Rle}
 */
export const rleOfRuns = (runs, size) => ({ size, counts: compressRuns(runs) });

/**
 * The part of a mask that lies in its tight box.
 *
 * @param {Rle} rle
 * @returns {Pick<Mask, "bits" | "width" | "height"> & { x: number, y: number } | null} the box's
 *   bits and where its top left pixel lies; null when the mask is empty
 * @throws {RangeError} when the runs do not fill the size exactly
 */
export function decodeRleBox(rle) {
  const box = rleBox(rle);
  if (box === null) return null;
  const [rows] = rle.size;
  const [width, height] = [box.x1 - box.x0, box.y1 - box.y0];
  const bits = new Uint8Array(width * height);
  for (const [start, end] of insideRuns(rle)) {
    let x = Math.floor(start / rows) - box.x0;
    let y = (start % rows) - box.y0;
    for (let left = end - start; left > 0; left--) {
      bits[y * width + x] = 1;
      // Only a mask as high as the picture has runs that go on in the next column.
      if (++y === rows) {
        y = 0;
        x++;
      }
    }
  }
  return { bits, width, height, x: box.x0, y: box.y0 };
}

/**
 * Where each run of inside pixels starts and ends, the end exclusive, in the column-major mask.
 *
 * @param {Rle} rle
 * @returns {[number, number][]} in order; none is empty
 * @throws {RangeError} when the runs do not fill the size exactly
 */
export function insideRuns({ size: [height, width], counts }) {
  const length = width * height;
  /** @type {[number, number][]} */
  const inside = [];
  let position = 0;
  expandRuns(counts).forEach((run, i) => {
    const end = position + run;
    if (run < 0 || end > length) {
      throw new RangeError(`The RLE's runs do not fit a ${width}x${height} mask.`);
    }
    if (i % 2 === 1 && run > 0) inside.push([position, end]);
    position = end;
  });
  if (position !== length) {
    throw new RangeError(
      `The RLE covers ${position} pixels; a ${width}x${height} mask has ${length}.`,
    );
  }
  return inside;
}

/**
 * @param {readonly [number, number][]} runs
 * @param {number} position
 * @returns {number} index of the first run that ends after a position; their number if none does
 */
export function firstEndingAfter(runs, position) {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle][1] > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The tight box of a mask.
 *
 * @param {Rle} rle
 * @returns {Box | null} right and bottom edges exclusive; null when the mask is empty
 * @throws {RangeError} when the runs do not fill the size exactly
 */
export function rleBox(rle) {
  const [height] = rle.size;
  const inside = insideRuns(rle);
  if (inside.length === 0) return null;
  let top = height;
  let bottom = 0;
  for (const [start, end] of inside) {
    const goesOn = Math.floor(start / height) !== Math.floor((end - 1) / height);
    // A run that goes on in the next column reaches the bottom of one and the top of the other.
    top = goesOn ? 0 : Math.min(top, start % height);
    bottom = goesOn ? height : Math.max(bottom, ((end - 1) % height) + 1);
  }
  return {
    x0: Math.floor(inside[0][0] / height),
    y0: top,
    x1: Math.floor((inside[inside.length - 1][1] - 1) / height) + 1,
    y1: bottom,
  };
}

/**
 * @param {readonly number[]} runs
 * @returns {string}
 */
function compressRuns(runs) {
  let text = "";
  runs.forEach((run, i) => {
    let rest = i > 2 ? run - runs[i - 2] : run;
    let more = true;
    while (more) {
      const group = rest & 31;
      rest >>= 5;
      // The top bit of the last group is the sign: stop when the rest only repeats it.
      more = group & 16 ? rest !== -1 : rest !== 0;
      text += String.fromCharCode(48 + (more ? group | 32 : group));
    }
  });
  return text;
}

/**
 * @param {string} text
 * @returns {number[]}
 * @throws {RangeError} when the text ends in the middle of a run or holds a foreign character
 */
function expandRuns(text) {
  /** @type {number[]} */
  const runs = [];
  let run = 0;
  let shift = 0;
  for (let at = 0; at < text.length; at++) {
    const group = text.charCodeAt(at) - 48;
    if (group < 0 || group > 63) {
      throw new RangeError(`"${text[at]}" at position ${at} is no character of a compressed RLE.`);
    }
    run |= (group & 31) << shift;
    shift += 5;
    if (group & 32) continue;
    if (group & 16) run |= -1 << shift;
    runs.push(runs.length > 2 ? run + runs[runs.length - 2] : run);
    run = 0;
    shift = 0;
  }
  if (shift !== 0) throw new RangeError("The compressed RLE ends in the middle of a run.");
  return runs;
}
