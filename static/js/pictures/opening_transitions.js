/**
 * Transitions of opening a picture.
 *
 * @import { Embedding } from "../server/embedding.js"
 * @import { State } from "../shell/state.js"
 * @import { Size } from "../stage/geometry.js"
 * @import { OpenImage, Source } from "./open_image.js"
 * @import { Bytes, Step } from "./runtime.js"
 */

import { differences, pictureOf, recordsOf, revised } from "../document/document.js";
import { newSession } from "../session/picture_session.js";
import { changeImage, reviseImage } from "../shell/state.js";
import { goTo, removeImage } from "./filmstrip_transitions.js";
import { newImage } from "./open_image.js";

/**
 * Puts a picture on the stage before anything of it is known.
 *
 * @param {State} state
 * @param {Source} source
 * @param {number} now milliseconds
 * @returns {State} its key is the state's activeKey
 */
export function openImage(state, source, now) {
  const key = state.nextId;
  return { ...goTo(addImage(state, source, now), key), homeOpen: false };
}

/**
 * Puts a picture at the end of the filmstrip, to be opened when its turn comes.
 *
 * @param {State} state
 * @param {Source} source
 * @param {number} now milliseconds
 * @returns {State}
 */
export function addImage(state, source, now) {
  const image = newImage(state.nextId, source, now);
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
  return changeImage(state, key, ({ runtime: { stored } }) => ({
    runtime: { bytes, stored: { ...stored, bytes: false } },
  }));
}

/**
 * The picture's pixels are here.
 *
 * @param {State} state
 * @param {number} key
 * @param {ImageBitmap} bitmap EXIF-rotated
 * @param {Size} [size] the picture's, where the bitmap is an overview of it
 * @returns {State}
 */
export function showBitmap(state, key, bitmap, { width, height } = bitmap) {
  return reviseImage(state, key, ({ document, session }, name) => {
    const { picture } = document;
    const sameSize = picture.width === 0 || (picture.width === width && picture.height === height);
    const next = { ...document, picture: { ...picture, width, height } };
    if (sameSize) return { document: next, runtime: { bitmap } };
    // A prompt points at pixels of the size it was made on, and a mask is of that size.
    const { draft, history } = newSession(session.title);
    return {
      document: revised(next, differences(next, []), name),
      session: { draft, history },
      runtime: { bitmap },
    };
  });
}

/**
 * @param {State} state
 * @param {number} key
 * @param {Blob} miniature
 * @returns {State}
 */
export function takeMiniature(state, key, miniature) {
  return changeImage(state, key, () => ({ runtime: { miniature } }));
}

/**
 * @param {State} state
 * @param {number} key
 * @param {Step} step that begins
 * @param {number} now milliseconds
 * @returns {State}
 */
export function advance(state, key, step, now) {
  return changeImage(state, key, () => ({ runtime: { step, since: now } }));
}

/**
 * The server has read the picture.
 *
 * @param {State} state
 * @param {number} key
 * @param {{ id: string, notes: readonly string[], first_channel?: string | null }} info its name there,
 *   sentences on what reading did to it, and where its first channel is
 * @returns {State}
 */
export function takeNotes(state, key, { id, notes, first_channel: channel = null }) {
  return reviseImage(state, key, ({ document }, name) => {
    const named = { ...document, picture: { ...document.picture, id } };
    // What a hand has made before names its picture from now on.
    const records = recordsOf(named).map((record) =>
      record.picture ? record : { ...record, picture: pictureOf(named) },
    );
    return {
      document: revised(named, differences(named, records), name),
      runtime: { notes, channel },
    };
  });
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
  return changeImage(state, key, ({ runtime: { since, stored } }) => ({
    runtime: {
      embedding,
      stored: { ...stored, embedding: null },
      step: "ready",
      since: now,
      encodeMilliseconds: now - since,
    },
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
  return changeImage(state, key, () => ({ runtime: { embedding, step: "ready" } }));
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
    .filter(
      ({ runtime: { embedding } }) => embedding && embedding.encoderFingerprint !== fingerprint,
    )
    .reduce((before, { key }) => dropEmbedding(before, key), state);
}

/**
 * @param {State} state
 * @param {number} key of a picture that is to be encoded (anew)
 * @returns {State}
 */
export function dropEmbedding(state, key) {
  return changeImage(state, key, ({ runtime: { stored } }) => ({
    runtime: {
      embedding: null,
      windows: [],
      stored: { ...stored, embedding: null },
      step: "waiting",
      answer: null,
      shown: null,
      thumbnails: null,
    },
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
  const again = state.images.filter((image) => image.runtime.step === "failed" && which(image));
  return again.reduce(
    (before, { key }) => changeImage(before, key, () => ({ runtime: { step: "waiting" } })),
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
