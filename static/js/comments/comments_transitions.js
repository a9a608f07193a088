/**
 * Transitions of a picture's comments, of the one that is being written, and of going to one.
 *
 * @import { PictureComment } from "../server/projects_api.js"
 * @import { State } from "../shell/state.js"
 * @import { Pin, Writing } from "./comments.js"
 */

import { objectAt, shapeOf } from "../objects/objects.js";
import { selectObjects } from "../objects/objects_transitions.js";
import { changeWork, workOnStage } from "../projects/working_transitions.js";
import { activeImage } from "../shell/state.js";
import { pixelAt } from "../stage/geometry.js";
import { lookAtBox } from "../stage/looking_transitions.js";
import { NO_PIN, objectOf, pinOf } from "./comments.js";

/** Image pixels around a place that are looked at with it. */
const AROUND = 24;

/**
 * @param {State} state
 * @param {string} id of a document that is open
 * @param {readonly PictureComment[]} comments
 * @returns {State}
 */
export function showComments(state, id, comments) {
  return id in state.projects.works ? changeWork(state, id, { comments }) : state;
}

/**
 * Begins a comment on the picture on the stage: on what the keyboard points at, on what is selected, or
 * on the whole. One that is being written goes on.
 *
 * @param {State} state
 * @param {Partial<Pick<Writing, "answers" | "returning">>} [more]
 * @returns {State}
 */
export function beginComment(state, { answers = null, returning = false } = {}) {
  const here = workOnStage(state);
  if (here === null) return state;
  const { selected } = here.image.session;
  const { crosshair } = state;
  const at = crosshair && { x: crosshair.x + 0.5, y: crosshair.y + 0.5 };
  const [only] = selected;
  const whole = answers !== null || returning;
  const annotation = selected.length === 1 ? only : null;
  const pin = whole ? NO_PIN : at ? pinned(state, at) : { at: null, annotation };
  return write(state, { document: String(here.image.document.id), pin, answers, returning });
}

/**
 * @param {State} state
 * @param {Pin["at"]} at the place that the comment is about, with the object there; null for the whole
 *   picture
 * @returns {State}
 */
export function pinComment(state, at) {
  const { writing } = state.projects;
  if (writing === null) return state;
  return write(state, { ...writing, pin: at === null ? NO_PIN : pinned(state, at) });
}

/**
 * @param {State} state
 * @returns {State} in which no comment is being written
 */
export function dropComment(state) {
  return write(state, null);
}

/**
 * @param {State} state
 * @returns {Writing | null} the comment that is being written on the picture on the stage
 */
export function writingHere(state) {
  const { writing } = state.projects;
  const id = workOnStage(state)?.image.document.id ?? null;
  return writing !== null && writing.document === id ? writing : null;
}

/**
 * Goes to a comment: what it is about can be seen, and is selected where it is an object.
 *
 * @param {State} state
 * @param {PictureComment} comment
 * @returns {State}
 */
export function goToComment(state, comment) {
  const image = activeImage(state);
  if (image === null) return state;
  const pointed = { ...state, projects: { ...state.projects, pointed: comment.id } };
  const { at, annotation } = pinOf(comment);
  const object = objectOf(image.document, annotation);
  const chosen = object === null ? pointed : selectObjects(pointed, [object.id]);
  if (at !== null) {
    const { x, y } = at;
    return lookAtBox(chosen, { x0: x - AROUND, y0: y - AROUND, x1: x + AROUND, y1: y + AROUND });
  }
  if (object === null) return chosen;
  const [x, y, width, height] = shapeOf(object).record.bbox;
  return lookAtBox(chosen, { x0: x, y0: y, x1: x + width, y1: y + height });
}

/**
 * @param {State} state
 * @param {Writing | null} writing
 * @returns {State}
 */
function write(state, writing) {
  if (state.projects.writing === writing) return state;
  return { ...state, projects: { ...state.projects, writing } };
}

/**
 * @param {State} state
 * @param {NonNullable<Pin["at"]>} at
 * @returns {Pin} the place, and the object there
 */
function pinned(state, at) {
  const image = activeImage(state);
  if (image === null) return { at, annotation: null };
  const object = objectAt(image, pixelAt(at, image.document.picture));
  return { at, annotation: object?.id ?? null };
}
