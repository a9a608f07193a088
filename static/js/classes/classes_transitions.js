/**
 * Transitions of the list of classes. What they change on objects is a step of each picture, which
 * can be undone there; the list itself is not part of any picture.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { State } from "../shell/state.js"
 * @import { ObjectClass } from "./classes.js"
 */

import { recordsOf } from "../document/document.js";
import { COLOURS } from "../everything/colours.js";
import { record } from "../prompting/prompting_transitions.js";
import { countsOf, withNames } from "./classes.js";

/**
 * @param {State} state
 * @param {readonly string[]} names
 * @returns {State} with a class for each
 */
export function addClasses(state, names) {
  const classes = withNames(state.classes, names);
  return classes === state.classes ? state : { ...state, classes };
}

/**
 * The list as the browser kept it, before those that were met since.
 *
 * @param {State} state
 * @param {readonly ObjectClass[]} classes
 * @param {string} active
 * @returns {State}
 */
export function restoreClasses(state, classes, active) {
  const all = withNames(classes, [...state.classes.map(({ name }) => name), active]);
  return { ...state, classes: all, activeClass: active };
}

/**
 * Chooses the class of the next objects, which nothing else changes.
 *
 * @param {State} state
 * @param {string} name "" for none
 * @returns {State}
 */
export function chooseClass(state, name) {
  return { ...addClasses(state, [name]), activeClass: name };
}

/**
 * Gives objects of the picture on the stage a class.
 *
 * @param {State} state
 * @param {readonly string[]} ids
 * @param {string} label "" for none
 * @param {string} now as ISO 8601 has it
 * @returns {State}
 */
export function classify(state, ids, label, now) {
  const chosen = new Set(ids);
  const change = (/** @type {Annotation} */ each) =>
    chosen.has(each.id) && each.label !== label ? { ...each, label, modified: now } : each;
  return relabel(addClasses(state, [label]), state.activeKey, change);
}

/**
 * Renames a class, in the list and on the objects of every open picture. Where there is one of that
 * name already the two become one.
 *
 * @param {State} state
 * @param {string} name
 * @param {string} renamed
 * @param {string} now as ISO 8601 has it
 * @returns {State}
 */
export function renameClass(state, name, renamed, now) {
  if (renamed === "" || renamed === name) return state;
  const merged = state.classes.some((each) => each.name === renamed);
  const classes = merged
    ? state.classes.filter((each) => each.name !== name)
    : state.classes.map((each) => (each.name === name ? { ...each, name: renamed } : each));
  const activeClass = state.activeClass === name ? renamed : state.activeClass;
  const change = (/** @type {Annotation} */ each) =>
    each.label === name ? { ...each, label: renamed, modified: now } : each;
  return state.images.reduce(
    (next, { key }) => relabel(next, key, change),
    /** @type {State} */ ({ ...state, classes, activeClass }),
  );
}

/**
 * @param {State} state
 * @param {string} name
 * @param {number} colour index in COLOURS
 * @returns {State}
 */
export function recolourClass(state, name, colour) {
  if (!(colour in COLOURS)) return state;
  const classes = state.classes.map((each) => (each.name === name ? { ...each, colour } : each));
  return { ...state, classes };
}

/**
 * Moves a class in the list, and so to another digit.
 *
 * @param {State} state
 * @param {string} name
 * @param {-1 | 1} by places; -1 is up
 * @returns {State}
 */
export function moveClass(state, name, by) {
  const from = state.classes.findIndex((each) => each.name === name);
  const to = from + by;
  if (from < 0 || to < 0 || to >= state.classes.length) return state;
  const classes = state.classes.toSpliced(from, 1).toSpliced(to, 0, state.classes[from]);
  return { ...state, classes };
}

/**
 * Takes a class that no object has off the list; one that is used stays.
 *
 * @param {State} state
 * @param {string} name
 * @returns {State}
 */
export function dropClass(state, name) {
  if (countsOf(state.images).has(name)) return state;
  const classes = state.classes.filter((each) => each.name !== name);
  const activeClass = state.activeClass === name ? "" : state.activeClass;
  return { ...state, classes, activeClass };
}

/**
 * @param {State} state
 * @param {number | null} key of the picture
 * @param {(each: Annotation) => Annotation} change returns the same where nothing changes
 * @returns {State}
 */
function relabel(state, key, change) {
  if (key === null) return state;
  return record(
    state,
    ({ document }) => {
      const before = recordsOf(document);
      const records = before.map(change);
      return records.every((each, i) => each === before[i]) ? null : { records };
    },
    key,
  );
}
