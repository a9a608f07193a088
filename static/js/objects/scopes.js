/**
 * Whose objects a file is made of: those that are selected, the picture's, or all pictures'.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { State } from "../shell/state.js"
 *
 * @typedef {"selected" | "picture" | "pictures"} Scope
 *
 * @typedef {object} Share what one picture adds
 * @property {OpenImage} image
 * @property {Annotation[]} records
 */

import { recordsOf } from "../document/document.js";
import { activeImage } from "../shell/state.js";

/**
 * @param {State} state
 * @param {Scope} scope
 * @returns {Share[]} of each picture that has objects in it
 */
export function sharesOf(state, scope) {
  const active = activeImage(state);
  const images = scope === "pictures" ? state.images : active ? [active] : [];
  return images
    .map((image) => ({ image, records: scope === "selected" ? selectedOf(image) : all(image) }))
    .filter(({ records }) => records.length > 0);
}

/**
 * What is put between the name of a file and its suffix, so that it says what is in it.
 *
 * @param {Scope} scope
 * @param {readonly Share[]} shares
 * @returns {string} nothing for the usual one, a whole picture
 */
export function scopeMark(scope, shares) {
  return scope === "selected" ? `.selected-${countOf(shares)}` : "";
}

/** @param {readonly Share[]} shares */
export const countOf = (shares) => shares.reduce((sum, { records }) => sum + records.length, 0);

/** @param {OpenImage} image */
function selectedOf({ document, session }) {
  const chosen = new Set(session.selected);
  return recordsOf(document).filter(({ id }) => chosen.has(id));
}

/** @param {OpenImage} image */
const all = ({ document }) => recordsOf(document);
