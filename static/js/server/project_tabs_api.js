/**
 * What the tabs of a project's page ask the server for, as functions: labels, people, times, gold
 * pictures, settings. What goes wrong becomes an ApiError, as in api.js.
 *
 * @import { components } from "./api_types.js"
 * @import { Person, Project, ProjectPicture, Reader, Who } from "./projects_api.js"
 *
 * @typedef {components["schemas"]["ProjectLabel"]} Label
 * @typedef {components["schemas"]["NewLabel"]} NewLabel
 * @typedef {components["schemas"]["LabelChange"]} LabelChange
 * @typedef {components["schemas"]["LabelCounts"]} LabelCounts
 * @typedef {components["schemas"]["Lately"]} Lately
 * @typedef {components["schemas"]["ProjectChange"]} ProjectChange
 * @typedef {components["schemas"]["BroughtIn"]} BroughtIn
 * @typedef {components["schemas"]["Gold"]} Gold
 * @typedef {components["schemas"]["GoldReport"]} GoldReport
 * @typedef {components["schemas"]["GoldScore"]} GoldScore
 * @typedef {components["schemas"]["NewTiming"]} NewTiming
 * @typedef {components["schemas"]["TimingSeries"]} TimingSeries
 * @typedef {components["schemas"]["TimingGroup"]} TimingGroup
 * @typedef {components["schemas"]["QueueState"]} QueueState
 * @typedef {QueueState["order"]} QueueOrder in which pictures are given
 */

import { addressOf, getAs, namedIn, send } from "./projects_api.js";
import { patiently, read, request } from "./requests.js";

/**
 * @param {string} method
 * @param {string} url
 * @param {object | null} body
 * @param {Who} who
 * @param {Record<string, string>} [headers]
 */
const sendAs = (method, url, body, who, headers) => send(url, body, who, { method, headers });

/** @param {string} person */
const personAt = (person) => `/api/v1/people/${encodeURIComponent(person)}`;

/**
 * @param {string} project
 * @param {Reader} reader
 * @returns {Promise<LabelCounts>}
 */
export const countLabels = (project, reader) => getAs(reader, `${addressOf(project)}/labels`);

/**
 * @param {string} project
 * @param {Partial<NewLabel> & { name: string }} label
 * @param {Who} who
 * @returns {Promise<Label>}
 */
export const makeLabel = (project, label, who) =>
  sendAs("POST", `${addressOf(project)}/labels`, label, who);

/**
 * @param {string} project
 * @param {string} label id
 * @param {Partial<LabelChange>} change
 * @param {Who} who
 * @returns {Promise<Label>}
 */
export const changeLabel = (project, label, change, who) =>
  sendAs("PATCH", `${addressOf(project)}/labels/${label}`, change, who);

/**
 * @param {string} project
 * @param {string} label id of the one that goes
 * @param {string} into id of the one that stays
 * @param {Who} who
 * @returns {Promise<Label>}
 */
export const mergeLabel = (project, label, into, who) =>
  sendAs("POST", `${addressOf(project)}/labels/${label}/merge`, { into }, who);

/**
 * @param {string} project
 * @param {string} label id
 * @param {Who} who
 * @returns {Promise<Project>}
 */
export const removeLabel = (project, label, who) =>
  sendAs("DELETE", `${addressOf(project)}/labels/${label}`, null, who);

/**
 * @param {Pick<Project, "id" | "version">} seen what the change is made of
 * @param {Partial<ProjectChange>} change
 * @param {Who} who
 * @returns {Promise<Project>}
 */
export const changeProject = ({ id, version }, change, who) =>
  sendAs("PATCH", addressOf(id), change, who, { "If-Match": `"${version}"` });

/**
 * @param {string} project
 * @param {Reader} reader
 * @returns {Promise<Lately>}
 */
export const getLately = (project, reader) => getAs(reader, `${addressOf(project)}/lately`);

/**
 * @param {string} person id
 * @param {Person["role"]} role
 * @param {Who} who
 * @returns {Promise<Person>}
 */
export const giveRole = (person, role, who) => sendAs("PATCH", personAt(person), { role }, who);

/**
 * @param {string} person id
 * @param {Who} who
 * @returns {Promise<string>} a token that is shown this once
 */
export async function giveToken(person, who) {
  const { token } = await sendAs("POST", `${personAt(person)}/token`, null, who);
  return token;
}

/**
 * @param {string} person id
 * @param {Who} who
 * @returns {Promise<Person>}
 */
export const dropToken = (person, who) => sendAs("DELETE", `${personAt(person)}/token`, null, who);

/**
 * @param {string} project
 * @param {Reader} reader
 * @returns {Promise<Gold>}
 */
export const getGold = (project, reader) => getAs(reader, `${addressOf(project)}/gold`);

/**
 * @param {string} project
 * @param {Reader} reader
 * @returns {Promise<GoldReport>}
 */
export const getGoldReport = (project, reader) =>
  getAs(reader, `${addressOf(project)}/gold/report`);

/**
 * @param {string} project
 * @param {number} rate
 * @param {Who} who
 * @returns {Promise<Gold>}
 */
export const changeGold = (project, rate, who) =>
  sendAs("PUT", `${addressOf(project)}/gold`, { rate }, who);

/**
 * @param {string} project
 * @param {string} picture
 * @param {boolean} gold whether it is to be gold
 * @param {Who} who
 * @returns {Promise<Gold>}
 */
export const markGold = (project, picture, gold, who) =>
  sendAs(gold ? "PUT" : "DELETE", `${addressOf(project)}/pictures/${picture}/gold`, null, who);

/**
 * @param {string} project
 * @param {readonly NewTiming[]} timings 1000 at most
 * @param {Who} who
 * @returns {Promise<{ new: number }>}
 */
export const addTimings = (project, timings, who) =>
  sendAs("POST", `${addressOf(project)}/timings`, { timings }, who);

/**
 * @param {string} project
 * @param {{ person: string, label: string }} of each empty for all
 * @param {Reader} reader
 * @returns {Promise<TimingSeries>}
 */
export function getTimingSeries(project, { person, label }, reader) {
  const query = new URLSearchParams({ points: "80" });
  if (person !== "") query.set("person", person);
  if (label !== "") query.set("label", label);
  return getAs(reader, `${addressOf(project)}/timings/series?${query}`);
}

/**
 * @param {string} project
 * @param {Reader} reader
 * @returns {Promise<TimingGroup[]>} by person, label and day
 */
export async function getTimingDays(project, reader) {
  const url = `${addressOf(project)}/timings?by=person,label,day`;
  const { groups } = await getAs(reader, url);
  return groups;
}

/**
 * @param {string} project
 * @param {Reader} reader
 * @returns {Promise<Blob>} a row for each mask, as CSV
 */
export async function getTimingsCsv(project, reader) {
  const headers = reader ? namedIn(reader) : {};
  const response = await request(`${addressOf(project)}/timings.csv`, { headers });
  return response.blob();
}

/**
 * @param {string} project
 * @param {{ kind: string, state: string, pictures: boolean }} wanted pictures: with their files
 * @param {Reader} reader
 * @returns {Promise<Blob>} a ZIP
 */
export async function getDataSet(project, { kind, state, pictures }, reader) {
  const query = new URLSearchParams({ kind, state, pictures: String(pictures) });
  const headers = reader ? namedIn(reader) : {};
  const response = await request(`${addressOf(project)}/data-set?${query}`, { headers });
  return read(response, () => response.blob());
}

/**
 * Gives a project's pictures the annotations of a data set.
 *
 * @param {string} project
 * @param {Blob} bytes of a file
 * @param {Who} who
 * @returns {Promise<BroughtIn>}
 */
export async function bringInDataSet(project, bytes, who) {
  const headers = { ...namedIn(who), "Content-Type": "application/octet-stream" };
  const init = { method: "POST", headers, body: bytes };
  const response = await request(`${addressOf(project)}/data-set`, init);
  return read(response, () => response.json());
}

/**
 * @param {string} project
 * @param {{ name: string, bytes: Blob }} file
 * @param {Who} who
 * @returns {Promise<ProjectPicture>} as it is in the project, new or there before
 */
export async function putPicture(project, { name, bytes }, who) {
  const query = new URLSearchParams({ file_name: name });
  const headers = { ...namedIn(who), "Content-Type": "application/octet-stream" };
  const init = { method: "POST", headers, body: bytes };
  const response = await patiently(`${addressOf(project)}/pictures?${query}`, init);
  return read(response, () => response.json());
}

/**
 * @param {string} project
 * @param {Reader} reader
 * @returns {Promise<QueueState>} in which order its pictures are given
 */
export const getOrder = (project, reader) => getAs(reader, `${addressOf(project)}/order`);

/**
 * @param {string} project
 * @param {QueueOrder} order the one that it has already is computed anew
 * @param {Who} who a lead
 * @returns {Promise<QueueState>}
 */
export const chooseOrder = (project, order, who) =>
  sendAs("PUT", `${addressOf(project)}/order`, { order }, who);
