/**
 * Where the cells of a grid are that is far longer than what can be seen of it: only those near the
 * window are made. Lengths are CSS pixels.
 *
 * @typedef {object} Measures
 * @property {number} width of the grid
 * @property {number} least width of a cell
 * @property {number} gap between cells
 * @property {number} caption height of a cell's text
 *
 * @typedef {object} Layout
 * @property {number} columns
 * @property {number} cell width of a cell
 * @property {number} row height of a row, with the gap behind it
 */

/** A picture's place in its cell: width by height. */
const SHAPE = 4 / 3;
/** Rows that are made beyond either end of the window. */
const BEYOND = 2;

/**
 * @param {Measures} measures
 * @returns {Layout}
 */
export function layoutOf({ width, least, gap, caption }) {
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)));
  const cell = Math.max(0, (width - gap * (columns - 1)) / columns);
  return { columns, cell, row: cell / SHAPE + caption + gap };
}

/**
 * @param {Layout} layout
 * @param {number} total cells
 * @returns {number} height of the grid
 */
export function heightOf({ columns, row }, total) {
  return Math.ceil(total / columns) * row;
}

/**
 * @param {Layout} layout
 * @param {number} total cells
 * @param {{ top: number, bottom: number }} window from the grid's upper end
 * @returns {{ first: number, end: number }} cells to be made; end is the one behind the last
 */
export function cellsIn({ columns, row }, total, { top, bottom }) {
  if (row <= 0 || bottom <= top) return { first: 0, end: 0 };
  const first = Math.max(0, Math.floor(top / row) - BEYOND) * columns;
  const end = (Math.ceil(bottom / row) + BEYOND) * columns;
  return { first: Math.min(first, total), end: Math.max(0, Math.min(end, total)) };
}

/**
 * @param {Layout} layout
 * @param {number} gap
 * @param {number} index of a cell
 * @returns {{ left: number, top: number }}
 */
export function placeOf({ columns, cell, row }, gap, index) {
  return { left: (index % columns) * (cell + gap), top: Math.floor(index / columns) * row };
}
