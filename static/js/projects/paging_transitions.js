/**
 * Transitions of a project's grid, which comes in parts.
 *
 * @import { PicturePage, ProjectPicture } from "../server/projects_api.js"
 * @import { State } from "../shell/state.js"
 * @import { Filter } from "./projects_state.js"
 */

import { EMPTY_GRID } from "./projects_state.js";
import { changeProject } from "./projects_transitions.js";

/**
 * Asks for other pictures; what was there is there no more.
 *
 * @param {State} state
 * @param {string} id of a project
 * @param {Partial<Filter>} change
 * @returns {State} the same where it filters as before
 */
export function filterPictures(state, id, change) {
  const { filter } = state.projects.open ?? {};
  const next = /** @type {Filter} */ ({ ...filter, ...change });
  if (filter?.state === next.state && filter.search === next.search) return state;
  return changeProject(state, id, () => ({ filter: next, grid: EMPTY_GRID }));
}

/**
 * A part has come: behind what is there where it goes on from there, else instead of it.
 *
 * @param {State} state
 * @param {string} id of a project
 * @param {Filter} filter that it was asked for with; the answer to an earlier one counts no more
 * @param {string | null} cursor that it was asked for with
 * @param {PicturePage} page
 * @returns {State}
 */
export function addPage(state, id, filter, cursor, page) {
  return changeProject(state, id, ({ filter: now, grid }) => {
    if (now !== filter || (cursor !== null && grid.next !== cursor)) return {};
    const before = cursor === null ? [] : grid.pictures;
    const pictures = [...before, ...page.pictures];
    const total = Math.max(page.total ?? grid.total ?? 0, pictures.length);
    return { grid: { status: "ready", pictures, next: page.next, total } };
  });
}

/**
 * @param {State} state
 * @param {string} id of a project
 * @param {Filter} filter
 * @returns {State}
 */
export function failPage(state, id, filter) {
  return changeProject(state, id, ({ filter: now, grid }) =>
    now === filter ? { grid: { ...grid, status: "failed" } } : {},
  );
}

/**
 * @param {State} state
 * @param {string} id of a project
 * @returns {State} in which the part that failed is asked for again
 */
export function askAgain(state, id) {
  return changeProject(state, id, ({ grid }) => ({ grid: { ...grid, status: "loading" } }));
}

/**
 * Pictures as they are by now, in the places that they have.
 *
 * @param {State} state
 * @param {string} id of a project
 * @param {readonly ProjectPicture[]} pictures
 * @returns {State}
 */
export function refreshPictures(state, id, pictures) {
  const now = new Map(pictures.map((each) => [each.id, each]));
  return changeProject(state, id, ({ grid }) => ({
    grid: { ...grid, pictures: grid.pictures.map((each) => now.get(each.id) ?? each) },
  }));
}
