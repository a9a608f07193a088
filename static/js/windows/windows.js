/**
 * Which parts of a large picture are encoded by themselves: a grid that everybody shares. Mirrors
 * `sam/large/windows.py`, which says why it is as it is; `tests/vectors/windows.json` holds both.
 *
 * @import { Box, Size } from "../stage/geometry.js"
 *
 * @typedef {object} Window a part of a picture, in its pixels; all of it where it is not one of the
 *   grid's
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {(box: Box) => Window | null} Windowing which window shows a part of the picture best; null
 *   for all of the picture
 */

/** A picture has windows if its longer side is more than so many times what the encoder sees. */
const LEAST_SHARE = 1.25;
/** Of what is asked about, by which it should lie inside its window on every side. */
const MARGIN_SHARE = 0.1;
/** Pixels of the picture, of that margin at least. */
const LEAST_MARGIN = 32;
/** Of a window's side, by which the places of a view lie inside the windows encoded for it. */
export const INNER_SHARE = 1 / 8;

/**
 * @param {Size} picture
 * @returns {Window} all of it
 */
export const wholeOf = ({ width, height }) => ({ x: 0, y: 0, width, height });

/**
 * @param {Window} a
 * @param {Window} b
 */
export const sameWindow = (a, b) =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/**
 * @param {Window} window
 * @returns {string} as the server and storage know it
 */
export const windowName = ({ x, y, width, height }) => `${x},${y},${width},${height}`;

/**
 * @param {Window} window
 * @returns {[number, number, number, number]} as records have it
 */
export const windowNumbers = ({ x, y, width, height }) => [x, y, width, height];

/**
 * @param {[number, number, number, number]} numbers
 * @returns {Window}
 */
export const windowOfNumbers = ([x, y, width, height]) => ({ x, y, width, height });

/**
 * @param {Window} window
 * @param {Box} box
 * @returns {boolean} whether the box lies inside
 */
export const holds = ({ x, y, width, height }, box) =>
  x <= box.x0 && y <= box.y0 && box.x1 <= x + width && box.y1 <= y + height;

/**
 * @param {Size} picture
 * @param {number} side of the model frame, pixels
 * @returns {boolean} whether a picture has more to show than the encoder sees
 */
export const needsWindows = ({ width, height }, side) =>
  Math.max(width, height) > LEAST_SHARE * side;

/**
 * @param {Size} picture
 * @param {number} side
 * @returns {number} how many levels of windows it has, 0 where it needs none; the whole is not counted
 */
export function levelsOf(picture, side) {
  let count = 0;
  while (needsWindows(picture, side * 2 ** count)) count++;
  return count;
}

/**
 * The window of a level in whose middle a place lies most nearly.
 *
 * @param {Size} picture
 * @param {number} side
 * @param {number} x image frame
 * @param {number} y
 * @param {number} [level] 0 for native scale
 * @returns {Window}
 */
export function windowAt(picture, side, x, y, level = 0) {
  if (level >= levelsOf(picture, side)) return wholeOf(picture);
  const extent = side * 2 ** level;
  const [width, height] = [Math.min(picture.width, extent), Math.min(picture.height, extent)];
  return {
    x: nearest(startsOf(picture.width, extent), x - width / 2),
    y: nearest(startsOf(picture.height, extent), y - height / 2),
    width,
    height,
  };
}

/**
 * The window to ask about a part of the picture: of the finest level that holds it with some margin,
 * the one in whose middle it lies most nearly.
 *
 * @param {Box} box the box around points, or a box prompt
 * @param {Size} picture
 * @param {number} side
 * @param {Box | null} [view] the part that a person sees; null for native scale
 * @returns {Window} all of the picture where it needs no windows, or where none holds the box
 */
export function windowFor(box, picture, side, view = null) {
  const first = view === null ? 0 : levelForView(view, picture, side);
  for (let level = first; level < levelsOf(picture, side); level++) {
    const [x, y] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
    const window = windowAt(picture, side, x, y, level);
    if (holds(window, withMargin(box, picture))) return window;
  }
  return wholeOf(picture);
}

/**
 * @param {Box} view
 * @param {Size} picture
 * @param {number} side
 * @returns {number} the level whose windows are about as large as what a person sees
 */
export function levelForView({ x0, y0, x1, y1 }, picture, side) {
  const seen = Math.max(x1 - x0, y1 - y0);
  let level = 0;
  while (level < levelsOf(picture, side) && seen > 2 * side * 2 ** level) level++;
  return level;
}

/**
 * @param {Window} window
 * @param {Size} picture
 * @param {number} side
 * @returns {Window | null} that of the next level around its middle; null for the whole picture
 */
export function nextLarger(window, picture, side) {
  if (sameWindow(window, wholeOf(picture))) return null;
  const longest = Math.max(window.width, window.height);
  let level = 0;
  while (level < levelsOf(picture, side) && side * 2 ** level <= longest) level++;
  const [x, y] = [window.x + window.width / 2, window.y + window.height / 2];
  return windowAt(picture, side, x, y, level);
}

/**
 * The fewest windows through which each place of a view is seen with what lies around it.
 *
 * @param {Box} view
 * @param {Size} picture
 * @param {number} side
 * @returns {Window[]} row by row; the whole picture where the view needs none
 */
export function windowsForView(view, picture, side) {
  const level = levelForView(view, picture, side);
  if (level >= levelsOf(picture, side)) return [wholeOf(picture)];
  const extent = side * 2 ** level;
  const [width, height] = [Math.min(picture.width, extent), Math.min(picture.height, extent)];
  const across = startsFor(view.x0, view.x1, picture.width, extent);
  return startsFor(view.y0, view.y1, picture.height, extent).flatMap((y) =>
    across.map((x) => ({ x, y, width, height })),
  );
}

/**
 * A box with the margin that a window should have around it, as far as the picture goes.
 *
 * @param {Box} box
 * @param {Size} picture
 * @returns {Box}
 */
export function withMargin({ x0, y0, x1, y1 }, { width, height }) {
  const across = Math.max(LEAST_MARGIN, MARGIN_SHARE * (x1 - x0));
  const down = Math.max(LEAST_MARGIN, MARGIN_SHARE * (y1 - y0));
  return {
    x0: Math.max(0, x0 - across),
    y0: Math.max(0, y0 - down),
    x1: Math.min(width, x1 + across),
    y1: Math.min(height, y1 + down),
  };
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} length of the picture's side
 * @param {number} extent of the windows
 * @returns {number[]} where those windows begin that are needed from one place to another
 */
function startsFor(low, high, length, extent) {
  const inner = INNER_SHARE * extent;
  const starts = startsOf(length, extent);
  /** @type {number[]} */
  const found = [];
  let place = Math.max(low, 0);
  while (found.length === 0 || place < Math.min(high, length)) {
    const start = starts.findLast((each) => each === 0 || each + inner <= place) ?? 0;
    found.push(start);
    place = start + extent < length ? start + extent - inner : start + extent;
  }
  return found;
}

/**
 * @param {number} length of the picture's side
 * @param {number} extent
 * @returns {number[]} where windows of an extent begin along it
 */
function startsOf(length, extent) {
  if (length <= extent) return [0];
  const count = Math.ceil((length - extent) / (extent / 2));
  return [...Array.from({ length: count }, (_, i) => (i * extent) / 2), length - extent];
}

/**
 * @param {readonly number[]} starts
 * @param {number} wanted
 * @returns {number} the first of those that lie nearest
 */
function nearest(starts, wanted) {
  return starts.reduce((best, start) =>
    Math.abs(start - wanted) < Math.abs(best - wanted) ? start : best,
  );
}
