/**
 * Where documents are kept: this browser's IndexedDB, or a server's projects. All of it
 * is JSON, and each annotation is saved by itself: a change names the revision that it follows, and
 * where another is there instead nothing is overwritten, but reported.
 *
 * @import { Annotation } from "../formats/annotation.js"
 * @import { Document, Entry, Picture } from "./document.js"
 *
 * @typedef {object} Documents
 * @property {() => Promise<{ id: string, picture: Picture }[]>} list
 * @property {(id: string) => Promise<Loaded | null>} load null where there is none; rejects where
 *   it is damaged, or of a later version
 * @property {(id: string, picture: Picture, changes: readonly Change[]) => Promise<Outcome>} save
 *   makes the document, if it is new; what is there already is no conflict, so that a save whose
 *   end nobody heard of can be repeated
 * @property {(id: string) => Promise<void>} remove a document with all its annotations
 *
 * @typedef {Document & { contents?: number }} Loaded contents: of one that a server keeps; a number that
 *   grows with each change of it
 *
 * @typedef {object} Change
 * @property {string} annotationId
 * @property {string} revision that the annotation has from now on
 * @property {string | null} predecessor the revision that it had; null for a new one
 * @property {number} rank
 * @property {Annotation | null} record null removes it
 *
 * @typedef {object} Stored an annotation as it is kept, or that it was removed
 * @property {string} revision
 * @property {number} rank
 * @property {Annotation | null} record
 *
 * @typedef {object} Outcome of a save
 * @property {boolean} made whether there was no such document before
 * @property {Conflict[]} conflicts
 *
 * @typedef {object} Conflict a change that was not taken, and what is there instead
 * @property {string} annotationId
 * @property {Stored | null} stored null where nothing is known of the annotation
 */

import { inOrder } from "./document.js";

/** Of the form of a document that is kept. Others are not read. */
export const VERSION = 1;

/**
 * What of a document is to be saved.
 *
 * @param {Document} document
 * @param {ReadonlyMap<string, string>} revisions that are kept, by annotation
 * @returns {Change[]}
 */
export function changesOf({ annotations, removed }, revisions) {
  const there = annotations.map(({ record, ...entry }) => ({ ...entry, id: record.id, record }));
  const gone = removed
    .filter(({ id }) => revisions.has(id))
    .map((each) => ({ ...each, rank: 0, record: null }));
  return [...there, ...gone]
    .filter(({ id, revision }) => revisions.get(id) !== revision)
    .map(({ id, ...content }) => ({
      annotationId: id,
      predecessor: revisions.get(id) ?? null,
      ...content,
    }));
}

/**
 * Which of the changes follow what is kept.
 *
 * @param {ReadonlyMap<string, Stored>} stored by annotation
 * @param {readonly Change[]} changes
 * @returns {{ taken: Change[], conflicts: Conflict[] }}
 */
export function settle(stored, changes) {
  /** @type {Change[]} */
  const taken = [];
  /** @type {Conflict[]} */
  const conflicts = [];
  for (const change of changes) {
    const { annotationId, revision, predecessor } = change;
    const there = stored.get(annotationId) ?? null;
    if (there?.revision === revision) continue;
    if ((there?.revision ?? null) === predecessor) taken.push(change);
    else conflicts.push({ annotationId, stored: there });
  }
  return { taken, conflicts };
}

/**
 * @param {string} id
 * @param {Picture} picture
 * @param {readonly [id: string, Stored][]} stored annotations by id
 * @returns {Document} as it is kept
 */
export function documentOf(id, picture, stored) {
  /** @type {Entry[]} */
  const annotations = [];
  const removed = [];
  for (const [annotationId, { revision, rank, record }] of stored) {
    if (record === null) removed.push({ id: annotationId, revision });
    else annotations.push({ revision, rank, record });
  }
  return { id, picture, annotations: inOrder(annotations), removed };
}

/**
 * @param {Document | null} document
 * @returns {Map<string, string>} the revisions that it has, by annotation
 */
export function revisionsOf(document) {
  const { annotations = [], removed = [] } = document ?? {};
  return new Map([
    ...annotations.map(({ record, revision }) => /** @type {const} */ ([record.id, revision])),
    ...removed.map(({ id, revision }) => /** @type {const} */ ([id, revision])),
  ]);
}
