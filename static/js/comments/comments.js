/**
 * Comments of a picture: which answers which, what each is about, and where its pin is.
 *
 * @import { Document } from "../document/document.js"
 * @import { Annotation } from "../formats/annotation.js"
 * @import { PictureComment } from "../server/projects_api.js"
 * @import { ImagePoint } from "../stage/geometry.js"
 *
 * @typedef {object} Pin what a comment is about; the picture, where both are null
 * @property {ImagePoint | null} at a place, with fractions
 * @property {string | null} annotation id of an object
 *
 * @typedef {object} Writing a comment that is being written
 * @property {string} document id of the one that it is about
 * @property {Pin} pin
 * @property {string | null} answers id of the comment that it answers
 * @property {boolean} returning whether the picture is returned with it
 *
 * @typedef {object} Thread
 * @property {number} number in the list and on its pin, from 1
 * @property {PictureComment} comment
 * @property {readonly PictureComment[]} answers the first one first
 */

import { shapeOf } from "../objects/objects.js";

/** @type {Pin} */
export const NO_PIN = { at: null, annotation: null };

/**
 * @param {readonly PictureComment[]} comments the first one first
 * @returns {Thread[]} in the same order
 */
export function threadsOf(comments) {
  return comments
    .filter(({ answers }) => answers === null)
    .map((comment, i) => ({
      number: i + 1,
      comment,
      answers: comments.filter(({ answers }) => answers === comment.id),
    }));
}

/**
 * @param {Document} document
 * @param {string | null} id
 * @returns {Annotation | null} null where it is none, or removed
 */
export function objectOf(document, id) {
  return document.annotations.find(({ record }) => record.id === id)?.record ?? null;
}

/**
 * @param {Document} document
 * @param {Pin} pin
 * @returns {ImagePoint | null} where its pin is: the place, or in the middle of the object's upper edge
 */
export function pinPlace(document, { at, annotation }) {
  if (at !== null) return at;
  const object = objectOf(document, annotation);
  if (object === null) return null;
  const [x, y, width, height] = shapeOf(object).record.bbox;
  return { x: x + width / 2, y: y + Math.min(height / 2, 4) };
}

/**
 * @param {PictureComment} comment
 * @returns {Pin}
 */
export function pinOf({ x, y, annotation_id }) {
  return { at: x === null || y === null ? null : { x, y }, annotation: annotation_id };
}

/**
 * @param {readonly PictureComment[]} comments
 * @returns {PictureComment | null} what was said when the picture was last returned
 */
export function reasonOf(comments) {
  return comments.findLast(({ action }) => action === "return") ?? null;
}
