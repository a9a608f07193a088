/**
 * Keeps storage up to date: shortly after something was done it is saved, and only what is new. What
 * is new in a document goes to the outbox with the session, at once, and from there to where
 * documents are kept.
 *
 * @import { Document } from "../document/document.js"
 * @import { Conflict } from "../document/documents.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Store } from "../shell/store.js"
 * @import { Strings } from "../shell/strings/strings.js"
 * @import { Storage } from "../storage/storage.js"
 * @import { Claims } from "./claims.js"
 * @import { Kept } from "./saved.js"
 *
 * @typedef {object} Parts
 * @property {Store} store
 * @property {Storage} storage
 * @property {Claims} claims
 * @property {() => string} randomUuid
 * @property {(pause: number) => Promise<void>} wait milliseconds
 * @property {Strings} strings
 * @property {(id: string, document: Document | null, contents?: number | null) => void} [delivered]
 *   called when all of a document is where it is kept; with null where it could not be brought there;
 *   contents: the server's number of these, where it was read there just now
 *
 * @typedef {object} Restored a picture that storage has just given
 * @property {OpenImage} image
 * @property {Map<string, string> | null} revisions of its annotations that are kept; null where its
 *   document is not kept yet
 * @property {boolean} pending whether something was left in the outbox
 * @property {number | null} contents the server's number of what it keeps; null where it keeps nothing
 *
 * @typedef {object} Saving
 * @property {(restored: readonly Restored[], active: string | null) => void} know pictures that
 *   storage has just given, and which of them was on the stage
 * @property {(id: string, revisions: Map<string, string>) => void} expect a document that was just
 *   fetched from where it is kept, before it is open
 * @property {() => Promise<void>} saveNow what is new, without waiting for more
 * @property {() => Promise<void>} saveAll the same; settles when what was on its way before has arrived,
 *   or failed, too
 * @property {() => Promise<void>} leave the page: saves, and removes what was closed for good
 * @property {() => boolean} atRisk whether leaving the page now would lose something
 */

import { createDelivery } from "../document/delivery.js";
import { isRead, NO_SEARCH } from "../pictures/runtime.js";
import { ApiError } from "../server/requests.js";
import { loseServer, notify } from "../shell/page_transitions.js";
import { keptOf, unsavedParts, writeParts } from "./saved.js";
import { keepBoth, keepUnder, noteRemoved, noteStored } from "./saving_transitions.js";

/** Name of the setting that says which picture was on the stage. */
export const ACTIVE = "active";

const PAUSE_MS = 300;
/** After a failure: what is full does not become empty by being asked again and again. */
const LONG_PAUSE_MS = 10_000;

/**
 * @param {Parts} parts
 * @returns {Saving}
 */
export function createSaving(parts) {
  const { store, storage, claims, randomUuid, wait, strings, delivered = () => {} } = parts;
  const { documents, sessions } = storage;
  const delivery = createDelivery(documents);
  /**
   * What is saved, or being saved, by document id; null where all of it is to be saved again.
   *
   * @type {Map<string, Kept | null>}
   */
  const saved = new Map();
  /** Document ids whose last saving failed. @type {Set<string>} */
  const failed = new Set();
  /** @type {string | null} */
  let savedActive = null;
  /** What is on its way. @type {Set<Promise<void>>} */
  const under = new Set();
  let scheduled = false;
  let told = false;
  let toldForgets = false;

  const active = () => {
    const { images, activeKey } = store.state;
    return images.find(({ key }) => key === activeKey)?.document.id ?? null;
  };

  /** @param {readonly OpenImage[]} images */
  const idsOf = (images) => new Set(images.map(({ document }) => document.id));

  /** Document ids that are still needed: a closed picture's too, while it can be brought back. */
  const wanted = () => {
    const { images, notices } = store.state;
    const closed = notices.flatMap(({ retry }) => (retry?.type === "reopen" ? [retry.image] : []));
    return idsOf([...images, ...closed]);
  };

  /** @param {OpenImage} image */
  const before = ({ document }) => saved.get(document.id ?? "") ?? null;

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
    const last = before(image);
    const parts = unsavedParts(image, last);
    if (parts.length === 0) return;
    const { key, document, runtime } = named(image);
    const { bytes, embedding, search } = runtime;
    const id = String(document.id);
    const found = parts.includes("found") ? search.found : (last?.found ?? NO_SEARCH.found);
    const kept = keptOf({ ...image, document }, found);
    saved.set(id, kept);
    try {
      const changes = delivery.pending(id, document);
      await sessions.save(id, writeParts(image, parts, changes));
      if (!saved.has(id)) return; // It was removed meanwhile, and stays so.
      failed.delete(id);
      store.apply(noteStored, key, {
        bytes: parts.includes("bytes") ? bytes : null,
        embedding: parts.includes("embedding") ? embedding : null,
      });
      // What storage has is not compared again, and shall not stay in memory for that.
      if (saved.get(id) === kept) saved.set(id, { ...kept, bytes: null, embedding: null });
      if (parts.includes("outbox")) await deliver(id, key, document);
    } catch (error) {
      if (!saved.has(id)) return;
      saved.set(id, null);
      failed.add(id);
      delivered(id, null);
      tell(error);
    }
  };

  /**
   * @param {OpenImage} image
   * @returns {OpenImage} with a name to keep it under
   */
  const named = (image) => {
    if (image.document.id !== null) return image;
    const id = randomUuid();
    claims.claim(id);
    store.apply(keepUnder, image.key, id);
    return store.state.images.find(({ key }) => key === image.key) ?? image;
  };

  /**
   * @param {string} id
   * @param {number} key
   * @param {Document} document whose changes are in the outbox
   */
  const deliver = async (id, key, document) => {
    const { conflicts, removed } = await delivery.deliver(id, document);
    if (!saved.has(id)) return;
    if (removed) {
      // The session went with the document; noting it leads to the next saving.
      saved.set(id, null);
      store.apply(noteRemoved, key);
    }
    if (conflicts.length > 0) {
      resolve(id, key, conflicts);
    } else if (saved.get(id)?.document === document) {
      await sessions.save(id, { outbox: null });
      delivered(id, document);
    }
  };

  /**
   * @param {string} id
   * @param {number} key
   * @param {readonly Conflict[]} conflicts
   */
  const resolve = (id, key, conflicts) => {
    const kept = saved.get(id);
    // It is saved once more, following what is there.
    if (kept) saved.set(id, { ...kept, document: null });
    const others = store.state.images.find((image) => image.key === key)?.document.annotations;
    store.apply(keepBoth, key, conflicts, () => randomUuid());
    const now = store.state.images.find((image) => image.key === key)?.document.annotations;
    const more = (now?.length ?? 0) - (others?.length ?? 0);
    if (more > 0)
      store.apply(notify, { kind: "info", message: strings.keptBoth(more), lasting: true });
  };

  /** @param {unknown} error */
  const tell = (error) => {
    if (error instanceof ApiError) {
      // It is in the outbox, and is sent again until it is taken; the connection is told of elsewhere.
      const message = strings.errorNotSaved(error.message);
      if (error.code === "unreachable") store.apply(loseServer);
      else store.apply(notify, { message });
      return;
    }
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
    await Promise.all([sessions.remove(id), delivery.remove(id)]).catch(tell);
  };

  const saveActive = async () => {
    savedActive = active();
    await sessions.saveSetting(ACTIVE, savedActive).catch(tell);
  };

  /** @param {OpenImage} image */
  const send = (image) => {
    const end = savePicture(image).finally(() => under.delete(end));
    under.add(end);
    return end;
  };

  const saveNow = async (needed = wanted) => {
    const pictures = store.state.images.map(send);
    const ids = needed();
    const removals = [...saved.keys()].filter((id) => !ids.has(id)).map(remove);
    const setting = active() === savedActive ? [] : [saveActive()];
    await Promise.all([...pictures, ...removals, ...setting]);
  };

  // At once, as it is small: a page that is loaded anew comes back to what was on the stage.
  store.watch(
    (state) => [state.activeKey],
    () => {
      if (active() !== null && active() !== savedActive) saveActive();
    },
  );
  store.watch((state) => [state.images, state.activeKey, state.notices], schedule);
  store.watch(
    (state) => [state.images.length > 0],
    (any) => {
      if (!any || storage.lasting || storage.blocked || toldForgets) return;
      toldForgets = true;
      store.apply(notify, { kind: "info", message: strings.storageForgets, lasting: true });
    },
  );

  return {
    know(restored, active) {
      savedActive = active;
      for (const { image, revisions, pending, contents } of restored) {
        const { id } = image.document;
        if (id === null) continue;
        const kept = keptOf(image, image.runtime.search.found);
        saved.set(id, pending ? { ...kept, document: null } : kept);
        if (!pending) delivered(id, image.document, contents);
        if (revisions !== null) delivery.know(id, revisions);
      }
    },
    expect: delivery.know,
    saveNow: () => saveNow(),
    async saveAll() {
      await saveNow();
      // What was sent a moment ago is not sent again: it is waited for.
      await Promise.all(under);
    },
    leave: () => saveNow(() => idsOf(store.state.images)),
    atRisk() {
      const { images } = store.state;
      if (images.length === 0) return false;
      const unread = images.some(({ runtime }) => !isRead(runtime) || runtime.bytes !== null);
      return !storage.lasting || failed.size > 0 || unread;
    },
  };
}
