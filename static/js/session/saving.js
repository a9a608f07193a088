/**
 * Keeps storage up to date: shortly after something was done it is saved, and only what is new.
 *
 * @import { Claims } from "./claims.js"
 * @import { Kept } from "../document/saved.js"
 * @import { OpenImage } from "./state.js"
 * @import { Storage } from "../document/storage.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Pick<Storage, "lasting" | "save" | "remove" | "saveSetting">} storage
 * @property {Claims} claims
 * @property {() => string} randomUuid
 * @property {(pause: number) => Promise<void>} wait milliseconds
 * @property {Strings} strings
 *
 * @typedef {object} Saving
 * @property {(images: readonly OpenImage[], active: string | null) => void} know pictures that
 *   storage has just given, and which of them was on the stage
 * @property {() => Promise<void>} saveNow what is new, without waiting for more
 * @property {() => Promise<void>} leave the page: saves, and removes what was closed for good
 * @property {() => boolean} atRisk whether leaving the page now would lose something
 */

import { keptOf, unsavedParts, writeParts } from "../document/saved.js";
import { notify } from "../shell/page_transitions.js";
import { keepUnder, noteStored } from "./saving_transitions.js";
import { isRead, NO_EVERYTHING } from "./state.js";

/** Name of the setting that says which picture was on the stage. */
export const ACTIVE = "active";

const PAUSE_MS = 300;
/** After a failure: what is full does not become empty by being asked again and again. */
const LONG_PAUSE_MS = 10_000;

/**
 * @param {Parts} parts
 * @returns {Saving}
 */
export function createSaving({ store, storage, claims, randomUuid, wait, strings }) {
  /** What is saved, or being saved, by storage id. @type {Map<string, Kept>} */
  const saved = new Map();
  /** Storage ids whose last saving failed. @type {Set<string>} */
  const failed = new Set();
  /** @type {string | null} */
  let savedActive = null;
  let scheduled = false;
  let told = false;
  let toldForgets = false;

  const active = () => {
    const { images, activeKey } = store.state;
    return images.find(({ key }) => key === activeKey)?.storageId ?? null;
  };

  /** @param {readonly OpenImage[]} images */
  const idsOf = (images) => new Set(images.map(({ storageId }) => storageId));

  /** Storage ids that are still needed: a closed picture's too, while it can be brought back. */
  const wanted = () => {
    const { images, notices } = store.state;
    const closed = notices.flatMap(({ retry }) => (retry?.type === "reopen" ? [retry.image] : []));
    return idsOf([...images, ...closed]);
  };

  /** @param {OpenImage} image */
  const before = ({ storageId }) => saved.get(storageId ?? "") ?? null;

  const isDue = () => {
    const { images } = store.state;
    if (images.some((image) => unsavedParts(image, before(image)).length > 0)) return true;
    const ids = wanted();
    return active() !== savedActive || [...saved.keys()].some((id) => !ids.has(id));
  };

  const schedule = async () => {
    if (scheduled || !isDue()) return;
    scheduled = true;
    await wait(failed.size > 0 ? LONG_PAUSE_MS : PAUSE_MS);
    scheduled = false;
    await saveNow();
    schedule();
  };

  /** @param {OpenImage} image */
  const savePicture = async (image) => {
    const { key, bytes, embedding, everything } = image;
    const last = before(image);
    const parts = unsavedParts(image, last);
    if (parts.length === 0) return;
    const storageId = image.storageId ?? randomUuid();
    if (image.storageId === null) {
      claims.claim(storageId);
      store.apply(keepUnder, key, storageId);
    }
    const found = parts.includes("found") ? everything.found : (last?.found ?? NO_EVERYTHING.found);
    const kept = keptOf(image, found);
    saved.set(storageId, kept);
    try {
      await storage.save(storageId, writeParts(image, parts));
      failed.delete(storageId);
      store.apply(noteStored, key, {
        bytes: parts.includes("bytes") ? bytes : null,
        embedding: parts.includes("embedding") ? embedding : null,
      });
      // What storage has is not compared again, and shall not stay in memory for that.
      if (saved.get(storageId) === kept) {
        saved.set(storageId, { ...kept, bytes: null, embedding: null });
      }
    } catch (error) {
      saved.delete(storageId);
      failed.add(storageId);
      tell(error);
    }
  };

  /** @param {unknown} error */
  const tell = (error) => {
    if (told) return;
    told = true;
    const full = error instanceof DOMException && error.name === "QuotaExceededError";
    const why = error instanceof Error ? error.message : String(error);
    store.apply(notify, { message: full ? strings.errorStorageFull : strings.errorStorage(why) });
  };

  /** @param {string} id */
  const remove = async (id) => {
    saved.delete(id);
    failed.delete(id);
    claims.release(id);
    await storage.remove(id).catch(tell);
  };

  const saveActive = async () => {
    savedActive = active();
    await storage.saveSetting(ACTIVE, savedActive).catch(tell);
  };

  const saveNow = async (needed = wanted) => {
    const pictures = store.state.images.map(savePicture);
    const ids = needed();
    const removals = [...saved.keys()].filter((id) => !ids.has(id)).map(remove);
    const setting = active() === savedActive ? [] : [saveActive()];
    await Promise.all([...pictures, ...removals, ...setting]);
  };

  store.watch((state) => [state.images, state.activeKey, state.notices], schedule);
  store.watch(
    (state) => [state.images.length > 0],
    (any) => {
      if (!any || storage.lasting || toldForgets) return;
      toldForgets = true;
      store.apply(notify, { kind: "info", message: strings.storageForgets });
    },
  );

  return {
    know(images, active) {
      savedActive = active;
      for (const image of images) {
        if (image.storageId) saved.set(image.storageId, keptOf(image, image.everything.found));
      }
    },
    saveNow: () => saveNow(),
    leave: () => saveNow(() => idsOf(store.state.images)),
    atRisk() {
      const { images } = store.state;
      if (images.length === 0) return false;
      const unread = images.some((image) => !isRead(image) || image.bytes !== null);
      return !storage.lasting || failed.size > 0 || unread;
    },
  };
}
