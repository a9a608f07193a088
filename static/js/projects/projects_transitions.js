/**
 * Transitions of the list of projects, of who works, and of which project is open.
 *
 * @import { Person, Progress, Project, ProjectSummary, RemovedProject } from "../server/projects_api.js"
 * @import { State } from "../shell/state.js"
 * @import { Facts, OpenProject, Projects, Worker } from "./projects_state.js"
 * @import { Tab } from "./tabs.js"
 */

import { EMPTY_GRID, NO_FACTS } from "./projects_state.js";

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
 * @param {readonly RemovedProject[]} [removed]
 * @returns {State}
 */
export function showProjects(state, list, removed = []) {
  return withProjects(state, {
    status: "ready",
    removed,
    list: list.filter(({ archived }) => !archived),
    archived: list.filter(({ archived }) => archived),
  });
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
 * @param {Tab} [tab] of it; where it is not given, the one that was open, or its pictures
 * @returns {State}
 */
export function openProject(state, id, tab) {
  const { open: before, list, archived } = state.projects;
  if (before?.id === id) {
    const open = tab === undefined || tab === before.tab ? before : { ...before, tab };
    return { ...(open === before ? state : withProjects(state, { open })), homeOpen: true };
  }
  const name = [...list, ...archived].find((each) => each.id === id)?.name ?? "";
  /** @type {OpenProject} */
  const open = {
    id,
    name,
    tab: tab ?? "pictures",
    project: null,
    facts: NO_FACTS,
    progress: null,
    filter: { state: "", search: "" },
    grid: EMPTY_GRID,
  };
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
 * @param {Project} project
 * @returns {State}
 */
export function describeProject(state, project) {
  const { id, name, archived } = project;
  const away = { ...state.projects.away, [id]: archived };
  return changeProject(withProjects(state, { away }), id, () => ({ name, project }));
}

/**
 * What a tab shows, as it is by now.
 *
 * @param {State} state
 * @param {string} id of a project
 * @param {Partial<Facts>} facts
 * @returns {State}
 */
export function showFacts(state, id, facts) {
  return changeProject(state, id, (open) => ({ facts: { ...open.facts, ...facts } }));
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
