/**
 * Tiles of a large picture: what is seen of it is fetched by level and drawn over an overview, so that
 * the page never holds all of its pixels. Mirrors `sam/large/tiles.py`; `tests/vectors/tiles.json`
 * holds both.
 *
 * @import { Box, Size } from "../stage/geometry.js"
 *
 * @typedef {object} Tile
 * @property {number} level 0 for native scale, one more for half of it, and so on
 * @property {number} x column among the level's
 * @property {number} y row
 *
 * @typedef {Tile & { readonly bitmap: ImageBitmap }} DrawnTile
 */

/** Pixels of a tile's side. */
export const SIDE = 512;

/** Pixels of a picture that is held whole: 160 MB, and a third of it in smaller copies. */
const MOST_WHOLE = 40e6;

/** Longest side of the overview that a larger one is drawn from until its tiles are there. */
export const OVERVIEW_SIDE = 2000;

/**
 * @param {Size} picture
 * @returns {boolean} whether it is drawn from an overview and tiles
 */
export const isLarge = ({ width, height }) => width * height > MOST_WHOLE;

/**
 * @param {Size} picture
 * @returns {number} the level of which one tile is all of the picture
 */
export function lastLevel({ width, height }) {
  return Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / SIDE)));
}

/**
 * @param {Size} picture
 * @param {number} scale pixels drawn for each of the picture's
 * @returns {number} the coarsest level that has as many pixels
 */
export function levelFor(picture, scale) {
  const level = Math.floor(Math.log2(1 / scale) + 1e-6);
  return Math.min(Math.max(level, 0), lastLevel(picture));
}

/**
 * @param {Size} picture
 * @param {number} level
 * @param {Box} box in the picture's pixels
 * @returns {Tile[]} those that show it, row by row
 */
export function tilesFor(picture, level, { x0, y0, x1, y1 }) {
  const step = SIDE * 2 ** level;
  const along = (
    /** @type {number} */ from,
    /** @type {number} */ to,
    /** @type {number} */ side,
  ) => {
    const first = Math.floor(Math.max(from, 0) / step);
    const end = Math.ceil(Math.min(to, side) / step);
    return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  };
  const columns = along(x0, x1, picture.width);
  return along(y0, y1, picture.height).flatMap((y) => columns.map((x) => ({ level, x, y })));
}

/**
 * @param {Tile} tile
 * @param {Size} picture
 * @returns {Box} what it shows, in the picture's pixels
 */
export function tileBox({ level, x, y }, { width, height }) {
  const step = SIDE * 2 ** level;
  return {
    x0: x * step,
    y0: y * step,
    x1: Math.min((x + 1) * step, width),
    y1: Math.min((y + 1) * step, height),
  };
}

/**
 * @param {Tile} tile
 * @returns {string} its address among a picture's
 */
export const tileName = ({ level, x, y }) => `${level}/${x}/${y}`;
