/**
 * What a mask takes while it is being made: when something was done for it, clicks and corrections.
 *
 * @import { Draft } from "../session/picture_session.js"
 *
 * @typedef {object} Measure
 * @property {readonly number[]} moments at which something was done, milliseconds
 * @property {number} marks that the draft had last
 * @property {number} strokes that it had last
 * @property {number} clicks made so far: prompts, those among them that were taken back
 * @property {number} corrected so far: strokes and other corrections by hand
 * @property {boolean} told whether it was said that it takes long
 */

import { marksOf } from "../prompting/prompts.js";
import { isEmptyDraft } from "../session/picture_session.js";

/** Milliseconds within which what is done counts as done at once. */
const AT_ONCE_MS = 1000;

/**
 * The draft is another one.
 *
 * @param {Measure | null} measure null before the first prompt
 * @param {Draft} draft
 * @param {number} now milliseconds
 * @returns {Measure | null} null where there is no mask to be measured
 */
export function follow(measure, draft, now) {
  if (isEmptyDraft(draft) && draft.editing === null) return null;
  const marks = marksOf(draft.prompt).length;
  const strokes = draft.corrections.length;
  if (measure === null) {
    // An object that is opened again brings its prompts with it.
    const own = draft.editing === null;
    const made = { clicks: own ? marks : 0, corrected: own ? strokes : 0 };
    return { moments: [now], marks, strokes, ...made, told: false };
  }
  return {
    ...measure,
    moments: [...measure.moments, now],
    marks,
    strokes,
    clicks: measure.clicks + Math.max(0, marks - measure.marks),
    corrected: measure.corrected + Math.max(0, strokes - measure.strokes),
  };
}

/**
 * Something else was done, as looking nearer, or moving the pointer.
 *
 * @param {Measure} measure
 * @param {number} now milliseconds
 * @returns {Measure} the same where that was just so
 */
export function stir(measure, now) {
  const last = measure.moments.at(-1) ?? now;
  return now - last < AT_ONCE_MS ? measure : { ...measure, moments: [...measure.moments, now] };
}

/**
 * @param {Measure} measure
 * @returns {number} prompts and strokes after the first one
 */
export const correctionsOf = ({ clicks, corrected }) => Math.max(0, clicks + corrected - 1);
