/**
 * Documents in this browser's IndexedDB, each annotation a row of its own.
 *
 * @import { Database } from "./database.js"
 * @import { Picture } from "../document/document.js"
 * @import { Documents, Stored } from "../document/documents.js"
 *
 * @typedef {{ readonly version: typeof VERSION, readonly picture: Picture }} DocumentRow
 */

import { documentOf, settle, VERSION } from "../document/documents.js";
import { finish } from "./database.js";

/**
 * @param {Database} database
 * @returns {Documents}
 */
export function createIndexedDocuments(database) {
  return {
    async list() {
      const { store, done } = database.transaction("documents");
      const [ids, rows] = await Promise.all([store.getAllKeys(), store.getAll(), done]);
      return ids.map((id, i) => ({ id, picture: /** @type {DocumentRow} */ (rows[i]).picture }));
    },

    async load(id) {
      const transaction = database.transaction(["documents", "annotations"]);
      const annotations = transaction.objectStore("annotations");
      const [row, keys, stored] = await Promise.all([
        transaction.objectStore("documents").get(id),
        annotations.getAllKeys(allOf(id)),
        annotations.getAll(allOf(id)),
        transaction.done,
      ]);
      if (row === undefined) return null;
      if (!isDocumentRow(row) || !stored.every(isStored)) {
        throw new RangeError(`The document ${id} is damaged, or of a later version.`);
      }
      return documentOf(
        id,
        row.picture,
        stored.map((each, i) => [keys[i][1], each]),
      );
    },

    async save(id, picture, changes) {
      const transaction = database.transaction(["documents", "annotations"], "readwrite");
      const annotations = transaction.objectStore("annotations");
      const [count, rows] = await Promise.all([
        transaction.objectStore("documents").count(id),
        Promise.all(changes.map(({ annotationId }) => annotations.get([id, annotationId]))),
      ]);
      /** @type {Map<string, Stored>} */
      const stored = new Map();
      changes.forEach(({ annotationId }, i) => {
        if (isStored(rows[i])) stored.set(annotationId, rows[i]);
      });
      const { taken, conflicts } = settle(stored, changes);
      await finish(transaction, function* () {
        yield transaction.objectStore("documents").put({ version: VERSION, picture }, id);
        for (const { annotationId, revision, rank, record } of taken) {
          yield annotations.put({ revision, rank, record }, [id, annotationId]);
        }
      });
      return { made: count === 0, conflicts };
    },

    async remove(id) {
      const transaction = database.transaction(["documents", "annotations"], "readwrite");
      await finish(transaction, function* () {
        yield transaction.objectStore("documents").delete(id);
        yield transaction.objectStore("annotations").delete(allOf(id));
      });
    },
  };
}

/**
 * @param {string} id of a document
 * @returns {IDBKeyRange} of its annotations' keys; lists come after any text
 */
const allOf = (id) => IDBKeyRange.bound([id], [id, []]);

/**
 * @param {unknown} value
 * @returns {value is DocumentRow}
 */
function isDocumentRow(value) {
  const { version, picture } = /** @type {Partial<DocumentRow>} */ (value ?? {});
  return (
    version === VERSION &&
    typeof picture?.file_name === "string" &&
    Number.isInteger(picture.width) &&
    Number.isInteger(picture.height)
  );
}

/**
 * @param {unknown} value
 * @returns {value is Stored}
 */
function isStored(value) {
  const { revision, rank, record } = /** @type {Partial<Stored>} */ (value ?? {});
  const whole = record === null || (typeof record?.id === "string" && "segmentation" in record);
  return typeof revision === "string" && Number.isFinite(rank) && whole;
}
