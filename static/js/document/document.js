/**
 * The document of a picture: what a server may hold of it, and what the page's other parts, session
 * and runtime, are about. It is plain JSON and never changed in place.
 *
 * @import { Annotation } from "../formats/annotation.js"
 *
 * @typedef {object} Document
 * @property {string | null} id UUID, or the name of a place in a project (places.js); null until it is
 *   first kept
 * @property {Picture} picture that its annotations are of
 * @property {readonly Entry[]} annotations the one in front first
 * @property {readonly Removed[]} removed annotations, so that one that comes back can name what it
 *   follows
 *
 * @typedef {object} Picture
 * @property {string | null} id the sha256 of its file; null until the server has it
 * @property {string} file_name
 * @property {number} width pixels; 0 until known
 * @property {number} height
 *
 * @typedef {object} Entry
 * @property {string} revision names this content of this annotation; never used for another
 * @property {number} rank those of higher rank lie in front
 * @property {Annotation} record
 *
 * @typedef {{ readonly id: string, readonly revision: string }} Removed
 *
 * @typedef {object} Content what an annotation holds, without its revision
 * @property {string} id
 * @property {number} rank
 * @property {Annotation | null} record null where there is none
 *
 * @typedef {() => string} Naming gives each revision a name of its own
 */

/**
 * @param {string} fileName
 * @returns {Document} of a picture that nothing else is known of
 */
export function newDocument(fileName) {
  const picture = { id: null, file_name: fileName, width: 0, height: 0 };
  return { id: null, picture, annotations: [], removed: [] };
}

/**
 * @param {Document} document
 * @returns {Annotation[]} the one in front first
 */
export function recordsOf({ annotations }) {
  return annotations.map(({ record }) => record);
}

/**
 * @param {Pick<Document, "picture">} document
 * @returns {Annotation["picture"]} its picture as annotations name it; undefined before the server has
 *   named it
 */
export function pictureOf({ picture: { id, file_name } }) {
  return id === null ? undefined : { id, file_name };
}

/**
 * The document with other contents, each a new revision, also where it held the same before.
 *
 * @param {Document} document
 * @param {readonly Content[]} contents
 * @param {Naming} name
 * @returns {Document} the same where there is nothing to change
 */
export function revised(document, contents, name) {
  if (contents.length === 0) return document;
  const replaced = replacedIn(document, contents, name);
  if (replaced !== null) return { ...document, annotations: replaced };
  const entries = new Map(document.annotations.map((entry) => [entry.record.id, entry]));
  const removed = new Map(document.removed.map((each) => [each.id, each]));
  for (const { id, rank, record } of contents) {
    const revision = name();
    if (record === null) {
      entries.delete(id);
      removed.set(id, { id, revision });
    } else {
      entries.set(id, { revision, rank, record });
      removed.delete(id);
    }
  }
  return {
    ...document,
    annotations: inOrder([...entries.values()]),
    removed: [...removed.values()],
  };
}

/**
 * The quick way, where some annotations are replaced in their places and all else stays.
 *
 * @param {Document} document
 * @param {readonly Content[]} contents
 * @param {Naming} name
 * @returns {Entry[] | null} null where it is not as simple as that
 */
function replacedIn({ annotations }, contents, name) {
  const waiting = new Map(contents.map((content) => [content.id, content]));
  const replaced = annotations.map((entry) => {
    const { record = null, rank } = waiting.get(entry.record.id) ?? {};
    if (record === null || rank !== entry.rank) return entry;
    waiting.delete(record.id);
    return { revision: name(), rank, record };
  });
  return waiting.size === 0 ? replaced : null;
}

/**
 * @param {Document} document
 * @param {readonly { readonly id: string }[]} which
 * @returns {Content[]} what it has under these ids
 */
export function contentsOf({ annotations }, which) {
  if (which.length === 0) return [];
  /** @type {Map<string, Content>} */
  const contents = new Map(which.map(({ id }) => [id, { id, rank: 0, record: null }]));
  for (const { rank, record } of annotations) {
    if (contents.has(record.id)) contents.set(record.id, { id: record.id, rank, record });
  }
  return [...contents.values()];
}

/**
 * What has to change so that a document has exactly these records, in this order.
 *
 * @param {Document} document
 * @param {readonly Annotation[]} records the one in front first
 * @returns {Content[]}
 */
export function differences({ annotations }, records) {
  if (
    records.length === annotations.length &&
    records.every(({ id }, i) => id === annotations[i].record.id)
  ) {
    return records.flatMap((record, i) => {
      const { rank, record: present } = annotations[i];
      return record === present ? [] : [{ id: record.id, rank, record }];
    });
  }
  const before = new Map(annotations.map((entry) => [entry.record.id, entry]));
  const ranks = ranked(records, before);
  const there = new Set(records.map(({ id }) => id));
  const gone = annotations
    .filter(({ record }) => !there.has(record.id))
    .map(({ rank, record }) => ({ id: record.id, rank, record: null }));
  const changed = records
    .map((record, i) => ({ id: record.id, rank: ranks[i], record }))
    .filter(({ id, rank, record }) => {
      const entry = before.get(id);
      return entry?.record !== record || entry.rank !== rank;
    });
  return [...gone, ...changed];
}

/**
 * @template {Entry} Each
 * @param {readonly Each[]} entries
 * @returns {Each[]} the one in front first
 */
export function inOrder(entries) {
  return entries.toSorted((a, b) => b.rank - a.rank || (a.record.id < b.record.id ? -1 : 1));
}

/**
 * Ranks that fall along the records. Those that stay share the ranks that they had, so that only what
 * moved gets another; new ones come in front, or between their neighbours.
 *
 * @param {readonly Annotation[]} records
 * @param {ReadonlyMap<string, Entry>} before
 * @returns {number[]}
 */
function ranked(records, before) {
  const known = records.flatMap(({ id }) => before.get(id)?.rank ?? []).sort((a, b) => a - b);
  /** @type {number[]} */
  const ranks = [];
  let behind = 0;
  for (let i = records.length - 1; i >= 0; i--) {
    if (before.has(records[i].id)) behind = /** @type {number} */ (known.shift());
    else behind = known.length > 0 ? (behind + known[0]) / 2 : Math.floor(behind) + 1;
    ranks[i] = behind;
  }
  return ranks;
}
