/**
 * What a click's four masks look like, in a few numbers each: what a memory learns from.
 *
 * Computed from the decoder's own low-resolution logits, beside them in the worker. All four masks
 * are looked at together: a cell holds a bit for each, and only where neighbours differ there is
 * more to do. Mirrors `sam/ranking/features.py`, which says what each feature is; both are held
 * together by `tests/vectors/ranking.json`.
 *
 * @import { Frame, ModelPoint } from "../stage/geometry.js"
 *
 * @typedef {Float64Array<ArrayBuffer>} Rows (4, 17) row-major: a row for each mask token, a column for each
 *   of `FEATURES`
 */

import { MASK_TOKENS } from "../prompting/prompts.js";

/** Names of the columns, in their order. */
export const FEATURES = Object.freeze([
  "token 0",
  "token 1",
  "token 2",
  "token 3",
  "predicted IoU",
  "stability",
  "area",
  "IoU with token 0",
  "IoU with token 1",
  "IoU with token 2",
  "IoU with token 3",
  "clicked region",
  "compactness",
  "border",
  "uncertainty",
  "logit at the click",
  "steepness",
]);

export const PREDICTED_IOU = FEATURES.indexOf("predicted IoU");

/** By how much the threshold is moved for the stability score. */
const OFFSET = 1;
/** Pixels of the model frame to one logit, along each axis. */
const CELL = 4;
/** Tokens of a cell's bits. */
const TOKENS = [...Array(MASK_TOKENS).keys()];

/**
 * @param {Float32Array} logits (4, S, S)
 * @param {ArrayLike<number>} iouPredictions (4,)
 * @param {ModelPoint} point the click
 * @param {Frame} frame
 * @param {number} threshold logits above it are inside
 * @returns {Rows}
 */
export function featuresOf(logits, iouPredictions, point, frame, threshold) {
  const side = frame.imageSize / CELL;
  const columns = Math.min(Math.ceil(frame.inputWidth / CELL), side);
  const rows = Math.min(Math.ceil(frame.inputHeight / CELL), side);
  const grid = { logits, side, columns, rows, threshold };
  const { bits, shared, low, high } = countBits(grid);
  const { perimeters, border, edges } = traceBoundaries(grid, bits);
  const search = { seen: new Uint8Array(bits.length), waiting: new Int32Array(bits.length) };
  const x = cellAt(point.x, columns);
  const y = cellAt(point.y, rows);
  const features = new Float64Array(MASK_TOKENS * FEATURES.length);
  for (const token of TOKENS) {
    const area = shared[token * MASK_TOKENS + token];
    const row = [
      ...TOKENS.map((other) => Number(other === token)),
      iouPredictions[token],
      low[token] > 0 ? high[token] / low[token] : 0,
      Math.log10(Math.max(area, 1) / (columns * rows)),
      ...TOKENS.map((other) => {
        const both = shared[token * MASK_TOKENS + other];
        const union = area + shared[other * MASK_TOKENS + other] - both;
        return union > 0 ? both / union : 1;
      }),
      ...(area === 0
        ? [0, 0, 0]
        : [
            regionArea(grid, bits, token, x, y, search) / area,
            Math.min(1, (4 * Math.PI * area) / ((perimeters[token] * Math.PI) / 4) ** 2),
            border[token] / (2 * (columns + rows)),
          ]),
      ...logitsAlong(grid, edges, token, area, x, y),
    ];
    features.set(row, token * FEATURES.length);
  }
  return features;
}

/**
 * @typedef {object} Grid
 * @property {Float32Array} logits
 * @property {number} side of the square of logits
 * @property {number} columns of it that are picture
 * @property {number} rows
 * @property {number} threshold
 */

/** @param {number} at model frame @param {number} cells */
const cellAt = (at, cells) => Math.min(Math.max(Math.floor(at / CELL), 0), cells - 1);

/**
 * @param {Grid} grid
 * @returns {{ bits: Uint8Array, shared: Float64Array, low: Float64Array, high: Float64Array }} a bit a
 *   token for each cell of the picture; cells that two masks share (4, 4); cells above the threshold
 *   when it is lower, and higher (4,)
 */
function countBits({ logits, side, columns, rows, threshold }) {
  const bits = new Uint8Array(columns * rows);
  const counts = new Float64Array(1 << MASK_TOKENS);
  const low = new Float64Array(MASK_TOKENS);
  const high = new Float64Array(MASK_TOKENS);
  for (const token of TOKENS) {
    let above = 0;
    let far = 0;
    for (let y = 0; y < rows; y++) {
      const from = (token * side + y) * side;
      const to = y * columns;
      for (let x = 0; x < columns; x++) {
        const over = logits[from + x] - threshold;
        if (over > -OFFSET) {
          above++;
          if (over > 0) bits[to + x] |= 1 << token;
          if (over > OFFSET) far++;
        }
      }
    }
    low[token] = above;
    high[token] = far;
  }
  for (let i = 0; i < bits.length; i++) counts[bits[i]]++;
  const shared = new Float64Array(MASK_TOKENS * MASK_TOKENS);
  for (const a of TOKENS) {
    for (const b of TOKENS) {
      const both = (1 << a) | (1 << b);
      counts.forEach((count, code) => {
        if ((code & both) === both) shared[a * MASK_TOKENS + b] += count;
      });
    }
  }
  return { bits, shared, low, high };
}

/**
 * @param {Grid} grid
 * @param {Uint8Array} bits
 * @returns {{ perimeters: Float64Array, border: Float64Array, edges: [cell: number, tokens: number][] }}
 *   sides of cells between inside and outside, those at the picture's border among them (4,); cells at
 *   the border, corners twice (4,); the cells that have a side to the outside within the picture, with
 *   a bit for each token of which they do
 */
function traceBoundaries({ columns, rows }, bits) {
  const perimeters = new Float64Array(MASK_TOKENS);
  const border = new Float64Array(MASK_TOKENS);
  const inner = new Uint8Array(bits.length);
  const count = (/** @type {Float64Array} */ counts, /** @type {number} */ tokens) => {
    for (const token of TOKENS) counts[token] += (tokens >> token) & 1;
  };
  const meet = (/** @type {number} */ a, /** @type {number} */ b) => {
    const differ = bits[a] ^ bits[b];
    count(perimeters, differ);
    inner[a] |= bits[a] & differ;
    inner[b] |= bits[b] & differ;
  };
  for (let y = 0; y < rows; y++) {
    const line = y * columns;
    for (let x = 0; x < columns; x++) {
      const cell = line + x;
      if (x + 1 < columns && bits[cell] !== bits[cell + 1]) meet(cell, cell + 1);
      if (y + 1 < rows && bits[cell] !== bits[cell + columns]) meet(cell, cell + columns);
    }
    count(border, bits[line]);
    count(border, bits[line + columns - 1]);
  }
  for (let x = 0; x < columns; x++) {
    count(border, bits[x]);
    count(border, bits[(rows - 1) * columns + x]);
  }
  /** @type {[number, number][]} */
  const edges = [];
  for (let i = 0; i < inner.length; i++) if (inner[i] !== 0) edges.push([i, inner[i]]);
  return { perimeters: perimeters.map((sum, token) => sum + border[token]), border, edges };
}

/**
 * @param {Grid} grid
 * @param {Uint8Array} bits
 * @param {number} token
 * @param {number} x
 * @param {number} y
 * @param {{ seen: Uint8Array, waiting: Int32Array }} search room for it: a bit a token for each cell
 * @returns {number} cells of the mask that hang together with this one by their sides
 */
function regionArea({ columns }, bits, token, x, y, { seen, waiting }) {
  const bit = 1 << token;
  const first = y * columns + x;
  if ((bits[first] & bit) === 0) return 0;
  waiting[0] = first;
  seen[first] |= bit;
  let end = 1;
  for (let next = 0; next < end; next++) {
    const cell = waiting[next];
    const column = cell % columns;
    if (column > 0) end = reach(cell - 1, end);
    if (column + 1 < columns) end = reach(cell + 1, end);
    if (cell >= columns) end = reach(cell - columns, end);
    if (cell + columns < bits.length) end = reach(cell + columns, end);
  }
  return end;

  /** @param {number} cell @param {number} at */
  function reach(cell, at) {
    if ((seen[cell] & bit) !== 0 || (bits[cell] & bit) === 0) return at;
    seen[cell] |= bit;
    waiting[at] = cell;
    return at + 1;
  }
}

/**
 * @param {Grid} grid
 * @param {readonly [cell: number, tokens: number][]} edges
 * @param {number} token
 * @param {number} area of its mask
 * @param {number} x of the click
 * @param {number} y
 * @returns {[uncertainty: number, atClick: number, steepness: number]}
 */
function logitsAlong({ logits, side, columns, threshold }, edges, token, area, x, y) {
  const overAt = (/** @type {number} */ column, /** @type {number} */ row) =>
    logits[(token * side + row) * side + column] - threshold;
  const atClick = Math.min(Math.max(overAt(x, y), -20), 20) / 10;
  if (area === 0) return [1, atClick, 0];
  let cells = 0;
  let uncertainty = 0;
  let steepness = 0;
  for (const [cell, tokens] of edges) {
    if (((tokens >> token) & 1) === 0) continue;
    const over = overAt(cell % columns, Math.floor(cell / columns));
    cells++;
    uncertainty += entropy(over);
    steepness += over;
  }
  // A mask of the whole picture has no boundary.
  if (cells === 0) return [0, atClick, 2];
  return [uncertainty / cells, atClick, Math.min(steepness / cells, 10) / 5];
}

/** @param {number} logit of a probability @returns {number} its entropy, bits */
function entropy(logit) {
  const magnitude = Math.min(Math.abs(logit), 30);
  const tail = Math.exp(-magnitude);
  return (Math.log1p(tail) + (magnitude * tail) / (1 + tail)) / Math.LN2;
}
