/**
 * Brings back the pictures that were open, with all that was done to them.
 *
 * @import { Claims } from "./claims.js"
 * @import { OpenImage } from "./state.js"
 * @import { Saving } from "./saving.js"
 * @import { Storage } from "../document/storage.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<Storage, "list" | "load" | "loadSetting" | "saveSetting">} storage
 * @property {Claims} claims
 * @property {Pick<Saving, "know">} saving
 * @property {Strings} strings
 */

import { readWork, restoredImage } from "../document/saved.js";
import { restoreImages } from "../pictures/filmstrip_transitions.js";
import { notify } from "../shell/page_transitions.js";
import { ACTIVE } from "./saving.js";

/** Name of the setting that says which pictures nobody can read, so that this is told once. */
const DAMAGED = "damaged";

/** @param {Parts} parts */
export async function restore({ store, storage, claims, saving, strings }) {
  /** @type {string[]} */
  const damaged = [];

  /**
   * @param {{ id: string, work: unknown }} entry
   * @returns {Promise<OpenImage | null>} null for what another page has, or nobody can read
   */
  const picture = async ({ id, work: value }) => {
    if (!(await claims.claim(id))) return null;
    try {
      const work = readWork(value);
      if (work !== null) return restoredImage(id, work, await storage.load(id, "found"));
    } catch {
      // Told with the others.
    }
    damaged.push(id);
    return null;
  };

  try {
    const entries = await storage.list();
    const setting = await storage.loadSetting(ACTIVE);
    const active = typeof setting === "string" ? setting : null;
    const pictures = (await Promise.all(entries.map(picture))).filter((image) => image !== null);
    pictures.sort((a, b) => a.key - b.key);
    saving.know(pictures, active);
    store.apply(restoreImages, pictures, active);
    const told = await storage.loadSetting(DAMAGED);
    const news = damaged.filter((id) => !Array.isArray(told) || !told.includes(id));
    if (news.length === 0) return;
    store.apply(notify, { message: strings.errorDamaged(news.length) });
    await storage.saveSetting(DAMAGED, damaged);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    store.apply(notify, { message: strings.errorRestoring(why) });
  }
}
