/**
 * Suggestions that a task makes in a project, asked of the server. What goes wrong becomes an ApiError,
 * as in api.js.
 *
 * @import { components } from "./api_types.js"
 * @import { Reader, Who } from "./projects_api.js"
 *
 * @typedef {components["schemas"]["Prefill"]} Prefill
 * @typedef {components["schemas"]["LabelPrefill"]} LabelPrefill
 * @typedef {components["schemas"]["PictureSuggestion"]} PictureSuggestion
 */

import { addressOf, getAs, send } from "./projects_api.js";

/** @param {string} project */
const prefillOf = (project) => `${addressOf(project)}/prefill`;

/**
 * @param {string} project
 * @param {string} picture id
 */
const suggestionsAt = (project, picture) =>
  `${addressOf(project)}/pictures/${encodeURIComponent(picture)}/suggestions`;

/**
 * @param {string} project
 * @param {Reader} reader
 * @returns {Promise<Prefill>}
 */
export const getPrefill = (project, reader) => getAs(reader, prefillOf(project));

/**
 * @param {string} project
 * @param {{ picture_id?: string, annotations?: readonly string[] }} wanted one to four objects of a
 *   picture, whose like is looked for; nothing for all labels
 * @param {Who} who
 * @returns {Promise<Prefill>}
 */
export const makePrefill = (project, wanted, who) => send(prefillOf(project), wanted, who);

/**
 * @param {string} project
 * @param {Who} who
 * @returns {Promise<Prefill>}
 */
export const cancelPrefill = (project, who) =>
  send(prefillOf(project), null, who, { method: "DELETE" });

/**
 * @param {string} project
 * @param {{ label: string, on: boolean }} choice
 * @param {Who} who
 * @returns {Promise<Prefill>}
 */
export const switchPrefill = (project, choice, who) =>
  send(prefillOf(project), choice, who, { method: "PUT" });

/**
 * @param {string} project
 * @param {string} picture id
 * @param {Reader} reader
 * @returns {Promise<readonly PictureSuggestion[]>} the likeliest first
 */
export async function getSuggestions(project, picture, reader) {
  return (await getAs(reader, suggestionsAt(project, picture))).suggestions;
}

/**
 * @param {string} project
 * @param {string} picture id
 * @param {readonly string[]} ids of suggestions that are wrong
 * @param {Who} who
 * @returns {Promise<unknown>}
 */
export const rejectSuggestions = (project, picture, ids, who) =>
  send(`${suggestionsAt(project, picture)}/rejections`, { ids }, who);
