/**
 * A picture as storage has it: what is saved of it, part by part, and the way back.
 *
 * @import { Document } from "../document/document.js"
 * @import { Change } from "../document/documents.js"
 * @import { FoundMask } from "../everything/found.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Outbox } from "./outbox.js"
 * @import { SavedRuntime } from "./saved_runtime.js"
 * @import { SavedSession } from "./saved_session.js"
 * @import { SavedPart } from "./sessions.js"
 *
 * @typedef {(Pick<FoundMask, "id" | "record"> & Partial<Pick<FoundMask, "decoder">>)[]} SavedFound what
 *   segment everything has found
 *
 * @typedef {Omit<ReturnType<typeof keptOf>, "document"> & { document: Document | null }} Kept of a
 *   picture, what saving looks at; document: null where it is to be saved whatever it is
 */

import { foundMask } from "../everything/found.js";
import { isRead, NO_SEARCH, newRuntime } from "../pictures/runtime.js";
import { packEmbedding } from "../server/embedding.js";
import { ended, savedRuntime } from "./saved_runtime.js";
import { restoredSession, savedSession } from "./saved_session.js";

/**
 * @param {OpenImage} image
 * @param {readonly FoundMask[]} found that are saved
 */
export function keptOf(image, found) {
  const { key, document, session, runtime } = image;
  const { bytes, embedding, notes, encodeMilliseconds, miniature, search } = runtime;
  const { status, milliseconds } = ended(search);
  return {
    session: { key, ...session, selected: null },
    document,
    runtime: { notes, encodeMilliseconds, miniature, status, milliseconds },
    bytes,
    embedding,
    found,
  };
}

/**
 * What has to be saved of a picture.
 *
 * @param {OpenImage} image
 * @param {Kept | null} before as it was when it was last saved
 * @returns {SavedPart[]} none while there is nothing new, or no bytes to begin with; the outbox
 *   where the document is new
 */
export function unsavedParts(image, before) {
  const { bytes, embedding, stored, search } = image.runtime;
  if (!isRead(image.runtime)) return [];
  const now = keptOf(image, search.found);
  /** @type {SavedPart[]} */
  const parts = [];
  if (bytes !== null && bytes !== before?.bytes) parts.push("bytes");
  if (embedding !== null && stored.embedding === null && embedding !== before?.embedding) {
    parts.push("embedding");
  }
  // A search tells of masks many times a second: they are saved when it ends.
  const found = before?.found ?? NO_SEARCH.found;
  if (search.status !== "running" && search.found !== found) parts.push("found");
  if (!same(now.session, before?.session)) parts.push("session");
  if (parts.includes("embedding") || !same(now.runtime, before?.runtime)) parts.push("runtime");
  if (now.document !== before?.document) parts.push("outbox");
  return parts;
}

/**
 * @param {OpenImage} image
 * @param {readonly SavedPart[]} parts
 * @param {readonly Change[]} changes of its document
 * @returns {Partial<Record<SavedPart, unknown>>} to be saved
 */
export function writeParts(image, parts, changes) {
  const { bytes, embedding, search } = image.runtime;
  const writers = {
    session: () => savedSession(image),
    outbox: () => /** @type {Outbox} */ ({ picture: image.document.picture, changes }),
    runtime: () => savedRuntime(image.runtime),
    bytes: () => bytes,
    embedding: () => embedding && packEmbedding(embedding),
    found: () =>
      /** @type {SavedFound} */ (
        search.found.map(({ id, record, decoder }) => ({ id, record, decoder }))
      ),
  };
  return Object.fromEntries(parts.map((part) => [part, writers[part]()]));
}

/**
 * @param {Record<string, unknown>} now
 * @param {Record<string, unknown>} [before]
 */
const same = (now, before) =>
  before !== undefined && Object.entries(now).every(([name, value]) => value === before[name]);

/**
 * The picture as it was, at rest: its pixels and its embedding stay in storage until it is on the
 * stage. One that was never encoded is opened on.
 *
 * @param {Document} document
 * @param {SavedSession} session
 * @param {SavedRuntime} runtime
 * @param {unknown} found that was saved with it
 * @returns {OpenImage}
 */
export function restoredImage(document, session, runtime, found) {
  const { encoder, search, ...rest } = runtime;
  const masks = Array.isArray(found) ? /** @type {SavedFound} */ (found) : [];
  const ids = document.annotations.map(({ record: { id } }) => id);
  return {
    key: session.order,
    document,
    session: restoredSession(session, ids),
    runtime: {
      ...newRuntime({ read: gone, since: 0 }),
      ...rest,
      stored: { bytes: true, embedding: encoder },
      step: encoder === null ? "waiting" : "resting",
      search: {
        ...NO_SEARCH,
        ...ended(search),
        found: masks.map(({ id, record, decoder }) => foundMask(id, record, decoder)),
      },
    },
  };
}

/** @returns {Promise<Blob>} */
async function gone() {
  throw new DOMException("The picture's file is not in storage.", "NotFoundError");
}
