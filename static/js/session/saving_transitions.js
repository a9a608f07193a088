/**
 * Transitions of keeping pictures in storage.
 *
 * @import { Embedding } from "../server/embedding.js"
 * @import { Conflict } from "../document/documents.js"
 * @import { Annotation } from "../formats/annotation.js"
 * @import { Bytes } from "../pictures/runtime.js"
 * @import { State } from "../shell/state.js"
 */

import { differences, recordsOf, revised } from "../document/document.js";
import { changeImage, reviseImage } from "../shell/state.js";
import { withColours } from "./picture_session.js";

/**
 * @param {State} state
 * @param {number} key
 * @param {string} id UUID
 * @returns {State}
 */
export function keepUnder(state, key, id) {
  return changeImage(state, key, () => ({ document: { id } }));
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
  return changeImage(state, key, ({ runtime: { bytes, embedding, stored } }) => ({
    runtime: {
      // Others may have come meanwhile.
      ...(saved.bytes !== null && saved.bytes === bytes && { bytes: null }),
      stored: {
        bytes: stored.bytes || (saved.bytes !== null && saved.bytes === bytes),
        embedding:
          saved.embedding !== null && saved.embedding === embedding
            ? saved.embedding.encoderFingerprint
            : stored.embedding,
      },
    },
  }));
}

/**
 * Another page has removed the picture from storage: what is at hand is to be stored again. Its file
 * is read again when it is needed, where that is possible.
 *
 * @param {State} state
 * @param {number} key
 * @returns {State}
 */
export function noteRemoved(state, key) {
  return changeImage(state, key, ({ runtime: { stored } }) => ({
    runtime: { stored: { ...stored, embedding: null } },
  }));
}

/**
 * Changes of this page and of another have met: both stay. What the other made of an object lies
 * behind ours as an object of its own; one that only this page has removed is back.
 *
 * @param {State} state
 * @param {number} key
 * @param {readonly Conflict[]} conflicts
 * @param {() => string} newId UUID
 * @returns {State}
 */
export function keepBoth(state, key, conflicts, newId) {
  return reviseImage(state, key, ({ document, session }, name) => {
    let records = recordsOf(document);
    for (const { annotationId, stored } of conflicts) {
      const theirs = stored?.record ?? null;
      const place = records.findIndex(({ id }) => id === annotationId);
      if (theirs === null || sameContent(theirs, records[place])) continue;
      if (place < 0) records = [theirs, ...records];
      else records = records.toSpliced(place + 1, 0, { ...theirs, id: newId() });
    }
    const after = revised(document, differences(document, records), name);
    const ids = records.map(({ id }) => id);
    return { document: after, session: { colours: withColours(session.colours, ids) } };
  });
}

/**
 * @param {Annotation} a
 * @param {Annotation} [b]
 */
const sameContent = (a, b) => JSON.stringify(a) === JSON.stringify(b);
