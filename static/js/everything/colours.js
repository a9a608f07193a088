/**
 * Colours for masks, such that neighbours differ.
 *
 * @import { FoundMask } from "./found.js"
 *
 * @typedef {readonly [number, number, number]} Colour red, green, blue, 0..255
 */

/**
 * Okabe and Ito's colours, which people with any kind of colour vision tell apart, and a violet; no
 * black, which would not show on shadows.
 *
 * @type {readonly Colour[]}
 */
export const COLOURS = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [204, 121, 167],
  [213, 94, 0],
  [0, 114, 178],
  [152, 100, 220],
];

/** Pixels between two boxes that still count as touching. */
const GAP = 2;

/**
 * Each mask takes the colour that its id stands for, unless a mask found earlier that may touch it
 * has that; then the one that the least of those earlier ones have. So the colour of a mask does
 * not change when further ones are found.
 *
 * @param {readonly FoundMask[]} masks
 * @returns {Map<number, Colour>} by id
 */
export function colourMasks(masks) {
  /** @type {{ mask: FoundMask, colour: number }[]} */
  const coloured = [];
  for (const mask of [...masks].sort((a, b) => a.id - b.id)) {
    const taken = COLOURS.map(() => 0);
    for (const other of coloured) {
      if (touch(mask, other.mask)) taken[other.colour]++;
    }
    let colour = mask.id % COLOURS.length;
    if (taken[colour] > 0) colour = taken.indexOf(Math.min(...taken));
    coloured.push({ mask, colour });
  }
  return new Map(coloured.map(({ mask, colour }) => [mask.id, COLOURS[colour]]));
}

/**
 * @param {FoundMask} a
 * @param {FoundMask} b
 */
function touch({ record: { bbox: a } }, { record: { bbox: b } }) {
  return (
    a[0] <= b[0] + b[2] + GAP &&
    b[0] <= a[0] + a[2] + GAP &&
    a[1] <= b[1] + b[3] + GAP &&
    b[1] <= a[1] + a[3] + GAP
  );
}
