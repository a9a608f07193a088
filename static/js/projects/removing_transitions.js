/**
 * Transitions of what is removed from projects for good: this page has it open no more.
 *
 * @import { State } from "../shell/state.js"
 */

import { placeOf } from "../document/places.js";
import { removeImage } from "../pictures/filmstrip_transitions.js";
import { closeProject } from "./projects_transitions.js";

/**
 * @param {State} state
 * @param {string} project
 * @param {string | null} picture null for all of the project's
 * @returns {State} without its pictures in the filmstrip
 */
export function dropPictures(state, project, picture) {
  const gone = state.images.filter(({ document }) => {
    const place = placeOf(document.id);
    return place?.project === project && (picture === null || place.picture === picture);
  });
  if (gone.length === 0) return state;
  const next = gone.reduce((now, { key }) => removeImage(now, key), state);
  const works = { ...next.projects.works };
  for (const { document } of gone) delete works[String(document.id)];
  return { ...next, projects: { ...next.projects, works } };
}

/**
 * @param {State} state
 * @param {string} project that is there no more
 * @returns {State}
 */
export function dropProject(state, project) {
  const next = dropPictures(state, project, null);
  const closed = next.projects.open?.id === project ? closeProject(next) : next;
  const { list, archived } = closed.projects;
  if (![...list, ...archived].some(({ id }) => id === project)) return closed;
  const others = (/** @type {typeof list} */ all) => all.filter(({ id }) => id !== project);
  const projects = { ...closed.projects, list: others(list), archived: others(archived) };
  return { ...closed, projects };
}
