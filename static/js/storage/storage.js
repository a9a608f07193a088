/**
 * What outlives the page: documents, and this browser's sessions of them.
 *
 * @import { Documents } from "../document/documents.js"
 * @import { Sessions } from "../session/sessions.js"
 * @import { KeptTimings } from "./kept_timings.js"
 *
 * @typedef {object} Storage
 * @property {boolean} lasting whether what is saved outlives the page
 * @property {boolean} blocked whether it would, but for a page of an older version
 * @property {Documents} documents
 * @property {Sessions} sessions
 * @property {KeptTimings} timings of masks, until a server has them
 */

import { BlockedError, openDatabase } from "./database.js";
import { createIndexedDocuments } from "./indexed_documents.js";
import { createIndexedSessions } from "./indexed_sessions.js";
import { createIndexedTimings, createMemoryTimings } from "./kept_timings.js";
import { createMemoryDocuments } from "./memory_documents.js";
import { createMemorySessions } from "./memory_sessions.js";

/**
 * @param {() => void} outdated called when a page of a later version takes the storage over
 * @returns {Promise<Storage>} one that forgets, where the browser lets nobody keep anything
 */
export async function openStorage(outdated) {
  try {
    const database = await openDatabase(outdated);
    const documents = createIndexedDocuments(database);
    const sessions = createIndexedSessions(database);
    const timings = createIndexedTimings(database);
    return { lasting: true, blocked: false, documents, sessions, timings };
  } catch (error) {
    return createMemoryStorage(error instanceof BlockedError);
  }
}

/**
 * @param {boolean} [blocked]
 * @returns {Storage}
 */
export function createMemoryStorage(blocked = false) {
  const documents = createMemoryDocuments();
  const timings = createMemoryTimings();
  return { lasting: false, blocked, documents, sessions: createMemorySessions(), timings };
}
