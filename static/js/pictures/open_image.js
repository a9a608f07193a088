/**
 * An open picture: its document, its session and its runtime, side by side.
 *
 * @import { Document } from "../document/document.js"
 * @import { Session } from "../session/picture_session.js"
 * @import { Bytes, Runtime } from "./runtime.js"
 *
 * @typedef {object} OpenImage
 * @property {number} key its name on the page, in the order opened
 * @property {Document} document
 * @property {Session} session
 * @property {Runtime} runtime
 *
 * @typedef {{ [Half in "document" | "session" | "runtime"]?: Partial<OpenImage[Half]> }} Changes
 *
 * @typedef {object} Source where a picture's bytes come from, so that they can be fetched again
 * @property {string} name the file's; the mask's file is called after it
 * @property {string} title as the page calls it
 * @property {(signal: AbortSignal) => Promise<Blob | Bytes>} read
 */

import { newDocument } from "../document/document.js";
import { newSession } from "../session/picture_session.js";
import { newRuntime } from "./runtime.js";

/**
 * @param {number} key
 * @param {Source} source
 * @param {number} now milliseconds
 * @returns {OpenImage} before anything of it is known
 */
export function newImage(key, { name, title, read }, now) {
  return {
    key,
    document: newDocument(name),
    session: newSession(title),
    runtime: newRuntime({ read, since: now }),
  };
}

/**
 * @param {OpenImage} image
 * @param {Changes} changes
 * @returns {OpenImage} parts in which nothing changes are the same
 */
export function changed({ key, document, session, runtime }, changes) {
  return {
    key,
    document: merged(document, changes.document),
    session: merged(session, changes.session),
    runtime: merged(runtime, changes.runtime),
  };
}

/**
 * @template {object} Part
 * @param {Part} part
 * @param {Partial<Part>} [change]
 * @returns {Part}
 */
function merged(part, change) {
  return change === undefined || change === part ? part : { ...part, ...change };
}

/**
 * @param {OpenImage} image
 * @returns {Source} as it was opened
 */
export function sourceOf({ document, session, runtime }) {
  return { name: document.picture.file_name, title: session.title, read: runtime.read };
}
