/**
 * Transitions of keeping pictures in storage.
 *
 * @import { Embedding } from "../server/embedding.js"
 * @import { Bytes, State } from "./state.js"
 */

import { changeImage } from "./state.js";

/**
 * @param {State} state
 * @param {number} key
 * @param {string} storageId
 * @returns {State}
 */
export function keepUnder(state, key, storageId) {
  return changeImage(state, key, () => ({ storageId }));
}

/**
 * Storage has these now; the bytes need no longer be in memory.
 *
 * @param {State} state
 * @param {number} key
 * @param {{ bytes: Bytes | null, embedding: Embedding | null }} saved
 * @returns {State}
 */
export function noteStored(state, key, saved) {
  return changeImage(state, key, ({ bytes, embedding, stored }) => ({
    // Others may have come meanwhile.
    ...(saved.bytes !== null && saved.bytes === bytes && { bytes: null }),
    stored: {
      bytes: stored.bytes || (saved.bytes !== null && saved.bytes === bytes),
      embedding:
        saved.embedding !== null && saved.embedding === embedding
          ? saved.embedding.encoderFingerprint
          : stored.embedding,
    },
  }));
}
