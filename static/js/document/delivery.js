/**
 * Brings what is new in documents to where they are kept: of each document one save after the other,
 * so that every change can name the revision that it follows.
 *
 * @import { Document } from "./document.js"
 * @import { Change, Conflict, Documents } from "./documents.js"
 *
 * @typedef {ReturnType<typeof createDelivery>} Delivery
 */

import { changesOf } from "./documents.js";

/** @param {Pick<Documents, "save" | "remove">} documents */
export function createDelivery(documents) {
  /** Revisions that are kept, by document and annotation. @type {Map<string, Map<string, string>>} */
  const kept = new Map();
  /** The end of each document's last save. @type {Map<string, Promise<unknown>>} */
  const ends = new Map();

  /** @param {string} id */
  const revisions = (id) => {
    const known = kept.get(id) ?? new Map();
    kept.set(id, known);
    return known;
  };

  /**
   * @param {string} id
   * @param {Document} document
   */
  const save = async (id, document) => {
    const known = revisions(id);
    const changes = changesOf(document, known);
    const conflicts = await documents.save(id, document.picture, changes);
    for (const { annotationId, revision } of changes) known.set(annotationId, revision);
    for (const { annotationId, stored } of conflicts) {
      // Whatever is saved next follows what is there.
      if (stored === null) known.delete(annotationId);
      else known.set(annotationId, stored.revision);
    }
    return conflicts;
  };

  return {
    /**
     * @param {string} id
     * @param {Map<string, string>} revisions that are kept, by annotation
     */
    know: (id, revisions) => kept.set(id, revisions),

    /**
     * @param {string} id
     * @param {Document} document
     * @returns {Change[]} what is not kept yet
     */
    pending: (id, document) => changesOf(document, revisions(id)),

    /**
     * @param {string} id
     * @param {Document} document
     * @returns {Promise<Conflict[]>} changes that were not taken
     */
    deliver(id, document) {
      const next = () => save(id, document);
      const end = (ends.get(id) ?? Promise.resolve()).then(next, next);
      ends.set(id, end);
      return end;
    },

    /** @param {string} id of a document that is wanted no more */
    async remove(id) {
      await ends.get(id)?.catch(() => {});
      kept.delete(id);
      ends.delete(id);
      await documents.remove(id);
    },
  };
}
