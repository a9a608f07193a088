/**
 * Rounds of fine-tuning and the decoder of a project, asked of the server. What goes wrong becomes an
 * ApiError, as in api.js.
 *
 * @import { components } from "./api_types.js"
 * @import { Project, Reader, Who } from "./projects_api.js"
 *
 * @typedef {components["schemas"]["Round"]} Round
 * @typedef {components["schemas"]["RoundDecoder"]} RoundDecoder
 * @typedef {"safe" | "specialist"} Which
 */

import { addressOf, getAs, send } from "./projects_api.js";

/**
 * @param {string} project
 * @param {Reader} reader
 * @returns {Promise<readonly Round[]>} the newest first
 */
export async function getRounds(project, reader) {
  return (await getAs(reader, `${addressOf(project)}/rounds`)).rounds;
}

/**
 * @param {string} project
 * @param {string} round id
 * @param {Reader} reader
 * @returns {Promise<Round>} with its report and the masks that changed most
 */
export const getRound = (project, round, reader) =>
  getAs(reader, `${addressOf(project)}/rounds/${round}`);

/**
 * @param {string} project
 * @param {Who} who
 * @returns {Promise<Round>}
 */
export const makeRound = (project, who) => send(`${addressOf(project)}/rounds`, { seed: 0 }, who);

/**
 * @param {string} project
 * @param {string} round id
 * @param {Who} who
 * @returns {Promise<Round>}
 */
export const cancelRound = (project, round, who) =>
  send(`${addressOf(project)}/rounds/${round}`, null, who, { method: "DELETE" });

/**
 * @param {string} project
 * @param {{ round_id: string | null, which?: Which }} choice null for the decoder of all pictures
 * @param {Who} who
 * @returns {Promise<Project>}
 */
export const chooseDecoder = (project, choice, who) =>
  send(`${addressOf(project)}/decoder`, choice, who, { method: "PUT" });
