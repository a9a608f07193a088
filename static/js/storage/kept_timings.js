/**
 * Times of masks that the server does not have yet, each by itself: several pages of one browser may
 * put and remove them at once.
 *
 * @import { KeptTiming } from "../projects/timekeeping.js"
 * @import { Database } from "./database.js"
 *
 * @typedef {object} KeptTimings
 * @property {(entry: KeptTiming) => Promise<void>} put
 * @property {() => Promise<KeptTiming[]>} all
 * @property {(ids: readonly string[]) => Promise<void>} remove by the timings' ids
 */

import { finish } from "./database.js";

/** Before the id, among the settings of the page as a whole. */
const PREFIX = "timing/";

/**
 * @param {Database} database
 * @returns {KeptTimings}
 */
export function createIndexedTimings(database) {
  return {
    async put(entry) {
      await database.put("settings", entry, PREFIX + entry.timing.id);
    },

    async all() {
      const range = IDBKeyRange.bound(PREFIX, `${PREFIX}g`); // ids are digits and a to f
      return /** @type {KeptTiming[]} */ (await database.getAll("settings", range));
    },

    async remove(ids) {
      const transaction = database.transaction("settings", "readwrite");
      await finish(transaction, function* () {
        for (const id of ids) yield transaction.store.delete(PREFIX + id);
      });
    },
  };
}

/** @returns {KeptTimings} that are forgotten with the page */
export function createMemoryTimings() {
  /** @type {Map<string, KeptTiming>} */
  const entries = new Map();
  return {
    async put(entry) {
      entries.set(entry.timing.id, entry);
    },
    all: async () => [...entries.values()],
    async remove(ids) {
      for (const id of ids) entries.delete(id);
    },
  };
}
