/**
 * While the hand rests, the decoder prepares the picture after the one on the stage, if that one is
 * encoded: its first click then need not wait for it.
 *
 * @import { DecoderClient } from "./client.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Runtime } from "../pictures/runtime.js"
 * @import { State } from "../shell/state.js"
 * @import { Store } from "../shell/store.js"
 */

import { unanswered } from "../prompting/wanted.js";
import { activeImage } from "../shell/state.js";
import { atRest } from "./at_rest.js";

/** How long nothing must have happened. A click that comes in the midst of it waits for its end. */
const REST_MS = 50;

/**
 * @param {object} parts
 * @param {Store} parts.store
 * @param {Pick<DecoderClient, "prepareAhead">} parts.decoder
 * @param {(pause: number) => Promise<void>} parts.wait
 */
export function watchPreparing({ store, decoder, wait }) {
  /** @type {State["model"]["info"]} the decoder */
  let by = null;
  /** @type {Runtime["embedding"]} what that has prepared, or could not */
  let prepared = null;

  const isDue = (/** @type {State} */ state) => {
    const image = activeImage(state);
    if (image === null || state.model.status !== "ready") return false;
    if (state.placedKey !== image.key || unanswered(image).length > 0) return false;
    const following = embeddingAfter(state, image);
    return following !== null && !(following === prepared && state.model.info === by);
  };

  const prepare = async () => {
    const { state } = store;
    const image = activeImage(state);
    const following = image && embeddingAfter(state, image);
    if (following === null) return;
    try {
      if ((await decoder.prepareAhead(following)) === null) return;
    } catch {
      // What is wrong is reported once the picture is on the stage.
    }
    by = state.model.info;
    prepared = following;
  };

  atRest({ store, wait }, REST_MS, isDue, prepare);
}

/**
 * @param {State} state
 * @param {OpenImage} image
 * @returns {Runtime["embedding"]} of the picture after it in the filmstrip
 */
function embeddingAfter({ images }, { key }) {
  const place = images.findIndex((each) => each.key === key);
  return images[place + 1]?.runtime.embedding ?? null;
}
