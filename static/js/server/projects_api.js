/**
 * The server's projects (/api/v1/people and /api/v1/projects) as functions. What goes wrong becomes an
 * ApiError, as in api.js.
 *
 * @import { components } from "./api_types.js"
 * @import { Abortable } from "./api.js"
 *
 * @typedef {components["schemas"]["Person"]} Person
 * @typedef {components["schemas"]["ProjectSummary"]} ProjectSummary
 * @typedef {components["schemas"]["RemovedProject"]} RemovedProject
 * @typedef {components["schemas"]["Project"]} Project
 * @typedef {components["schemas"]["Progress"]} Progress
 * @typedef {components["schemas"]["ProjectPicture"]} ProjectPicture
 * @typedef {ProjectPicture["state"]} PictureState
 * @typedef {components["schemas"]["PicturePage"]} PicturePage
 * @typedef {components["schemas"]["KnownPicture"]} KnownPicture
 * @typedef {components["schemas"]["ProjectDocument"]} ProjectDocument
 * @typedef {components["schemas"]["Saved"]} Saved
 * @typedef {components["schemas"]["Turn"]} Turn
 * @typedef {components["schemas"]["PictureAction"]["action"]} Action
 * @typedef {components["schemas"]["NextRequest"]["stage"] & string} Stage what somebody goes through
 * @typedef {components["schemas"]["PictureComment"]} PictureComment
 * @typedef {components["schemas"]["NewComment"]} NewComment
 *
 * @typedef {object} Who acts
 * @property {string} id of a person
 * @property {string} token that is theirs; empty for none
 *
 * @typedef {Who | null} Reader whose view is wanted, as a lead's shows which pictures are gold; null
 *   for a guest's
 */

import { getJson, patiently, read } from "./requests.js";

const PEOPLE = "/api/v1/people";
const PROJECTS = "/api/v1/projects";

/** @returns {Promise<Person[]>} by name */
export async function getPeople() {
  const { people } = await getJson(PEOPLE, undefined);
  return people;
}

/**
 * @param {string} name
 * @returns {Promise<Person>} made where there is none
 */
export function makePerson(name) {
  return send(PEOPLE, { name }, null);
}

/**
 * @param {Reader} reader
 * @returns {Promise<ProjectSummary[]>} by name
 */
export async function getProjects(reader) {
  const { projects } = await getAs(reader, PROJECTS);
  return projects;
}

/**
 * @param {string} name
 * @param {readonly string[]} labels names; the first nine are chosen by digits
 * @param {Who} who
 * @returns {Promise<Project>}
 */
export function makeProject(name, labels, who) {
  const keyed = labels.map((label, i) => ({ name: label, ...(i < 9 && { key: String(i + 1) }) }));
  return send(PROJECTS, { name, labels: keyed }, who);
}

/**
 * @param {string} project
 * @param {Reader} reader
 * @returns {Promise<Project>}
 */
export function getProject(project, reader) {
  return getAs(reader, addressOf(project));
}

/**
 * Removes a project for good, which was put away before.
 *
 * @param {string} project
 * @param {string} name the project's, so that it is this one that is meant
 * @param {Who} who a lead
 * @returns {Promise<RemovedProject>}
 */
export function removeProject(project, name, who) {
  const query = new URLSearchParams({ name });
  return send(`${addressOf(project)}?${query}`, null, who, { method: "DELETE" });
}

/**
 * @param {Reader} reader
 * @returns {Promise<RemovedProject[]>} what was removed for good, the last one first
 */
export async function getRemovedProjects(reader) {
  return (await getAs(reader, "/api/v1/removed-projects")).projects;
}

/**
 * Removes a picture from a project for good.
 *
 * @param {string} project
 * @param {string} picture
 * @param {Who} who a lead
 */
export function removePicture(project, picture, who) {
  return send(`${addressOf(project)}/pictures/${picture}`, null, who, { method: "DELETE" });
}

/**
 * @param {string} project
 * @param {Reader} reader
 * @returns {Promise<Progress>}
 */
export function getProgress(project, reader) {
  return getAs(reader, `${addressOf(project)}/progress`);
}

/**
 * A part of a project's pictures.
 *
 * @param {string} project
 * @param {object} wanted
 * @param {string} wanted.state empty for all
 * @param {string} wanted.search empty for all
 * @param {string | null} wanted.cursor null for the first part
 * @param {number} wanted.limit
 * @param {Reader} reader
 * @returns {Promise<PicturePage>}
 */
export function getPicturePage(project, { state, search, cursor, limit }, reader) {
  const query = new URLSearchParams({ limit: String(limit) });
  if (state !== "") query.set("state", state);
  if (search !== "") query.set("search", search);
  if (cursor !== null) query.set("cursor", cursor);
  return getAs(reader, `${addressOf(project)}/pictures?${query}`);
}

/**
 * @param {string} project
 * @param {string} picture
 * @param {Reader} reader
 * @returns {Promise<ProjectPicture>}
 */
export function getProjectPicture(project, picture, reader) {
  return getAs(reader, `${addressOf(project)}/pictures/${picture}`);
}

/**
 * Adds those of the pictures that the server has already.
 *
 * @param {string} project
 * @param {readonly KnownPicture[]} pictures 1000 at most
 * @param {Who} who
 * @param {Abortable} [options]
 * @returns {Promise<string[]>} ids of those that have to be sent
 */
export async function addKnown(project, pictures, who, { signal } = {}) {
  const { missing } = await send(`${addressOf(project)}/known`, { pictures }, who, { signal });
  return missing;
}

/**
 * @param {string} project
 * @param {{ name: string, bytes: Blob }} file
 * @param {Who} who
 * @param {Abortable} [options]
 * @returns {Promise<boolean>} whether the picture is new in the project
 */
export async function addPicture(project, { name, bytes }, who, { signal } = {}) {
  const query = new URLSearchParams({ file_name: name });
  const headers = { ...namedIn(who), "Content-Type": "application/octet-stream" };
  const init = { method: "POST", headers, body: bytes, signal };
  const response = await patiently(`${addressOf(project)}/pictures?${query}`, init);
  await read(response, () => response.json());
  return response.status === 201;
}

/**
 * @param {string} project
 * @param {string} picture
 * @param {Reader} reader
 * @returns {Promise<ProjectDocument>}
 */
export function getAnnotations(project, picture, reader) {
  return getAs(reader, `${addressOf(project)}/pictures/${picture}/annotations`);
}

/**
 * @param {string} project
 * @param {string} picture
 * @param {readonly object[]} changes 2000 at most
 * @param {Who} who
 * @returns {Promise<Saved>}
 */
export function saveAnnotations(project, picture, changes, who) {
  return send(`${addressOf(project)}/pictures/${picture}/annotations`, { changes }, who);
}

/**
 * What is to be annotated or reviewed next; it is theirs for a while, unless they only look.
 *
 * @param {string} project
 * @param {{ stage: Stage, without: readonly string[], take?: boolean }} wanted without: pictures that
 *   are not, now
 * @param {Who} who
 * @returns {Promise<Turn>}
 */
export function takeNext(project, wanted, who) {
  return send(`${addressOf(project)}/next`, wanted, who);
}

/**
 * Says that somebody is at a picture.
 *
 * @param {string} project
 * @param {string} picture
 * @param {Who} who
 * @returns {Promise<ProjectPicture>} whose lease is another's where that one was first
 */
export function takeLease(project, picture, who) {
  return send(`${addressOf(project)}/pictures/${picture}/lease`, {}, who);
}

/**
 * Says that somebody is at a picture no more.
 *
 * @param {string} project
 * @param {string} picture
 * @param {Who} who
 */
export async function leavePicture(project, picture, who) {
  const init = { method: "DELETE", headers: namedIn(who) };
  const response = await patiently(`${addressOf(project)}/pictures/${picture}/lease`, init);
  await read(response, () => response.json());
}

/**
 * @param {string} project
 * @param {string} picture
 * @param {{ action: Action, comment?: string, exhaustive?: readonly string[], contents?: number | null }} done
 *   action: that leads to another state; comment: what is said with it; exhaustive: the labels of which
 *   every object is claimed to be marked; contents: of the annotations that were seen, where that matters
 * @param {Who} who
 * @returns {Promise<ProjectPicture>}
 */
export function act(project, picture, done, who) {
  return send(`${addressOf(project)}/pictures/${picture}/actions`, done, who);
}

/**
 * @param {string} project
 * @param {string} picture
 * @param {readonly string[]} labels of which every object is claimed to be marked; none for no claim
 * @param {Who} who
 * @returns {Promise<ProjectPicture>}
 */
export function claimExhaustive(project, picture, labels, who) {
  const claim = { labels: labels.length > 0 ? labels : null };
  return send(`${addressOf(project)}/pictures/${picture}/exhaustive`, claim, who, {
    method: "PUT",
  });
}

/**
 * @param {string} project
 * @param {string} picture
 * @param {Reader} reader
 * @returns {Promise<PictureComment[]>} the first one first
 */
export async function getComments(project, picture, reader) {
  const url = `${addressOf(project)}/pictures/${picture}/comments`;
  return (await getAs(reader, url)).comments;
}

/**
 * @param {string} project
 * @param {string} picture
 * @param {NewComment} comment
 * @param {Who} who
 * @returns {Promise<PictureComment>}
 */
export function makeComment(project, picture, comment, who) {
  return send(`${addressOf(project)}/pictures/${picture}/comments`, comment, who);
}

/**
 * @param {string} project
 * @param {string} comment
 * @param {boolean} resolved whether it is dealt with
 * @param {Who} who
 * @returns {Promise<PictureComment>}
 */
export function resolveComment(project, comment, resolved, who) {
  const url = `${addressOf(project)}/comments/${comment}`;
  return send(url, { resolved }, who, { method: "PATCH" });
}

/**
 * @param {string} project
 * @returns {string} where its events are (listening.js)
 */
export const feedOf = (project) => `${addressOf(project)}/events`;

/**
 * What a project has learnt of which mask comes first.
 *
 * @param {string} project
 * @param {Reader} reader
 * @returns {Promise<unknown>} a memory, as `ranking/learnt.js` knows it
 */
export function getMemory(project, reader) {
  return getAs(reader, `${addressOf(project)}/memory`);
}

/**
 * @param {string} project
 * @param {readonly { id: string, label: string, rows: number[][], overlaps: readonly number[] }[]} lessons
 *   200 at most; an object counts once
 * @param {Who} who
 */
export function teachMemory(project, lessons, who) {
  return send(`${addressOf(project)}/memory/lessons`, { lessons }, who);
}

/**
 * @param {string} project
 * @param {Who} who reviewer or lead
 */
export async function forgetMemory(project, who) {
  const init = { method: "DELETE", headers: namedIn(who) };
  const response = await patiently(`${addressOf(project)}/memory`, init);
  await read(response, () => response.json());
}

/** @param {string} project */
export const addressOf = (project) => `${PROJECTS}/${encodeURIComponent(project)}`;

/**
 * @param {Who} who
 * @returns {Record<string, string>} headers that say so
 */
export const namedIn = ({ id, token }) => ({
  Person: id,
  ...(token !== "" && { "Person-Token": token }),
});

/**
 * @param {Reader} reader
 * @param {string} url
 * @returns {Promise<any>}
 */
export const getAs = (reader, url) => getJson(url, undefined, reader ? namedIn(reader) : undefined);

/**
 * @param {string} url
 * @param {object | null} body null for none
 * @param {Who | null} who null where nobody has to be named
 * @param {Abortable & { method?: string, headers?: Record<string, string> }} [options]
 * @returns {Promise<any>}
 */
export async function send(url, body, who, { signal, method = "POST", headers = {} } = {}) {
  const json = body && { "Content-Type": "application/json" };
  const init = {
    method,
    headers: { ...headers, ...json, ...(who && namedIn(who)) },
    body: body && JSON.stringify(body),
    signal,
  };
  const response = await patiently(url, init);
  return read(response, () => response.json());
}
