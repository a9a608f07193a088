/**
 * What outlives the page: documents, and this browser's sessions of them.
 *
 * @import { Documents } from "../document/documents.js"
 * @import { Sessions } from "../session/sessions.js"
 *
 * @typedef {object} Storage
 * @property {boolean} lasting whether what is saved outlives the page
 * @property {boolean} blocked whether it would, but for a page of an older version
 * @property {Documents} documents
 * @property {Sessions} sessions
 */

import { BlockedError, openDatabase } from "./database.js";
import { createIndexedDocuments } from "./indexed_documents.js";
import { createIndexedSessions } from "./indexed_sessions.js";
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
    return { lasting: true, blocked: false, documents, sessions: createIndexedSessions(database) };
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
  return { lasting: false, blocked, documents, sessions: createMemorySessions() };
}
