/**
 * The list of objects as lines: sought, in order, and by class where it is grouped. Pure.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { ObjectClass } from "../classes/classes.js"
 * @import { Listing } from "../shell/state.js"
 *
 * @typedef {{ readonly kind: "object", readonly key: string, readonly record: Annotation }
 *   | { readonly kind: "group", readonly key: string, readonly label: string, readonly ids: readonly string[] }} Line
 */

import { shapeOf } from "./objects.js";

/** What comes first in each order. @type {Record<Listing["sort"], ((a: Annotation, b: Annotation) => number) | null>} */
const ORDERS = {
  front: null,
  time: (a, b) => (a.created < b.created ? 1 : a.created > b.created ? -1 : 0),
  size: (a, b) => shapeOf(b).record.area - shapeOf(a).record.area,
  // Those that nobody has judged are made by hand, and come last.
  iou: (a, b) => (a.predicted_iou ?? 2) - (b.predicted_iou ?? 2),
};

/**
 * @param {readonly Annotation[]} records the one in front first
 * @param {Listing} listing
 * @param {readonly ObjectClass[]} classes whose order groups have
 * @returns {Line[]} objects, with a line before each group
 */
export function linesOf(records, { sort, grouped, search }, classes) {
  const wanted = search.trim().toLowerCase();
  const found =
    wanted === ""
      ? records
      : records.filter(({ name, label }) => `${name}\n${label}`.toLowerCase().includes(wanted));
  const order = ORDERS[sort];
  const sorted = order === null ? found : found.toSorted(order);
  if (!grouped) return sorted.map(line);
  const groups = new Map([...classes.map(({ name }) => name), ""].map((label) => [label, []]));
  /** @type {Map<string, Annotation[]>} */
  const all = groups;
  for (const record of sorted) {
    const group = all.get(record.label);
    if (group) group.push(record);
    else all.set(record.label, [record]);
  }
  return [...all].flatMap(([label, members]) =>
    members.length === 0
      ? []
      : [
          {
            kind: /** @type {const} */ ("group"),
            key: `group ${label}`,
            label,
            ids: members.map(({ id }) => id),
          },
          ...members.map(line),
        ],
  );
}

/** @param {Annotation} record @returns {Line} */
const line = (record) => ({ kind: "object", key: record.id, record });

/**
 * Which lines have to be there, so that a window of the list is full and a little beyond it.
 *
 * @param {number} scrolled CSS pixels above the window
 * @param {number} height of the window
 * @param {number} line a line's height
 * @param {number} count of lines
 * @returns {[first: number, end: number]}
 */
export function linesSeen(scrolled, height, line, count) {
  const beyond = 4;
  const first = Math.floor(scrolled / line) - beyond;
  const end = Math.ceil((scrolled + height) / line) + beyond;
  const low = Math.min(Math.max(first, 0), count);
  return [low, Math.min(Math.max(end, low), count)];
}
