/**
 * Sessions in this browser's IndexedDB, a store for each part.
 *
 * @import { Database } from "./database.js"
 * @import { Sessions } from "../session/sessions.js"
 */

import { PARTS } from "../session/sessions.js";
import { finish, VERSION_1 } from "./database.js";

/**
 * @param {Database} database
 * @returns {Sessions}
 */
export function createIndexedSessions(database) {
  return {
    async list() {
      // What could not be brought over from version 1 is not read, but not forgotten either.
      const old = database.objectStoreNames.contains(VERSION_1);
      const left = old ? await rowsOf(database, VERSION_1) : [];
      return [...(await rowsOf(database, "session")), ...left];
    },

    load: async (id, part) => (await database.get(part, id)) ?? null,

    async save(id, parts) {
      const names = PARTS.filter((part) => parts[part] !== undefined);
      const transaction = database.transaction(names, "readwrite");
      await finish(transaction, function* () {
        for (const part of names) yield transaction.objectStore(part).put(parts[part], id);
      });
    },

    async remove(id) {
      const transaction = database.transaction(PARTS, "readwrite");
      await finish(transaction, function* () {
        for (const part of PARTS) yield transaction.objectStore(part).delete(id);
      });
    },

    loadSetting: async (name) => (await database.get("settings", name)) ?? null,

    async saveSetting(name, value) {
      await database.put("settings", value, name);
    },
  };
}

/**
 * @param {Database} database
 * @param {"session" | typeof VERSION_1} name of the store
 */
async function rowsOf(database, name) {
  const { store, done } = database.transaction(name);
  const [ids, sessions] = await Promise.all([store.getAllKeys(), store.getAll(), done]);
  return ids.map((id, i) => ({ id, session: sessions[i] }));
}
