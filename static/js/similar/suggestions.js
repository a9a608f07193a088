/**
 * What is suggested of a picture, as it is seen: without what was rejected or has become an object.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Suggestion } from "../pictures/runtime.js"
 * @import { ImagePoint } from "../stage/geometry.js"
 * @import { State } from "../shell/state.js"
 */

import { recordsOf } from "../document/document.js";
import { boxIou, covers } from "../everything/found.js";
import { shapeOf } from "../objects/objects.js";
import { isEmptyDraft } from "../session/picture_session.js";
import { activeImage } from "../shell/state.js";

/** Exemplars that a search takes. */
export const MOST_EXEMPLARS = 4;

/** IoU of boxes from which on a suggestion is taken to be an object that was kept since. */
const SAME = 0.8;

/** @type {readonly Suggestion[]} */
const NONE = [];

/** @type {WeakMap<readonly Suggestion[], { of: readonly unknown[], left: readonly Suggestion[] }>} */
const known = new WeakMap();

/**
 * The suggestions that are left, the likeliest first; worked out once for each change.
 *
 * @param {OpenImage} image
 * @returns {readonly Suggestion[]}
 */
export function suggestionsOf({ document, session, runtime }) {
  const { found, status } = runtime.similar;
  if (status === "away") return NONE;
  // Mostly: a thousand objects are not looked through, with each change of one, for nothing.
  if (found.length === 0) return found;
  const of = [document.annotations, session.suggestions.rejected];
  const before = known.get(found);
  if (before?.of.every((each, i) => each === of[i])) return before.left;
  const records = recordsOf(document).map((annotation) => shapeOf(annotation).record);
  const kept = records.map(({ segmentation }) => segmentation);
  // By their pixels too: a box of one row of pixels has no area.
  const gone = new Set([...session.suggestions.rejected, ...kept].map(({ counts }) => counts));
  const ids = new Set(document.annotations.map(({ record }) => record.id));
  const left = found.filter(
    ({ record, own }) =>
      !(own && ids.has(own.id)) &&
      !gone.has(record.segmentation.counts) &&
      records.every((object) => boxIou(object, record) < SAME),
  );
  known.set(found, { of, left });
  return left;
}

/** @param {OpenImage} image @returns {number} the score from which on suggestions count */
export function lineOf({ session, runtime }) {
  return session.suggestions.line ?? runtime.similar.line;
}

/**
 * @param {OpenImage} image
 * @param {Suggestion} suggestion
 * @returns {number} the score from which on suggestions of its label count
 */
export function ownLine({ session, runtime }, { own }) {
  return session.suggestions.line ?? own?.line ?? runtime.similar.line;
}

/**
 * @param {OpenImage} image
 * @param {Suggestion} suggestion
 * @returns {string} the label that it will have; empty for the active class
 */
export function labelOf({ runtime }, { own }) {
  return own?.label ?? runtime.similar.label;
}

/** @param {OpenImage} image @returns {readonly Suggestion[]} those that count */
export function aboveLine(image) {
  return suggestionsOf(image).filter((each) => each.score >= ownLine(image, each));
}

/** @param {OpenImage} image @returns {Suggestion | null} the one that keys are about */
export function pickedSuggestion(image) {
  const left = suggestionsOf(image);
  return left.find(({ id }) => id === image.runtime.similar.picked) ?? left[0] ?? null;
}

/**
 * @param {OpenImage} image
 * @param {ImagePoint} pixel whole
 * @returns {Suggestion | null} that is seen there: of those above the line that cover it, the smallest
 */
export function suggestionAt(image, pixel) {
  /** @type {Suggestion | null} */
  let smallest = null;
  for (const each of aboveLine(image)) {
    if (smallest !== null && smallest.record.area <= each.record.area) continue;
    if (covers(each, pixel)) smallest = each;
  }
  return smallest;
}

/** @param {State} state @returns {boolean} whether keys are about suggestions */
export function suggesting(state) {
  const image = activeImage(state);
  if (image === null || image.runtime.similar.status !== "done") return false;
  const { draft } = image.session;
  return isEmptyDraft(draft) && draft.editing === null && suggestionsOf(image).length > 0;
}

/**
 * The objects that a search begins with: those selected, else those of the active class, else the one
 * in front; four at most.
 *
 * @param {State} state
 * @returns {readonly Annotation[]} none where there is no object
 */
export function exemplarsOf(state) {
  const image = activeImage(state);
  if (image === null) return [];
  const records = recordsOf(image.document);
  const selected = records.filter(({ id }) => image.session.selected.includes(id));
  const own = records.filter(({ label }) => label !== "" && label === state.activeClass);
  const chosen = [selected, own, records.slice(0, 1)].find(({ length }) => length > 0) ?? [];
  return chosen.slice(0, MOST_EXEMPLARS);
}
