/**
 * Where pictures and the work on them are kept: this browser's IndexedDB now, a server's project
 * store later. Whoever saves or loads knows only the interface; `saved.js` says what the parts hold.
 *
 * @import { DBSchema, IDBPDatabase, IDBPObjectStore } from "../../vendor/idb/index.js"
 *
 * @typedef {"work" | "bytes" | "embedding" | "found"} Part of a saved picture. Each is written by
 *   itself, so that a click rewrites neither the file nor the embedding.
 *
 * @typedef {object} Storage
 * @property {boolean} lasting whether what is saved outlives the page
 * @property {() => Promise<{ id: string, work: unknown }[]>} list of the saved pictures
 * @property {(id: string, part: Part) => Promise<unknown>} load null where there is none
 * @property {(id: string, parts: Partial<Record<Part, unknown>>) => Promise<void>} save all of the
 *   parts or none; what was saved before of these parts is replaced
 * @property {(id: string) => Promise<void>} remove a picture with all its parts
 * @property {(name: string) => Promise<unknown>} loadSetting null where there is none
 * @property {(name: string, value: unknown) => Promise<void>} saveSetting of the page as a whole
 *
 * @typedef {DBSchema & Record<Part | "settings", { key: string, value: unknown }>} Schema
 */

import { openDB } from "../../vendor/idb/index.js";
import { createMemoryStorage } from "./memory_storage.js";

const NAME = "segment-studio";
const VERSION = 1;

/** A browser that does not even refuse shall not keep the page waiting. */
const PATIENCE_MS = 10_000;

/** @type {readonly Part[]} */
export const PARTS = ["work", "bytes", "embedding", "found"];

/** @returns {Promise<Storage>} one that forgets, where the browser lets nobody keep anything */
export async function openStorage() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<never>} */
  const late = new Promise((_, refuse) => {
    timer = setTimeout(refuse, PATIENCE_MS);
  });
  try {
    return createStorage(await Promise.race([openDatabase(), late]));
  } catch {
    return createMemoryStorage();
  } finally {
    clearTimeout(timer);
  }
}

/** @returns {Promise<IDBPDatabase<Schema>>} */
function openDatabase() {
  return openDB(NAME, VERSION, {
    upgrade(database) {
      for (const name of [...PARTS, /** @type {const} */ ("settings")]) {
        database.createObjectStore(name);
      }
    },
  });
}

/**
 * @param {IDBPDatabase<Schema>} database
 * @returns {Storage}
 */
function createStorage(database) {
  return {
    lasting: true,

    async list() {
      const { store, done } = database.transaction("work");
      const [ids, works] = await Promise.all([store.getAllKeys(), store.getAll(), done]);
      return ids.map((id, i) => ({ id, work: works[i] }));
    },

    load: async (id, part) => (await database.get(part, id)) ?? null,

    async save(id, parts) {
      const names = PARTS.filter((part) => parts[part] !== undefined);
      await write(database, names, (part, store) => store.put(parts[part], id));
    },

    async remove(id) {
      await write(database, PARTS, (_, store) => store.delete(id));
    },

    loadSetting: async (name) => (await database.get("settings", name)) ?? null,

    async saveSetting(name, value) {
      await database.put("settings", value, name);
    },
  };
}

/**
 * Changes several parts, all or none.
 *
 * @param {IDBPDatabase<Schema>} database
 * @param {readonly Part[]} parts
 * @param {(part: Part, store: IDBPObjectStore<Schema, Part[], Part, "readwrite">) => Promise<unknown>} change
 */
async function write(database, parts, change) {
  const transaction = database.transaction([...parts], "readwrite");
  /** @type {Promise<unknown>[]} */
  const changes = [transaction.done];
  try {
    for (const part of parts) changes.push(change(part, transaction.objectStore(part)));
    // A page that is being left hears of no success any more, and would leave this to chance.
    transaction.commit();
  } catch (error) {
    transaction.abort();
    changes.push(Promise.reject(error));
  }
  const reasons = (await Promise.allSettled(changes)).flatMap((end) =>
    end.status === "rejected" ? [end.reason] : [],
  );
  // What one of them failed of aborts the others.
  if (reasons.length > 0) throw reasons.find(({ name }) => name !== "AbortError") ?? reasons[0];
}
