/**
 * This browser's IndexedDB: its stores, and how an older one becomes the present one.
 *
 * @import { DBSchema, IDBPDatabase, OpenDBCallbacks } from "../../vendor/idb/index.js"
 * @import { SavedPart } from "../session/sessions.js"
 *
 * @typedef {DBSchema
 *   & Record<SavedPart | "settings" | "documents" | typeof VERSION_1, { key: string, value: unknown }>
 *   & { annotations: { key: [document: string, annotation: string], value: unknown } }} Schema
 *
 * @typedef {IDBPDatabase<Schema>} Database
 */

import { openDB } from "../../vendor/idb/index.js";
import { PARTS } from "../session/sessions.js";
import { migrate } from "./migration.js";

const NAME = "segment-studio";
const VERSION = 2;

/** Where version 1 had all that was done to a picture. */
export const VERSION_1 = "work";

const STORES = /** @type {const} */ ([...PARTS, "documents", "annotations", "settings"]);

/** A browser that does not even refuse shall not keep the page waiting. */
const PATIENCE_MS = 10_000;

/** A page of an older version holds the database open in its own form. */
export class BlockedError extends Error {}

/**
 * @param {() => void} outdated called when a page of a later version wants the database: this one
 *   keeps nothing from then on
 * @returns {Promise<Database>}
 * @throws {BlockedError}
 * @throws {Error} where the browser refuses, or does not answer
 */
export function openDatabase(outdated) {
  return new Promise((resolve, reject) => {
    let givenUp = false;
    /** @param {Error} reason */
    const giveUp = (reason) => {
      givenUp = true;
      clearTimeout(timer);
      reject(reason);
    };
    const late = () => giveUp(new Error(`IndexedDB has not answered for ${PATIENCE_MS} ms.`));
    const timer = setTimeout(late, PATIENCE_MS);
    /** @type {OpenDBCallbacks<Schema>} */
    const callbacks = {
      async upgrade(database, from, _, transaction) {
        // This is an answer: what there is to bring over takes as long as it takes.
        clearTimeout(timer);
        // Opening fails with it, which is heard of there.
        transaction.done.catch(() => {});
        try {
          for (const name of STORES) {
            if (!database.objectStoreNames.contains(name)) database.createObjectStore(name);
          }
          if (from === 1 && (await migrate(transaction))) database.deleteObjectStore(VERSION_1);
        } catch {
          // All of it or nothing: the next page begins anew.
          transaction.abort();
        }
      },
      blocked() {
        giveUp(new BlockedError());
      },
      blocking(_, __, event) {
        /** @type {IDBDatabase} */ (event.target).close();
        outdated();
      },
    };
    openDB(NAME, VERSION, callbacks)
      .then((database) => {
        // Nobody waits for it any more; the next page finds it brought over.
        if (givenUp) database.close();
        else resolve(database);
      }, reject)
      .finally(() => clearTimeout(timer));
  });
}

/**
 * Ends a transaction with all of its changes or none.
 *
 * @param {{ readonly done: Promise<void>, commit(): void, abort(): void }} transaction
 * @param {() => Iterable<Promise<unknown>>} begin begins one change after the other
 */
export async function finish(transaction, begin) {
  /** @type {Promise<unknown>[]} */
  const changes = [transaction.done];
  try {
    for (const change of begin()) changes.push(change);
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
