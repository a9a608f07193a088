/**
 * Run-length encoding of masks as COCO and SA-1B store it: column-major runs, outside first.
 *
 * The compressed text is pycocotools' (`maskApi.c`, rleToString): from the third run on, each run is
 * written as its difference to the run two before it, in 5-bit groups, lowest first, each a
 * character from "0" (48) on with bit 5 meaning "more follows".
 *
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
 * @param {Rle} rle
 * @returns {Pick<Mask, "bits" | "width" | "height">}
 * @throws {RangeError} when the runs do not fill the size exactly
 */
export function decodeRle({ size: [height, width], counts }) {
  const bits = new Uint8Array(width * height);
  let position = 0;
  let value = 0;
  for (const run of expandRuns(counts)) {
    const end = position + run;
    if (run < 0 || end > bits.length) {
      throw new RangeError(`The RLE's runs do not fit a ${width}x${height} mask.`);
    }
    if (value === 1) {
      for (let i = position; i < end; i++) bits[(i % height) * width + Math.floor(i / height)] = 1;
    }
    position = end;
    value ^= 1;
  }
  if (position !== bits.length) {
    throw new RangeError(
      `The RLE covers ${position} pixels; a ${width}x${height} mask has ${bits.length}.`,
    );
  }
  return { bits, width, height };
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
