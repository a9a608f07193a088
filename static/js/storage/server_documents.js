/**
 * Documents of pictures in projects: a server keeps them. Where it does not answer, a save rejects, and
 * what was to be saved stays in the outbox until it is sent again.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { Documents, Stored } from "../document/documents.js"
 * @import * as Api from "../server/projects_api.js"
 * @import { Reader, Saved, Who } from "../server/projects_api.js"
 *
 * @typedef {object} Parts
 * @property {Pick<typeof Api, "getAnnotations" | "saveAnnotations">} api
 * @property {() => Reader} reader whose view is wanted
 * @property {() => Who} who writes; throws where nobody has said so
 * @property {(id: string, saved: Saved) => void} hear what the server says of a picture after a change
 */

import { documentOf } from "../document/documents.js";
import { placeOf } from "../document/places.js";

/** Changes that the server takes at once. */
const AT_ONCE = 2000;

/**
 * @param {Parts} parts
 * @returns {Documents}
 */
export function createServerDocuments({ api, reader, who, hear }) {
  return {
    list: async () => [],

    async load(id) {
      const { project, picture } = placed(id);
      const { file_name, width, height, contents, annotations } = await api.getAnnotations(
        project,
        picture,
        reader(),
      );
      const stored = annotations.map(({ annotation_id, revision, rank, record }) => {
        const content = /** @type {Annotation | null} */ (record);
        return /** @type {[string, Stored]} */ ([
          annotation_id,
          { revision, rank, record: content },
        ]);
      });
      return { ...documentOf(id, { id: picture, file_name, width, height }, stored), contents };
    },

    async save(id, _, changes) {
      const { project, picture } = placed(id);
      const conflicts = [];
      for (let i = 0; i < changes.length; i += AT_ONCE) {
        const sent = changes.slice(i, i + AT_ONCE).map(({ annotationId, ...change }) => ({
          ...change,
          annotation_id: annotationId,
        }));
        const saved = await api.saveAnnotations(project, picture, sent, who());
        for (const { sent, stored } of saved.conflicts) {
          const record = /** @type {Annotation | null} */ (stored?.record ?? null);
          const there = stored && { revision: stored.revision, rank: stored.rank, record };
          conflicts.push({ annotationId: sent.annotation_id, stored: there });
        }
        hear(id, saved);
      }
      return { made: false, conflicts };
    },

    // Closing a picture here takes nothing away from the project.
    async remove() {},
  };
}

/**
 * Documents of both kinds, each where its name says.
 *
 * @param {Documents} here
 * @param {Documents} there at the server
 * @returns {Documents}
 */
export function joinDocuments(here, there) {
  /** @param {string} id */
  const of = (id) => (placeOf(id) === null ? here : there);
  return {
    list: here.list,
    load: (id) => of(id).load(id),
    save: (id, picture, changes) => of(id).save(id, picture, changes),
    remove: (id) => of(id).remove(id),
  };
}

/** @param {string} id */
function placed(id) {
  const place = placeOf(id);
  if (place === null) throw new RangeError(`The document ${id} is in no project.`);
  return place;
}
