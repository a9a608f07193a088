/**
 * What cannot be changed by who works here, as the server would refuse it: of a picture that is
 * submitted or accepted the annotations, and all of a project that is put away.
 *
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { State } from "../shell/state.js"
 *
 * @typedef {"submitted" | "accepted" | "away"} Lock
 */

import { placeOf } from "../document/places.js";
import { mayReview, workOnStage } from "./working_transitions.js";

/**
 * @param {State} state
 * @param {Pick<OpenImage, "document">} image
 * @returns {Lock | null} why its annotations stay as they are; null where they may be changed
 */
export function lockOf(state, { document }) {
  const place = placeOf(document.id);
  if (place === null) return null;
  if (state.projects.away[place.project]) return "away";
  const now = state.projects.works[String(document.id)]?.picture?.state;
  if (now === "accepted") return "accepted";
  return now === "submitted" && !mayReview(state) ? "submitted" : null;
}

/**
 * @param {State} state
 * @returns {boolean} whether the picture on the stage is locked, and who works here may take its
 *   submission back
 */
export function mayRetract(state) {
  const here = workOnStage(state);
  const { person } = state.projects;
  if (here === null || lockOf(state, here.image) !== "submitted") return false;
  return here.work.picture?.worker_id === person?.id;
}

/**
 * @param {State} state
 * @returns {State} in which somebody has wanted to change what is locked
 */
export function refuseChange(state) {
  return { ...state, projects: { ...state.projects, refused: state.projects.refused + 1 } };
}
