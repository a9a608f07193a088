/**
 * Classes: the kinds that objects are sorted into, in the order of their digits. The list is the
 * page's; an annotation names its class in `label`.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 *
 * @typedef {object} ObjectClass
 * @property {string} name never empty; no two have the same
 * @property {number} colour index in COLOURS
 */

import { COLOURS } from "../everything/colours.js";

/** Classes that a digit reaches. */
export const DIGITS = 9;

/**
 * @param {readonly ObjectClass[]} classes
 * @param {readonly string[]} names empty ones are of no class
 * @returns {readonly ObjectClass[]} with a class for each name, new ones at the end in the colour
 *   that the least of those before have; the same list where none is missing
 */
export function withNames(classes, names) {
  const known = new Set(classes.map(({ name }) => name));
  const missing = [...new Set(names)].filter((name) => name !== "" && !known.has(name));
  if (missing.length === 0) return classes;
  const next = [...classes];
  for (const name of missing) next.push({ name, colour: leastUsed(next) });
  return next;
}

/** @param {readonly ObjectClass[]} classes */
function leastUsed(classes) {
  const taken = COLOURS.map(() => 0);
  for (const { colour } of classes) taken[colour]++;
  return taken.indexOf(Math.min(...taken));
}

/**
 * The class that a digit stands for.
 *
 * @param {readonly ObjectClass[]} classes
 * @param {number} digit 1 to 9
 * @returns {ObjectClass | null}
 */
export const classOfDigit = (classes, digit) => classes[digit - 1] ?? null;

/**
 * How many objects have each label.
 *
 * @param {readonly OpenImage[]} images
 * @returns {Map<string, number>}
 */
export function countsOf(images) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { document } of images) {
    for (const { record } of document.annotations) {
      counts.set(record.label, (counts.get(record.label) ?? 0) + 1);
    }
  }
  return counts;
}

/**
 * The colour of an object: its class's, or its own where it has none, or where each object has one
 * of its own.
 *
 * @param {{ look: { colourBy: "class" | "object" }, classes: readonly ObjectClass[] }} state
 * @returns {(record: Annotation, own: number) => number} index in COLOURS
 */
export function colouring({ look, classes }) {
  if (look.colourBy === "object") return (_, own) => own;
  const colours = new Map(classes.map(({ name, colour }) => [name, colour]));
  return ({ label }, own) => colours.get(label) ?? own;
}

/**
 * @param {number} colour index in COLOURS
 * @returns {string} as CSS has it
 */
export const cssColour = (colour) => `rgb(${COLOURS[colour].join(" ")})`;
