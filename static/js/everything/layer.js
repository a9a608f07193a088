/**
 * All masks as one picture of pixels: translucent insides with opaque edges, drawn at the size of
 * the stage from the masks' runs, so that they are sharp at any size.
 *
 * @import { Size } from "../geometry.js"
 * @import { Colour } from "./colours.js"
 * @import { FoundMask } from "./found.js"
 *
 * @typedef {object} Patch a mask at the layer's size, cut to its box
 * @property {Uint8Array} cells (height * width) 0 outside, INSIDE, or EDGE
 * @property {number} x of its left column in the layer
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Look
 * @property {Colour} colour
 * @property {"plain" | "chosen" | "hovered"} state
 */

import { firstEndingAfter } from "./found.js";

export const INSIDE = 1;
export const EDGE = 2;

/** Layer pixels an edge is wide. */
const EDGE_WIDTH = 2;

const ALPHA = { plain: 96, chosen: 176, hovered: 150 };
const WHITE = /** @type {Colour} */ ([255, 255, 255]);

/**
 * A mask at the size of a layer. A layer's pixel shows what lies under its centre.
 *
 * @param {FoundMask} mask
 * @param {Size} image
 * @param {Size} layer
 * @returns {Patch}
 */
export function patchOf({ record, runs }, image, layer) {
  const [bx, by, bw, bh] = record.bbox;
  const x = firstAtOrAfter(bx, image.width, layer.width);
  const y = firstAtOrAfter(by, image.height, layer.height);
  const width = firstAtOrAfter(bx + bw + 1, image.width, layer.width) - x;
  const height = firstAtOrAfter(by + bh + 1, image.height, layer.height) - y;
  const cells = new Uint8Array(width * height);
  for (let i = 0; i < width; i++) {
    const column = Math.floor(((2 * (x + i) + 1) * image.width) / (2 * layer.width));
    const top = column * image.height;
    const bottom = top + image.height;
    for (let r = firstEndingAfter(runs, top); r < runs.length && runs[r][0] < bottom; r++) {
      const [start, end] = [Math.max(runs[r][0], top) - top, Math.min(runs[r][1], bottom) - top];
      const from = firstAtOrAfter(start, image.height, layer.height) - y;
      const to = firstAtOrAfter(end, image.height, layer.height) - y;
      for (let j = from; j < to; j++) cells[j * width + i] = INSIDE;
    }
  }
  markEdges(cells, width, height);
  return { cells, x, y, width, height };
}

/**
 * The first of a layer's pixels whose centre lies at or after an edge between the image's. In whole
 * numbers until the last division, so that a centre on the very edge is decided the same always.
 *
 * @param {number} edge 0..image
 * @param {number} image pixels along the axis
 * @param {number} layer pixels along the axis
 */
function firstAtOrAfter(edge, image, layer) {
  return Math.max(0, Math.ceil((2 * layer * edge - image) / (2 * image)));
}

/**
 * Inside cells near an outside one, or near the patch's border, become edges.
 *
 * @param {Uint8Array} cells
 * @param {number} width
 * @param {number} height
 */
function markEdges(cells, width, height) {
  const outside = (/** @type {number} */ i, /** @type {number} */ j) =>
    i < 0 || j < 0 || i >= width || j >= height || cells[j * width + i] === 0;
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width; i++) {
      if (cells[j * width + i] === 0) continue;
      for (let step = 1; step <= EDGE_WIDTH; step++) {
        if (
          outside(i - step, j) ||
          outside(i + step, j) ||
          outside(i, j - step) ||
          outside(i, j + step)
        ) {
          cells[j * width + i] = EDGE;
          break;
        }
      }
    }
  }
}

/**
 * Lays patches over each other, the first lowest.
 *
 * @param {Uint32Array} pixels (layer.height * layer.width) RGBA, changed in place
 * @param {Size} layer
 * @param {readonly { patch: Patch, look: Look }[]} patches
 */
export function layPatches(pixels, layer, patches) {
  for (const { patch, look } of patches) {
    const inside = rgba(look.colour, ALPHA[look.state]);
    const edge = rgba(look.state === "plain" ? look.colour : WHITE, 255);
    for (let j = 0; j < patch.height; j++) {
      const from = j * patch.width;
      const to = (patch.y + j) * layer.width + patch.x;
      for (let i = 0; i < patch.width; i++) {
        const cell = patch.cells[from + i];
        if (cell !== 0) pixels[to + i] = cell === EDGE ? edge : inside;
      }
    }
  }
}

/**
 * One pixel as the platform stores it.
 *
 * @param {Colour} colour
 * @param {number} alpha
 */
function rgba(colour, alpha) {
  return new Uint32Array(Uint8Array.of(...colour, alpha).buffer)[0];
}
