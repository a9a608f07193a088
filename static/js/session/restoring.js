/**
 * Brings back the pictures that were open, with all that was done to them.
 *
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 * @import { Storage } from "../storage/storage.js"
 * @import { Claims } from "./claims.js"
 * @import { SavedRuntime } from "./saved_runtime.js"
 * @import { Restored, Saving } from "./saving.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Storage} storage
 * @property {Claims} claims
 * @property {Pick<Saving, "know">} saving
 * @property {Strings} strings
 * @property {number} [patience] milliseconds to wait for pictures that another page has
 */

import { restoreImages } from "../pictures/filmstrip_transitions.js";
import { notify } from "../shell/page_transitions.js";
import { withOutbox } from "./outbox.js";
import { restoredImage } from "./saved.js";
import { readSession } from "./saved_session.js";
import { ACTIVE } from "./saving.js";

/** Name of the setting that says which pictures nobody can read, so that this is told once. */
const DAMAGED = "damaged";

/** @param {Parts} parts */
export async function restore({ store, storage, claims, saving, strings, patience }) {
  const { documents, sessions } = storage;
  /** @type {string[]} */
  const damaged = [];
  /** Pictures that another page has. */
  let elsewhere = 0;

  /**
   * @param {string} id
   * @param {unknown} value its session
   * @returns {Promise<Restored | null>} null where it is damaged
   */
  const read = async (id, value) => {
    const session = readSession(value);
    if (session === null) return null;
    const [kept, outbox, runtime, found] = await Promise.all([
      documents.load(id),
      sessions.load(id, "outbox"),
      sessions.load(id, "runtime"),
      sessions.load(id, "found"),
    ]);
    const now = withOutbox(id, kept, outbox);
    if (now === null || runtime === null) return null;
    const { document, revisions } = now;
    const image = restoredImage(document, session, /** @type {SavedRuntime} */ (runtime), found);
    return {
      image,
      revisions: kept && revisions,
      pending: outbox !== null,
      contents: kept?.contents ?? null,
    };
  };

  /**
   * @param {{ id: string, session: unknown }} entry
   * @returns {Promise<Restored | null>} null for what another page has, or nobody can read
   */
  const picture = async ({ id, session }) => {
    if (store.state.images.some(({ document }) => document.id === id)) return null;
    if (!(await claims.claim(id, patience))) {
      elsewhere++;
      return null;
    }
    // What went wrong with one of them is told with the others.
    const restored = await read(id, session).catch(() => null);
    if (restored === null) damaged.push(id);
    return restored;
  };

  try {
    if (storage.blocked) store.apply(notify, { message: strings.storageBlocked });
    const entries = await sessions.list();
    const setting = await sessions.loadSetting(ACTIVE);
    const active = typeof setting === "string" ? setting : null;
    const pictures = (await Promise.all(entries.map(picture))).filter((each) => each !== null);
    pictures.sort((a, b) => a.image.key - b.image.key);
    saving.know(pictures, active);
    store.apply(
      restoreImages,
      pictures.map(({ image }) => image),
      active,
    );
    if (elsewhere > 0) {
      const message = strings.openElsewhere(elsewhere);
      store.apply(notify, { kind: "info", message, retry: { type: "fetch" } });
    }
    const told = await sessions.loadSetting(DAMAGED);
    const news = damaged.filter((id) => !Array.isArray(told) || !told.includes(id));
    if (news.length === 0) return;
    store.apply(notify, { message: strings.errorDamaged(news.length) });
    await sessions.saveSetting(DAMAGED, damaged);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    store.apply(notify, { message: strings.errorRestoring(why) });
  }
}
