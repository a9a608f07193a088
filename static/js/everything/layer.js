/**
 * All masks as one picture of pixels: translucent insides with opaque edges, drawn at the size of
 * the stage from the masks' runs, so that they are sharp at any size.
 *
 * @import { Box, Part, Size } from "../stage/geometry.js"
 * @import { Colour } from "./colours.js"
 * @import { FoundMask } from "./found.js"
 *
 * @typedef {object} Patch a mask at the layer's size, cut to its box
 * @property {Uint8Array} cells (height * width) 0 outside, INSIDE, or EDGE
 * @property {number} x of its left column in the layer's box; may lie before it
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Look
 * @property {Colour} colour
 * @property {"plain" | "chosen" | "hovered" | "suggested" | "below" | "picked"} state the last three are
 *   suggestions, which are hatched and have broken edges: above the line, below it, and the one that
 *   keys are about
 */

import { firstEndingAfter } from "../masks/rle.js";
import { boxOf } from "../stage/geometry.js";

export const INSIDE = 1;
export const EDGE = 2;

/** Layer pixels an edge is wide, and outside cells around a patch, so that no edge needs to look for
 * where the patch ends. */
const EDGE_WIDTH = 2;

/** Opacity of insides, relative to that of plain ones. */
const ALPHA = { plain: 1, chosen: 1.8, hovered: 1.4, suggested: 1.6, below: 0, picked: 2.2 };
/** Layer pixels of a stripe of a suggestion, and of the gap between two; the same along its edge. */
const STRIPE = 4;
const PLAIN = { opacity: 96 / 255, outline: true };
const WHITE = /** @type {Colour} */ ([255, 255, 255]);

/**
 * A mask at the size of a layer. A layer's pixel shows what lies under its centre.
 *
 * @param {FoundMask} mask
 * @param {Size} image
 * @param {Part} layer
 * @returns {Patch} cut to the layer's box, with a little around it, so that where the mask is cut is
 *   no edge to be seen
 */
export function patchOf({ record, runs }, image, layer) {
  const [bx, by, bw, bh] = record.bbox;
  const box = boxOf(layer);
  const left = Math.max(firstAtOrAfter(bx, image.width, layer.width), box.x0 - EDGE_WIDTH);
  const top = Math.max(firstAtOrAfter(by, image.height, layer.height), box.y0 - EDGE_WIDTH);
  const right = Math.min(
    firstAtOrAfter(bx + bw + 1, image.width, layer.width),
    box.x1 + EDGE_WIDTH,
  );
  const bottom = Math.min(
    firstAtOrAfter(by + bh + 1, image.height, layer.height),
    box.y1 + EDGE_WIDTH,
  );
  if (left >= right || top >= bottom) {
    return { cells: new Uint8Array(0), x: 0, y: 0, width: 0, height: 0 };
  }
  const width = right - left + 2 * EDGE_WIDTH;
  const height = bottom - top + 2 * EDGE_WIDTH;
  const cells = new Uint8Array(width * height);
  for (let i = left; i < right; i++) {
    const column = Math.floor(((2 * i + 1) * image.width) / (2 * layer.width));
    const first = column * image.height;
    const end = first + image.height;
    for (let r = firstEndingAfter(runs, first); r < runs.length && runs[r][0] < end; r++) {
      const [start, stop] = [
        Math.max(runs[r][0], first) - first,
        Math.min(runs[r][1], end) - first,
      ];
      const from = Math.max(firstAtOrAfter(start, image.height, layer.height), top);
      const to = Math.min(firstAtOrAfter(stop, image.height, layer.height), bottom);
      const at = (from - top + EDGE_WIDTH) * width + i - left + EDGE_WIDTH;
      for (let j = from, cell = at; j < to; j++, cell += width) cells[cell] = INSIDE;
    }
  }
  markEdges(cells, width, height);
  return { cells, x: left - box.x0 - EDGE_WIDTH, y: top - box.y0 - EDGE_WIDTH, width, height };
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
 * Inside cells near an outside one become edges. What reaches the patch's border is cut there: the
 * EDGE_WIDTH cells along it are outside.
 *
 * @param {Uint8Array} cells
 * @param {number} width
 * @param {number} height
 */
function markEdges(cells, width, height) {
  const [up, far] = [width, 2 * width];
  for (let j = EDGE_WIDTH; j < height - EDGE_WIDTH; j++) {
    for (let at = j * width + EDGE_WIDTH, end = at + width - 2 * EDGE_WIDTH; at < end; at++) {
      if (cells[at] === 0) continue;
      const amid =
        cells[at - 1] !== 0 &&
        cells[at + 1] !== 0 &&
        cells[at - up] !== 0 &&
        cells[at + up] !== 0 &&
        cells[at - 2] !== 0 &&
        cells[at + 2] !== 0 &&
        cells[at - far] !== 0 &&
        cells[at + far] !== 0;
      if (!amid) cells[at] = EDGE;
    }
  }
}

/**
 * Lays patches over each other, the first lowest.
 *
 * @param {Uint32Array} pixels (size.height * size.width) RGBA, changed in place
 * @param {Size} size of the layer's box
 * @param {readonly { patch: Patch, look: Look }[]} patches
 * @param {{ opacity: number, outline: boolean }} [style] opacity of plain insides; whether edges differ
 *   from them
 * @param {Box} [clip] nothing outside it is changed; all, if it is not given
 */
export function layPatches(
  pixels,
  size,
  patches,
  { opacity, outline } = PLAIN,
  clip = whole(size),
) {
  for (const { patch, look } of patches) {
    const left = Math.max(clip.x0 - patch.x, 0);
    const right = Math.min(patch.width, clip.x1 - patch.x);
    const top = Math.max(clip.y0 - patch.y, 0);
    const bottom = Math.min(patch.height, clip.y1 - patch.y);
    if (left >= right || top >= bottom) continue;
    const alpha = Math.min(255, Math.round(255 * opacity * ALPHA[look.state]));
    const inside = alpha === 0 ? 0 : rgba(look.colour, alpha);
    const hatched = HATCHED.has(look.state);
    const own = look.state === "plain" || (hatched && look.state !== "picked");
    const edge = outline || hatched ? rgba(own ? look.colour : WHITE, 255) : inside;
    for (let j = top; j < bottom; j++) {
      const from = j * patch.width;
      const to = (patch.y + j) * size.width + patch.x;
      for (let i = left; i < right; i++) {
        const cell = patch.cells[from + i];
        if (cell === 0 || (hatched && gap(patch.x + i, patch.y + j, cell))) continue;
        if (cell !== EDGE && inside === 0) continue;
        pixels[to + i] = cell === EDGE ? edge : inside;
      }
    }
  }
}

/** Looks of suggestions. @type {ReadonlySet<Look["state"]>} */
const HATCHED = new Set(["suggested", "below", "picked"]);

/**
 * @param {number} x in the layer's box
 * @param {number} y
 * @param {number} cell INSIDE or EDGE
 * @returns {boolean} whether a hatched mask leaves this pixel as it is
 */
const gap = (x, y, cell) => (x + y) % (STRIPE * 2) >= (cell === EDGE ? STRIPE + 2 : STRIPE / 2);

/** @param {Size} size @returns {Box} */
const whole = ({ width, height }) => ({ x0: 0, y0: 0, x1: width, y1: height });

/**
 * Where two pictures of patches differ.
 *
 * @param {readonly { patch: Patch, look: Look }[]} before
 * @param {readonly { patch: Patch, look: Look }[]} after
 * @param {Size} size of the layer's box
 * @returns {Box | null} that holds all of it; null where nothing differs
 */
export function changedBox(before, after, size) {
  const looks = new Map(before.map(({ patch, look }) => [patch, look]));
  const kept = after.filter(({ patch, look }) => sameLook(looks.get(patch), look));
  const stay = new Set(kept.map(({ patch }) => patch));
  const order = before.filter(({ patch }) => stay.has(patch));
  // Those that lie over each other otherwise may have changed anywhere.
  if (order.some(({ patch }, i) => patch !== kept[i].patch)) return whole(size);
  const changed = [...before, ...after].filter(
    ({ patch }) => patch.cells.length > 0 && !stay.has(patch),
  );
  if (changed.length === 0) return null;
  const boxes = changed.map(({ patch: { x, y, width, height } }) => [x, y, x + width, y + height]);
  const along = (/** @type {number} */ side) => boxes.map((box) => box[side]);
  return {
    x0: Math.max(0, Math.min(...along(0))),
    y0: Math.max(0, Math.min(...along(1))),
    x1: Math.min(size.width, Math.max(...along(2))),
    y1: Math.min(size.height, Math.max(...along(3))),
  };
}

/** @param {Look | undefined} a @param {Look} b */
const sameLook = (a, b) => a !== undefined && a.colour === b.colour && a.state === b.state;

/**
 * One pixel as the platform stores it.
 *
 * @param {Colour} colour
 * @param {number} alpha
 */
function rgba(colour, alpha) {
  return new Uint32Array(Uint8Array.of(...colour, alpha).buffer)[0];
}
