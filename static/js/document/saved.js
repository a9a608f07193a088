/**
 * A picture as storage has it: what is saved of it, part by part, and the way back.
 *
 * @import { FoundMask } from "../everything/found.js"
 * @import { History } from "../session/history.js"
 * @import { Edit, Everything, OpenImage } from "../session/state.js"
 * @import { Part } from "./storage.js"
 * @import { Camera } from "../stage/viewport.js"
 *
 * @typedef {object} Work what is saved whenever something was done
 * @property {typeof VERSION} version
 * @property {number} order in the filmstrip
 * @property {string} name the file's
 * @property {string} title
 * @property {string | null} imageId the server's
 * @property {number} width pixels
 * @property {number} height
 * @property {readonly string[]} notes
 * @property {number | null} encodeMilliseconds
 * @property {Blob | null} miniature
 * @property {string | null} encoder fingerprint of the one whose embedding is saved
 * @property {History<Edit>} history
 * @property {Camera | null} camera
 * @property {Omit<Everything, "found" | "hovered">} everything
 *
 * @typedef {OpenImage["everything"]["found"]} FoundMasks
 * @typedef {Pick<FoundMask, "id" | "record">[]} SavedFound what segment everything has found
 *
 * @typedef {ReturnType<typeof keptOf>} Kept of a picture, what saving looks at
 */

import { foundMask } from "../everything/found.js";
import { packEmbedding } from "../server/embedding.js";
import { isRead, NO_EVERYTHING } from "../session/state.js";

/** Of the form of {@link Work}, history included. Others are not read. */
export const VERSION = 1;

/**
 * @param {OpenImage} image
 * @param {FoundMasks} found that are saved
 */
export function keptOf(image, found) {
  const { key, id, source, width, height, notes, miniature, encodeMilliseconds } = image;
  const { history, camera, everything, bytes, embedding } = image;
  const work = { key, id, source, width, height, notes, miniature, encodeMilliseconds };
  return { ...work, history, camera, everything, bytes, embedding, found };
}

/**
 * What has to be saved of a picture.
 *
 * @param {OpenImage} image
 * @param {Kept | null} before as it was when it was last saved
 * @returns {Part[]} none while there is nothing new, or no bytes to begin with
 */
export function unsavedParts(image, before) {
  const { bytes, embedding, stored } = image;
  if (!isRead(image)) return [];
  /** @type {Part[]} */
  const parts = [];
  if (bytes !== null && bytes !== before?.bytes) parts.push("bytes");
  if (embedding !== null && stored.embedding === null && embedding !== before?.embedding) {
    parts.push("embedding");
  }
  // A search tells of masks many times a second: they are saved when it ends.
  const { found, status } = image.everything;
  if (status !== "running" && found !== (before?.found ?? NO_EVERYTHING.found)) parts.push("found");
  if (parts.length > 0 || before === null || !sameWork(image, before)) parts.push("work");
  return parts;
}

/**
 * @param {OpenImage} image
 * @param {readonly Part[]} parts
 * @returns {Partial<Record<Part, unknown>>} to be saved
 */
export function writeParts(image, parts) {
  const { bytes, embedding, everything } = image;
  const writers = {
    work: () => workOf(image),
    bytes: () => bytes,
    embedding: () => embedding && packEmbedding(embedding),
    found: () =>
      /** @type {SavedFound} */ (everything.found.map(({ id, record }) => ({ id, record }))),
  };
  return Object.fromEntries(parts.map((part) => [part, writers[part]()]));
}

/**
 * @param {OpenImage} image
 * @param {Kept} before
 */
function sameWork(image, before) {
  const { everything: now } = image;
  const { everything: then } = before;
  const running = now.status === "running" && then.status === "running";
  return (
    image.key === before.key &&
    image.id === before.id &&
    image.source === before.source &&
    image.width === before.width &&
    image.height === before.height &&
    image.notes === before.notes &&
    image.miniature === before.miniature &&
    image.encodeMilliseconds === before.encodeMilliseconds &&
    image.history === before.history &&
    image.camera === before.camera &&
    now.on === then.on &&
    now.preset === then.preset &&
    now.filters === then.filters &&
    (running || (now.status === then.status && now.milliseconds === then.milliseconds))
  );
}

/**
 * @param {OpenImage} image
 * @returns {Work}
 */
function workOf(image) {
  const { found: _, hovered: __, ...everything } = image.everything;
  return {
    version: VERSION,
    order: image.key,
    name: image.source.name,
    title: image.source.title,
    imageId: image.id,
    width: image.width,
    height: image.height,
    notes: image.notes,
    encodeMilliseconds: image.encodeMilliseconds,
    miniature: image.miniature,
    encoder: image.embedding?.encoderFingerprint ?? image.stored.embedding,
    history: image.history,
    camera: image.camera,
    everything,
  };
}

/**
 * @param {unknown} value that was saved as a picture's work
 * @returns {Work | null} null where it is damaged, or of another version
 */
export function readWork(value) {
  const work = /** @type {Partial<Work>} */ (value ?? {});
  const { version, name, title, order, width, height, history, everything } = work;
  const whole =
    version === VERSION &&
    typeof name === "string" &&
    typeof title === "string" &&
    [order, width, height].every((number) => Number.isInteger(number)) &&
    Array.isArray(history?.past) &&
    Array.isArray(history.future) &&
    [...history.past, history.present, ...history.future].every(isEdit) &&
    typeof everything?.filters === "object";
  return whole ? /** @type {Work} */ (work) : null;
}

/** @param {Partial<Edit> | null | undefined} edit */
const isEdit = (edit) =>
  Array.isArray(edit?.prompt?.points) &&
  Array.isArray(edit.corrections) &&
  Array.isArray(edit.objects);

/**
 * The picture as it was, at rest: its pixels and its embedding stay in storage until it is on the
 * stage. One that was never encoded is opened on.
 *
 * @param {string} storageId
 * @param {Work} work
 * @param {unknown} found that was saved with it
 * @returns {OpenImage}
 */
export function restoredImage(storageId, work, found) {
  const { name, title, imageId, order, encoder, everything, ...rest } = work;
  const { version: _, ...same } = rest;
  // A search that ran ended with its page, and begins anew.
  const status = everything.status === "running" ? "idle" : everything.status;
  const masks = Array.isArray(found) ? /** @type {SavedFound} */ (found) : [];
  return {
    ...same,
    key: order,
    id: imageId,
    storageId,
    source: { name, title, read: gone },
    bytes: null,
    stored: { bytes: true, embedding: encoder },
    step: encoder === null ? "waiting" : "resting",
    since: 0,
    bitmap: null,
    embedding: null,
    answer: null,
    shown: null,
    thumbnails: null,
    aim: null,
    glimpse: null,
    selected: [],
    everything: {
      ...NO_EVERYTHING,
      ...everything,
      status,
      found: masks.map(({ id, record }) => foundMask(id, record)),
    },
  };
}

/** @returns {Promise<Blob>} */
async function gone() {
  throw new DOMException("The picture's file is not in storage.", "NotFoundError");
}
