/**
 * Transitions of the list of projects, of who works, and of which project is open.
 *
 * @import { Person, Progress, Project, ProjectSummary } from "../server/projects_api.js"
 * @import { State } from "../shell/state.js"
 * @import { OpenProject, Projects, Worker } from "./projects_state.js"
 */

import { EMPTY_GRID } from "./projects_state.js";

/**
 * @param {State} state
 * @param {Partial<Projects>} changes
 * @returns {State}
 */
function withProjects(state, changes) {
  return { ...state, projects: { ...state.projects, ...changes } };
}

/**
 * @param {State} state
 * @returns {State} in which there are projects to be asked for
 */
export function expectProjects(state) {
  return withProjects(state, { kept: true });
}

/**
 * @param {State} state
 * @param {readonly ProjectSummary[]} list
 * @returns {State}
 */
export function showProjects(state, list) {
  return withProjects(state, { status: "ready", list: list.filter(({ archived }) => !archived) });
}

/**
 * @param {State} state
 * @returns {State}
 */
export function failProjects(state) {
  return withProjects(state, { status: "failed" });
}

/**
 * The server's people; who works here may have another role since.
 *
 * @param {State} state
 * @param {readonly Person[]} people
 * @returns {State}
 */
export function showPeople(state, people) {
  const { person } = state.projects;
  const now = people.find(({ id }) => id === person?.id);
  // Somebody whom the server does not know (another database) has to say anew who they are.
  const worker = person && now ? { ...person, name: now.name, role: now.role } : null;
  return withProjects(state, { people, person: worker });
}

/**
 * @param {State} state
 * @param {Worker | null} person
 * @returns {State}
 */
export function actAs(state, person) {
  return withProjects(state, { person });
}

/**
 * Goes to a project's page.
 *
 * @param {State} state
 * @param {string} id
 * @returns {State}
 */
export function openProject(state, id) {
  if (state.projects.open?.id === id) return { ...state, homeOpen: true };
  const name = state.projects.list.find((each) => each.id === id)?.name ?? "";
  const filter = { state: /** @type {const} */ (""), search: "" };
  const open = { id, name, guideline: "", progress: null, filter, grid: EMPTY_GRID };
  return { ...withProjects(state, { open }), homeOpen: true };
}

/**
 * Back to the start screen.
 *
 * @param {State} state
 * @returns {State}
 */
export function closeProject(state) {
  return state.projects.open === null ? state : withProjects(state, { open: null });
}

/**
 * The state with parts of the open project changed; nothing changes where another one is open.
 *
 * @param {State} state
 * @param {string} id
 * @param {(open: OpenProject) => Partial<OpenProject>} change
 * @returns {State}
 */
export function changeProject(state, id, change) {
  const { open } = state.projects;
  if (open?.id !== id) return state;
  return withProjects(state, { open: { ...open, ...change(open) } });
}

/**
 * @param {State} state
 * @param {Pick<Project, "id" | "name" | "guideline">} project
 * @returns {State}
 */
export function describeProject(state, { id, name, guideline }) {
  return changeProject(state, id, () => ({ name, guideline }));
}

/**
 * @param {State} state
 * @param {string} id of a project
 * @param {Progress} progress
 * @returns {State}
 */
export function showProgress(state, id, progress) {
  return changeProject(state, id, () => ({ progress }));
}
