/**
 * Transitions of decisions about pictures: submitted, accepted or returned, and that taken back.
 *
 * @import { Action } from "../server/projects_api.js"
 * @import { Notice, State } from "../shell/state.js"
 * @import { Decision } from "./projects_state.js"
 */

import { dismiss, notify } from "../shell/page_transitions.js";

/** What takes each decision back. @type {Partial<Record<Action, Action>>} */
export const TAKES_BACK = {
  submit: "take_back",
  skip: "take_back",
  accept: "reconsider",
  return: "reconsider",
};

/**
 * Remembers a decision, and says how to take it back; an earlier one stands.
 *
 * @param {State} state
 * @param {Omit<Decision, "notice">} decision
 * @param {string} message
 * @returns {State}
 */
export function noteDecision(state, decision, message) {
  const before = forgetDecision(state);
  const notice = /** @type {Partial<Notice>} */ ({ kind: "info", retry: { type: "decision" } });
  const next = notify(before, { message, ...notice });
  const noted = { ...decision, notice: before.nextId };
  return { ...next, projects: { ...next.projects, decision: noted } };
}

/**
 * The last decision stands: nothing offers to take it back.
 *
 * @param {State} state
 * @param {number} [notice] only where this one offers it still
 * @returns {State}
 */
export function forgetDecision(state, notice) {
  const { decision } = state.projects;
  if (decision === null || (notice !== undefined && notice !== decision.notice)) return state;
  const projects = { ...state.projects, decision: null };
  return { ...dismiss(state, decision.notice), projects };
}
