/**
 * Transitions of sending pictures into a project.
 *
 * @import { State } from "../shell/state.js"
 * @import { Sending } from "./projects_state.js"
 */

/**
 * @param {State} state
 * @param {(sending: Sending) => Partial<Sending>} change
 * @returns {State}
 */
function changeSending(state, change) {
  const { sending } = state.projects;
  if (sending === null) return state;
  return withSending(state, { ...sending, ...change(sending) });
}

/**
 * @param {State} state
 * @param {Sending | null} sending
 * @returns {State}
 */
function withSending(state, sending) {
  return { ...state, projects: { ...state.projects, sending } };
}

/**
 * Files join those that are on their way, or are the first.
 *
 * @param {State} state
 * @param {string} project id
 * @param {number} files how many
 * @returns {State}
 */
export function beginSending(state, project, files) {
  const { sending } = state.projects;
  if (sending !== null && sending.status !== "over" && sending.project === project) {
    return changeSending(state, ({ total }) => ({ total: total + files }));
  }
  const none = { added: 0, known: 0, refused: [] };
  return withSending(state, { project, status: "running", total: files, ...none });
}

/**
 * @param {State} state
 * @param {Partial<Record<"added" | "known", number>>} more
 * @returns {State}
 */
export function countSent(state, { added = 0, known = 0 }) {
  return changeSending(state, (before) => ({
    added: before.added + added,
    known: before.known + known,
  }));
}

/**
 * @param {State} state
 * @param {string} name of a file
 * @param {string} message why it was not taken
 * @returns {State}
 */
export function refuseFile(state, name, message) {
  return changeSending(state, ({ refused }) => ({ refused: [...refused, { name, message }] }));
}

/**
 * @param {State} state
 * @param {Sending["status"]} status
 * @returns {State}
 */
export function goOnSending(state, status) {
  return changeSending(state, () => ({ status }));
}

/**
 * What was sent needs no telling any more.
 *
 * @param {State} state
 * @returns {State}
 */
export function dismissSending(state) {
  return state.projects.sending?.status === "over" ? withSending(state, null) : state;
}

/**
 * @param {Sending} sending
 * @returns {number} files that need nothing more
 */
export function settledOf({ added, known, refused }) {
  return added + known + refused.length;
}
