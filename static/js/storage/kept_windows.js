/**
 * Embeddings of windows of large pictures, kept in this browser for as long as the picture's session. A
 * database of their own: they only spare time, so that where it fails nothing is missed, and pages of
 * other versions are in nobody's way.
 *
 * @import { DBSchema, IDBPDatabase } from "../../vendor/idb/index.js"
 * @import { Embedding } from "../server/embedding.js"
 * @import { Sessions } from "../session/sessions.js"
 * @import { Window } from "../windows/windows.js"
 *
 * @typedef {[document: string, at: number, window: string]} Key with when it was kept
 * @typedef {DBSchema & { windows: { key: Key, value: unknown } }} Schema
 *
 * @typedef {object} KeptWindows none of them ever rejects
 * @property {(document: string, window: Window) => Promise<Embedding | null>} load null where it is not
 *   there
 * @property {(document: string, embedding: Embedding) => Promise<void>} save of a window
 * @property {(document: string) => Promise<void>} remove all of a picture
 */

import { openDB } from "../../vendor/idb/index.js";
import { packEmbedding, unpackEmbedding } from "../server/embedding.js";
import { windowName } from "../windows/windows.js";

const NAME = "segment-studio-windows";

/** Windows kept of a picture, 2 MB each; of more, the oldest go. */
export const MOST = 24;

/**
 * @param {boolean} lasting whether this browser keeps anything
 * @returns {KeptWindows}
 */
export function createKeptWindows(lasting) {
  /** @type {Promise<IDBPDatabase<Schema>> | null} */
  let opened = null;

  /**
   * @template Result
   * @param {Result} otherwise where there is no database, or it fails
   * @param {(database: IDBPDatabase<Schema>) => Promise<Result>} work
   * @returns {Promise<Result>}
   */
  const using = async (otherwise, work) => {
    if (!lasting) return otherwise;
    try {
      opened ??= openDB(NAME, 1, {
        upgrade: (database) => void database.createObjectStore("windows"),
      });
      return await work(await opened);
    } catch {
      return otherwise;
    }
  };

  return {
    load: (document, window) =>
      using(/** @type {Embedding | null} */ (null), async (database) => {
        const keys = await database.getAllKeys("windows", allOf(document));
        const key = keys.findLast(([, , name]) => name === windowName(window));
        return key === undefined ? null : unpackEmbedding(await database.get("windows", key));
      }),

    save: (document, embedding) =>
      using(undefined, async (database) => {
        const { window } = embedding;
        if (window === undefined) return;
        const name = windowName(window);
        const transaction = database.transaction("windows", "readwrite");
        const { store } = transaction;
        const keys = await store.getAllKeys(allOf(document));
        const others = keys.filter((key) => key[2] !== name);
        const gone = [
          ...keys.filter((key) => key[2] === name),
          ...others.slice(0, Math.max(0, others.length + 1 - MOST)),
        ];
        const put = store.put(packEmbedding(embedding), [document, Date.now(), name]);
        await Promise.all([put, ...gone.map((key) => store.delete(key)), transaction.done]);
      }),

    remove: (document) =>
      using(undefined, (database) => database.delete("windows", allOf(document))),
  };
}

/**
 * @param {Sessions} sessions
 * @param {Pick<KeptWindows, "remove">} windows that go with them
 * @returns {Sessions}
 */
export const withWindows = (sessions, windows) => ({
  ...sessions,
  async remove(id) {
    await Promise.all([sessions.remove(id), windows.remove(id)]);
  },
});

/**
 * @param {string} document
 * @returns {IDBKeyRange} of its windows' keys, the oldest first; lists come after any number
 */
const allOf = (document) => IDBKeyRange.bound([document], [document, []]);
