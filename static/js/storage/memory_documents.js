/**
 * Documents that last as long as the page: for browsers that let nobody keep anything.
 *
 * @import { Picture } from "../document/document.js"
 * @import { Documents, Stored } from "../document/documents.js"
 */

import { documentOf, settle } from "../document/documents.js";

/** @returns {Documents} */
export function createMemoryDocuments() {
  /** @type {Map<string, { picture: Picture, annotations: Map<string, Stored> }>} */
  const kept = new Map();
  return {
    list: async () => [...kept].map(([id, { picture }]) => structuredClone({ id, picture })),

    async load(id) {
      const found = kept.get(id);
      return found ? structuredClone(documentOf(id, found.picture, [...found.annotations])) : null;
    },

    async save(id, picture, changes) {
      const made = !kept.has(id);
      const annotations = kept.get(id)?.annotations ?? new Map();
      const { taken, conflicts } = settle(annotations, changes);
      kept.set(id, { picture: structuredClone(picture), annotations });
      for (const { annotationId, revision, rank, record } of structuredClone(taken)) {
        annotations.set(annotationId, { revision, rank, record });
      }
      return { made, conflicts: structuredClone(conflicts) };
    },

    async remove(id) {
      kept.delete(id);
    },
  };
}
