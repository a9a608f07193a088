/**
 * Corrections: what a hand does to a mask after the model. They are applied in the order made, over
 * whatever mask the prompt has, at any size: a pixel belongs to a stroke if its centre lies in it.
 *
 * @import { Part, Size } from "../stage/geometry.js"
 * @import { BrushStroke, PixelStroke, PolygonStroke } from "../formats/annotation.js"
 *
 * @typedef {BrushStroke | PolygonStroke | PixelStroke} Correction in the image frame
 *
 * @typedef {(row: number, from: number, to: number) => void} Fill inks a row's pixels from a place up
 *   to another, both in the part's pixels and with fractions; a pixel is inked by its centre
 */

import { boxOf } from "../stage/geometry.js";
import { firstEndingAfter, insideRuns } from "./rle.js";

/**
 * @param {Uint8Array} bits (height * width) of the part's box, changed in place
 * @param {Part} part
 * @param {Size} image
 * @param {readonly Correction[]} corrections
 */
export function applyCorrections(bits, part, image, corrections) {
  const box = boxOf(part);
  const width = box.x1 - box.x0;
  const height = box.y1 - box.y0;
  for (const correction of corrections) {
    const value = correction.add ? 1 : 0;
    if (correction.type === "pixels") {
      inkPixels(correction, bits, part, image, value);
      continue;
    }
    /** @type {Fill} */
    const fill = (row, from, to) => {
      if (row < 0 || row >= height) return;
      const start = Math.max(Math.ceil(from - 0.5), 0);
      const end = Math.min(Math.ceil(to - 0.5), width);
      if (start < end) bits.fill(value, row * width + start, row * width + end);
    };
    const scale = { x: part.width / image.width, y: part.height / image.height };
    const points = correction.points.map(([x, y]) => ({
      x: x * scale.x - box.x0,
      y: y * scale.y - box.y0,
    }));
    if (correction.type === "polygon") inkPolygon(points, height, fill);
    else inkBrush(points, correction.radius * scale.x, correction.radius * scale.y, height, fill);
  }
}

/**
 * A round brush along a line: a disc at each point and a band between each two.
 *
 * @param {readonly { x: number, y: number }[]} points
 * @param {number} across radius in the part's pixels
 * @param {number} down the same, as rows count
 * @param {number} height of the part
 * @param {Fill} fill
 */
function inkBrush(points, across, down, height, fill) {
  points.forEach((point, i) => {
    inkDisc(point, across, down, height, fill);
    const next = points[i + 1];
    if (next !== undefined) inkBand(point, next, across, down, height, fill);
  });
}

/**
 * @param {{ x: number, y: number }} centre
 * @param {number} across
 * @param {number} down
 * @param {number} height
 * @param {Fill} fill
 */
function inkDisc({ x, y }, across, down, height, fill) {
  const last = Math.min(Math.floor(y + down), height - 1);
  for (let row = Math.max(Math.floor(y - down), 0); row <= last; row++) {
    const away = (row + 0.5 - y) / down;
    if (Math.abs(away) > 1) continue;
    const half = across * Math.sqrt(1 - away * away);
    fill(row, x - half, x + half);
  }
}

/**
 * The rectangle whose middle line leads from one disc's centre to the next.
 *
 * @param {{ x: number, y: number }} a
 * @param {{ x: number, y: number }} b
 * @param {number} across
 * @param {number} down
 * @param {number} height
 * @param {Fill} fill
 */
function inkBand(a, b, across, down, height, fill) {
  // Where an image's rows and columns are drawn at slightly different scales, it is in round numbers
  // of radii that the band is as wide as the disc.
  const along = { x: (b.x - a.x) / across, y: (b.y - a.y) / down };
  const length = Math.hypot(along.x, along.y);
  if (length === 0) return;
  const side = { x: (-along.y / length) * across, y: (along.x / length) * down };
  const corners = [
    { x: a.x + side.x, y: a.y + side.y },
    { x: b.x + side.x, y: b.y + side.y },
    { x: b.x - side.x, y: b.y - side.y },
    { x: a.x - side.x, y: a.y - side.y },
  ];
  inkPolygon(corners, height, fill);
}

/**
 * The inside of a closed line, by the even-odd rule.
 *
 * @param {readonly { x: number, y: number }[]} points
 * @param {number} height of the part
 * @param {Fill} fill
 */
function inkPolygon(points, height, fill) {
  const rows = points.map(({ y }) => y);
  const last = Math.min(Math.floor(Math.max(...rows)), height - 1);
  for (let row = Math.max(Math.floor(Math.min(...rows)), 0); row <= last; row++) {
    const y = row + 0.5;
    /** @type {number[]} */
    const crossings = [];
    points.forEach((a, i) => {
      const b = points[(i + 1) % points.length];
      if (a.y <= y !== b.y <= y) crossings.push(a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y));
    });
    crossings.sort((p, q) => p - q);
    for (let i = 0; i + 1 < crossings.length; i += 2) fill(row, crossings[i], crossings[i + 1]);
  }
}

/** @type {WeakMap<PixelStroke, [number, number][]>} */
const expanded = new WeakMap();

/**
 * @param {PixelStroke} stroke
 * @param {Uint8Array} bits
 * @param {Part} part
 * @param {Size} image
 * @param {number} value
 */
function inkPixels(stroke, bits, part, image, value) {
  const runs = expanded.get(stroke) ?? insideRuns(stroke.segmentation);
  expanded.set(stroke, runs);
  const { x0, y0, x1, y1 } = boxOf(part);
  const width = x1 - x0;
  const column = (/** @type {number} */ x) => Math.floor(((x + 0.5) * image.width) / part.width);
  const row = (/** @type {number} */ pixel) =>
    Math.ceil((pixel * part.height) / image.height - 0.5);
  for (let x = x0; x < x1; x++) {
    const top = column(x) * image.height;
    const bottom = top + image.height;
    for (let r = firstEndingAfter(runs, top); r < runs.length && runs[r][0] < bottom; r++) {
      const from = Math.max(row(Math.max(runs[r][0], top) - top), y0);
      const to = Math.min(row(Math.min(runs[r][1], bottom) - top), y1);
      for (let y = from; y < to; y++) bits[(y - y0) * width + x - x0] = value;
    }
  }
}
