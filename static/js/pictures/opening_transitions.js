/**
 * Transitions of opening a picture.
 *
 * @import { Embedding } from "../server/embedding.js"
 * @import { History } from "../session/history.js"
 * @import { Bytes, Edit, OpenImage, Source, State, Step } from "../session/state.js"
 */

import { startHistory } from "../session/history.js";
import { changeImage, EMPTY_EDIT, NO_EVERYTHING } from "../session/state.js";
import { goTo, removeImage } from "./filmstrip_transitions.js";

/**
 * Puts a picture on the stage before anything of it is known.
 *
 * @param {State} state
 * @param {Source} source
 * @param {number} now milliseconds
 * @param {History<Edit> | null} [history] of an earlier attempt at the same picture
 * @returns {State} its key is the state's activeKey
 */
export function openImage(state, source, now, history = null) {
  const key = state.nextId;
  return { ...goTo(addImage(state, source, now, history), key), homeOpen: false };
}

/**
 * Puts a picture at the end of the filmstrip, to be opened when its turn comes.
 *
 * @param {State} state
 * @param {Source} source
 * @param {number} now milliseconds
 * @param {History<Edit> | null} [history] of an earlier attempt at the same picture
 * @returns {State}
 */
export function addImage(state, source, now, history = null) {
  /** @type {OpenImage} */
  const image = {
    key: state.nextId,
    id: null,
    storageId: null,
    source,
    bytes: null,
    stored: { bytes: false, embedding: null },
    miniature: null,
    step: "waiting",
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
  return { ...state, nextId: state.nextId + 1, images: [...state.images, image] };
}

/**
 * The picture's bytes are here.
 *
 * @param {State} state
 * @param {number} key
 * @param {Bytes} bytes
 * @returns {State}
 */
export function takeBytes(state, key, bytes) {
  return changeImage(state, key, ({ stored }) => ({ bytes, stored: { ...stored, bytes: false } }));
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
 * @param {Blob} miniature
 * @returns {State}
 */
export function takeMiniature(state, key, miniature) {
  return changeImage(state, key, () => ({ miniature }));
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
 * The embedding is here: from now on clicks are answered.
 *
 * @param {State} state
 * @param {number} key
 * @param {Embedding} embedding
 * @param {number} now milliseconds
 * @returns {State}
 */
export function finishOpening(state, key, embedding, now) {
  return changeImage(state, key, ({ since, stored }) => ({
    embedding,
    stored: { ...stored, embedding: null },
    step: "ready",
    since: now,
    encodeMilliseconds: now - since,
  }));
}

/**
 * The embedding is back out of storage, or was here all the time.
 *
 * @param {State} state
 * @param {number} key
 * @param {Embedding} embedding
 * @returns {State}
 */
export function wakeImage(state, key, embedding) {
  return changeImage(state, key, () => ({ embedding, step: "ready" }));
}

/**
 * Embeddings of another image encoder are of no use: their pictures are encoded anew. What was done
 * to them stays.
 *
 * @param {State} state
 * @param {string} fingerprint of the image encoder in use
 * @returns {State}
 */
export function dropEmbeddings(state, fingerprint) {
  return state.images
    .filter(({ embedding }) => embedding && embedding.encoderFingerprint !== fingerprint)
    .reduce((before, { key }) => dropEmbedding(before, key), state);
}

/**
 * @param {State} state
 * @param {number} key of a picture that is to be encoded (anew)
 * @returns {State}
 */
export function dropEmbedding(state, key) {
  return changeImage(state, key, ({ stored }) => ({
    embedding: null,
    stored: { ...stored, embedding: null },
    step: "waiting",
    answer: null,
    shown: null,
    thumbnails: null,
  }));
}

/**
 * Pictures that failed get another turn.
 *
 * @param {State} state
 * @param {(image: OpenImage) => boolean} [which] all, unless it says otherwise
 * @returns {State}
 */
export function resumeOpening(state, which = () => true) {
  const again = state.images.filter((image) => image.step === "failed" && which(image));
  return again.reduce(
    (before, { key }) => changeImage(before, key, () => ({ step: "waiting" })),
    state,
  );
}

/**
 * Takes away a picture that could not be opened; the one that was on the stage before comes back.
 *
 * @param {State} state
 * @param {number} key
 * @returns {State}
 */
export function abandonOpening(state, key) {
  return removeImage(state, key);
}
