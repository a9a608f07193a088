/**
 * What is new in a document, as this browser keeps it until the document's own store has it: a page
 * may be left in between, or that store be out of reach.
 *
 * @import { Document, Picture } from "../document/document.js"
 * @import { Change, Stored } from "../document/documents.js"
 *
 * @typedef {{ picture: Picture, changes: readonly Change[] }} Outbox
 */

import { documentOf, revisionsOf, settle } from "../document/documents.js";

/**
 * A document with what is still in its outbox.
 *
 * @param {string} id
 * @param {Document | null} kept
 * @param {unknown} outbox null where nothing was left in it
 * @returns {{ document: Document, revisions: Map<string, string> } | null} revisions: those that what
 *   is still to be saved follows, by annotation; null where nothing is known of the document
 */
export function withOutbox(id, kept, outbox) {
  const { picture, changes = [] } = /** @type {Partial<Outbox>} */ (outbox ?? {});
  const now = picture ?? kept?.picture;
  if (now === undefined) return null;
  const revisions = revisionsOf(kept);
  const stored = storedOf(kept);
  const { conflicts } = settle(stored, changes);
  const met = new Set(conflicts.map(({ annotationId }) => annotationId));
  for (const { annotationId, predecessor, revision, rank, record } of changes) {
    stored.set(annotationId, { revision, rank, record });
    // It meets the other change again when it is saved, which is where both are kept.
    if (met.has(annotationId) && predecessor !== null) revisions.set(annotationId, predecessor);
    else if (met.has(annotationId)) revisions.delete(annotationId);
  }
  return { document: documentOf(id, now, [...stored]), revisions };
}

/**
 * @param {Document | null} document
 * @returns {Map<string, Stored>} what it has, by annotation
 */
function storedOf(document) {
  const { annotations = [], removed = [] } = document ?? {};
  /** @type {Map<string, Stored>} */
  const stored = new Map(annotations.map((entry) => [entry.record.id, entry]));
  for (const { id, revision } of removed) stored.set(id, { revision, rank: 0, record: null });
  return stored;
}
