/**
 * Transitions of opening a picture.
 *
 * @import { Embedding } from "../embedding.js"
 * @import { History } from "../history.js"
 * @import { Edit, OpenImage, Source, State, Step } from "../state.js"
 */

import { startHistory } from "../history.js";
import { changeImage, EMPTY_EDIT, NO_EVERYTHING } from "../state.js";

/**
 * Puts a picture on the stage before anything of it is known. The last finished one is kept behind
 * it, in case this one fails; one that was still opening is dropped.
 *
 * @param {State} state
 * @param {Source} source
 * @param {number} now milliseconds
 * @param {History<Edit> | null} [history] of an earlier attempt at the same picture
 * @returns {State} its key is the state's activeKey
 */
export function openImage(state, source, now, history = null) {
  /** @type {OpenImage} */
  const image = {
    key: state.nextId,
    id: null,
    source,
    step: "reading",
    since: now,
    bitmap: null,
    width: 0,
    height: 0,
    notes: [],
    embedding: null,
    encodeMilliseconds: null,
    history: history ?? startHistory(EMPTY_EDIT),
    answer: null,
    shown: null,
    thumbnails: null,
    aim: null,
    glimpse: null,
    everything: NO_EVERYTHING,
    selected: [],
    camera: null,
  };
  const kept = state.images.filter(({ step }) => step === "ready").slice(-1);
  return {
    ...state,
    nextId: state.nextId + 1,
    images: [...kept, image],
    activeKey: image.key,
    homeOpen: false,
  };
}

/**
 * The picture's pixels are here.
 *
 * @param {State} state
 * @param {number} key
 * @param {ImageBitmap} bitmap EXIF-rotated
 * @returns {State}
 */
export function showBitmap(state, key, bitmap) {
  const { width, height } = bitmap;
  return changeImage(state, key, (image) => {
    const sameSize = image.width === 0 || (image.width === width && image.height === height);
    // A prompt points at pixels of the size it was made on.
    const history = sameSize ? image.history : startHistory(EMPTY_EDIT);
    return { bitmap, width, height, history };
  });
}

/**
 * @param {State} state
 * @param {number} key
 * @param {Step} step that begins
 * @param {number} now milliseconds
 * @returns {State}
 */
export function advance(state, key, step, now) {
  return changeImage(state, key, () => ({ step, since: now }));
}

/**
 * The server has read the picture.
 *
 * @param {State} state
 * @param {number} key
 * @param {{ id: string, notes: readonly string[] }} info its name there, and sentences on what
 *   reading did to it
 * @returns {State}
 */
export function takeNotes(state, key, { id, notes }) {
  return changeImage(state, key, () => ({ id, notes }));
}

/**
 * The embedding is here: from now on clicks are answered, and the picture before is let go.
 *
 * @param {State} state
 * @param {number} key
 * @param {Embedding} embedding
 * @param {number} now milliseconds
 * @returns {State}
 */
export function finishOpening(state, key, embedding, now) {
  const next = changeImage(state, key, ({ since }) => ({
    embedding,
    step: "ready",
    since: now,
    encodeMilliseconds: now - since,
  }));
  if (next.activeKey !== key) return next;
  return { ...next, images: next.images.filter((image) => image.key === key) };
}

/**
 * Takes a picture that could not be opened off the stage again; the one before comes back.
 *
 * @param {State} state
 * @param {number} key
 * @returns {State}
 */
export function abandonOpening(state, key) {
  const images = state.images.filter((image) => image.key !== key);
  const activeKey = images.at(-1)?.key ?? null;
  return { ...state, images, activeKey, homeOpen: activeKey === null };
}
