/**
 * Brings what is new in documents to where they are kept: of each document one save after the other,
 * so that every change can name the revision that it follows.
 *
 * @import { Document } from "./document.js"
 * @import { Change, Documents, Outcome } from "./documents.js"
 *
 * @typedef {Pick<Outcome, "conflicts"> & { removed: boolean }} Delivered removed: whether the document
 *   had been removed elsewhere, and was made once more
 *
 * @typedef {ReturnType<typeof createDelivery>} Delivery
 */

import { changesOf } from "./documents.js";

/** @param {Pick<Documents, "save" | "remove">} documents */
export function createDelivery(documents) {
  /**
   * Revisions that are kept, by document and annotation. A document that is not kept has no entry.
   *
   * @type {Map<string, Map<string, string>>}
   */
  const kept = new Map();
  /**
   * Revisions that were last sent, by document and annotation: they may be kept already.
   *
   * @type {Map<string, Map<string, string>>}
   */
  const sent = new Map();
  /** The end of each document's last save. @type {Map<string, Promise<unknown>>} */
  const ends = new Map();

  /**
   * @param {string} id
   * @returns {Map<string, string>}
   */
  const revisions = (id) => kept.get(id) ?? new Map();

  /**
   * @param {string} id
   * @param {Document} document
   * @returns {Promise<Delivered>}
   */
  const save = async (id, document) => {
    const known = revisions(id);
    const changes = changesOf(document, known);
    const { made, conflicts } = await documents.save(id, document.picture, changes);
    if (made && kept.delete(id)) {
      // With it went the annotations that have not changed since.
      sent.delete(id);
      return { ...(await save(id, document)), removed: true };
    }
    kept.set(id, known);
    for (const { annotationId, revision } of changes) known.set(annotationId, revision);
    for (const { annotationId, stored } of conflicts) {
      // Whatever is saved next follows what is there.
      if (stored === null) known.delete(annotationId);
      else known.set(annotationId, stored.revision);
    }
    return { conflicts, removed: false };
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
     * @returns {Change[]} what is not kept yet, removals of what may just be arriving included
     */
    pending(id, document) {
      const gone = new Set(document.removed.map((each) => each.id));
      const arriving = [...(sent.get(id) ?? [])].filter(([annotationId]) => gone.has(annotationId));
      return changesOf(document, new Map([...arriving, ...revisions(id)]));
    },

    /**
     * @param {string} id
     * @param {Document} document
     * @returns {Promise<Delivered>} conflicts: changes that were not taken
     */
    deliver(id, document) {
      const last = sent.get(id) ?? new Map();
      sent.set(id, last);
      for (const { record, revision } of document.annotations) last.set(record.id, revision);
      const next = () => save(id, document);
      const end = (ends.get(id) ?? Promise.resolve()).then(next, next);
      ends.set(id, end);
      return end;
    },

    /** @param {string} id of a document that is wanted no more */
    async remove(id) {
      await ends.get(id)?.catch(() => {});
      kept.delete(id);
      sent.delete(id);
      ends.delete(id);
      await documents.remove(id);
    },
  };
}
