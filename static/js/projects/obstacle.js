/**
 * Why something on a project's page is not offered, in a sentence.
 *
 * @import { Person, Project } from "../server/projects_api.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {Person["role"]} Role
 */

/** Who may change labels. @type {readonly Role[]} */
export const LABELS = ["reviewer", "lead"];
/** Who may give roles and change a project. @type {readonly Role[]} */
export const LEADS = ["lead"];

/**
 * @param {Strings} strings
 * @param {{ role: Role } | null} person who works here
 * @param {Pick<Project, "archived"> | null} project
 * @param {readonly Role[]} roles that may
 * @returns {string} empty where nothing is in the way
 */
export function obstacleTo(strings, person, project, roles) {
  if (person === null) return strings.whyNobody;
  if (!roles.includes(person.role)) return strings.whyRole(roles, person.role);
  if (project?.archived) return strings.whyArchived;
  return "";
}
