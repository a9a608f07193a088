/**
 * Where a document is kept: in this browser under a UUID, or by a server in a project. The name says
 * which.
 *
 * @typedef {object} Place of a picture in a project
 * @property {string} project id
 * @property {string} picture the sha256 of its file
 */

const NAME = /^project\/([\w-]{1,64})\/([\da-f]{64})$/;

/**
 * @param {string} project
 * @param {string} picture the sha256 of its file
 * @returns {string} the document's id
 */
export const placedId = (project, picture) => `project/${project}/${picture}`;

/**
 * @param {string | null | undefined} id of a document
 * @returns {Place | null} null where this browser keeps it
 */
export function placeOf(id) {
  const [, project, picture] = NAME.exec(id ?? "") ?? [];
  return project === undefined ? null : { project, picture };
}
