/**
 * From version 1, which kept all that was done to a picture in one piece, history and objects
 * included, to documents and sessions. The history is done once more, step by step.
 *
 * @import { IDBPTransaction, StoreNames } from "../../vendor/idb/index.js"
 * @import { Document } from "../document/document.js"
 * @import { Annotation } from "../formats/annotation.js"
 * @import { Schema } from "./database.js"
 * @import { SavedRuntime } from "../session/saved_runtime.js"
 * @import { SavedSession } from "../session/saved_session.js"
 * @import { Draft, Session } from "../session/picture_session.js"
 *
 * @typedef {Draft & { objects: readonly { annotation: Annotation, colour: number, hidden: boolean }[]
 *   }} Edit
 *
 * @typedef {object} Work as version 1 has it
 * @property {number} version
 * @property {number} order
 * @property {string} name
 * @property {string} title
 * @property {string | null} imageId
 * @property {number} width
 * @property {number} height
 * @property {readonly string[]} notes
 * @property {number | null} encodeMilliseconds
 * @property {Blob | null} miniature
 * @property {string | null} encoder
 * @property {{ past: readonly Edit[], present: Edit, future: readonly Edit[] }} history
 * @property {Session["camera"]} camera
 * @property {Session["everything"] & SavedRuntime["search"]} everything
 */

import { newDocument, recordsOf } from "../document/document.js";
import { VERSION as DOCUMENT_VERSION } from "../document/documents.js";
import { randomUuid } from "../document/uuid.js";
import { record, undo } from "../session/history.js";
import { EMPTY_DRAFT, NOTHING_REJECTED, newSession } from "../session/picture_session.js";
import { VERSION } from "../session/saved_session.js";

/**
 * Brings over what can be read, within the transaction that makes the new stores: all of it or none.
 * The rest stays where it is.
 *
 * @param {IDBPTransaction<Schema, StoreNames<Schema>[], "versionchange">} transaction
 * @returns {Promise<boolean>} whether nothing is left of version 1
 */
export async function migrate(transaction) {
  const works = transaction.objectStore("work");
  const [ids, values] = await Promise.all([works.getAllKeys(), works.getAll()]);
  let left = ids.length;
  for (const [i, id] of ids.entries()) {
    const made = migrated(id, values[i]);
    if (made === null) continue;
    for (const change of bringOver(transaction, id, made)) {
      // One that fails ends the whole transaction, which is heard of there.
      change.catch(() => {});
    }
    left--;
  }
  return left === 0;
}

/**
 * @param {IDBPTransaction<Schema, StoreNames<Schema>[], "versionchange">} transaction
 * @param {string} id
 * @param {NonNullable<ReturnType<typeof migrated>>} made
 */
function* bringOver(transaction, id, { document, session, runtime }) {
  const { picture, annotations } = document;
  yield transaction.objectStore("documents").put({ version: DOCUMENT_VERSION, picture }, id);
  for (const { revision, rank, record } of annotations) {
    yield transaction.objectStore("annotations").put({ revision, rank, record }, [id, record.id]);
  }
  yield transaction.objectStore("session").put(session, id);
  yield transaction.objectStore("runtime").put(runtime, id);
  yield transaction.objectStore("work").delete(id);
}

/**
 * @param {string} id
 * @param {unknown} value of version 1
 * @returns {{ document: Document, session: SavedSession, runtime: SavedRuntime } | null} null where
 *   it is damaged
 */
export function migrated(id, value) {
  try {
    const work = readWork(value);
    return work && broughtOver(id, work);
  } catch {
    // What only looked whole is damaged all the same.
    return null;
  }
}

/**
 * @param {string} id
 * @param {Work} work
 * @returns {{ document: Document, session: SavedSession, runtime: SavedRuntime }}
 */
function broughtOver(id, work) {
  const { document, session } = replayed(withPicture(work));
  const { draft, history, colours, hidden } = session;
  const { order, title, camera, notes, encodeMilliseconds, miniature, encoder } = work;
  const { on, preset, filters, status, milliseconds } = work.everything;
  // Nothing of what was removed has ever been kept under a revision.
  const kept = { ...document, id, removed: [] };
  const everything = { on, preset, filters };
  return {
    document: kept,
    session: {
      version: VERSION,
      order,
      title,
      draft,
      history,
      colours,
      hidden,
      camera,
      everything,
      suggestions: NOTHING_REJECTED,
    },
    runtime: { notes, encodeMilliseconds, miniature, encoder, search: { status, milliseconds } },
  };
}

/**
 * Version 1 did not say in an annotation which picture it is of.
 *
 * @param {Work} work
 * @returns {Work}
 */
function withPicture({ history, ...work }) {
  const { imageId: id, name } = work;
  if (id === null) return { history, ...work };
  /** The same record is shared by many steps. @type {Map<Annotation, Annotation>} */
  const named = new Map();
  /** @param {Edit["objects"][number]} object */
  const nameIn = ({ annotation, ...rest }) => {
    const known = named.get(annotation);
    const made = known ?? { ...annotation, picture: { id, file_name: name } };
    named.set(annotation, made);
    return { ...rest, annotation: made };
  };
  /** @param {Edit} edit */
  const nameAll = ({ objects, ...draft }) => ({ ...draft, objects: objects.map(nameIn) });
  const { past, present, future } = history;
  const all = { past: past.map(nameAll), present: nameAll(present), future: future.map(nameAll) };
  return { history: all, ...work };
}

/**
 * The history, done once more, and undone as far as it was.
 *
 * @param {Work} work
 * @returns {{ document: Document, session: Session }}
 */
function replayed({ name, title, imageId, width, height, history }) {
  const writer = randomUuid();
  let revisions = 0;
  const naming = () => `${writer}.${++revisions}`;
  const [first, ...later] = [...history.past, history.present, ...history.future];
  const picture = { id: imageId, file_name: name, width, height };
  const bare = { document: { ...newDocument(name), picture }, session: newSession(title) };
  const begun = stepTo(bare, first, naming);
  let now = { ...begun, session: { ...begun.session, history: newSession(title).history } };
  for (const edit of later) now = stepTo(now, edit, naming);
  for (const _ of history.future) now = undo(now, naming) ?? now;
  return now;
}

/**
 * @param {{ document: Document, session: Session }} now
 * @param {Edit} edit
 * @param {() => string} naming
 */
function stepTo(now, { objects, prompt, chosen, corrections, editing }, naming) {
  const records = objects.map(({ annotation }) => annotation);
  const before = recordsOf(now.document);
  const same = records.length === before.length && records.every((each, i) => each === before[i]);
  const toggled = objects
    .filter(({ annotation, hidden }) => now.session.hidden.includes(annotation.id) !== hidden)
    .map(({ annotation: { id } }) => id);
  const colours = Object.fromEntries(
    objects.map(({ annotation, colour }) => [annotation.id, colour]),
  );
  const session = { ...now.session, colours: { ...now.session.colours, ...colours } };
  const draft = { ...EMPTY_DRAFT, prompt, chosen, corrections, editing };
  return record({ ...now, session }, { draft, toggled, ...(!same && { records }) }, naming);
}

/**
 * @param {unknown} value
 * @returns {Work | null} null where it is damaged
 */
function readWork(value) {
  const work = /** @type {Partial<Work>} */ (value ?? {});
  const { version, name, title, order, width, height, history, everything } = work;
  const whole =
    version === 1 &&
    typeof name === "string" &&
    typeof title === "string" &&
    [order, width, height].every((number) => Number.isInteger(number)) &&
    Array.isArray(history?.past) &&
    Array.isArray(history.future) &&
    [...history.past, history.present, ...history.future].every(isEdit) &&
    typeof everything?.filters === "object";
  return whole ? /** @type {Work} */ (work) : null;
}

/** @param {Partial<Edit> | null | undefined} edit */
const isEdit = (edit) =>
  Array.isArray(edit?.prompt?.points) &&
  Array.isArray(edit.corrections) &&
  Array.isArray(edit.objects) &&
  edit.objects.every(({ annotation, colour }) => annotation?.id && Number.isInteger(colour));
