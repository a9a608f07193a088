/**
 * How much of the pictures that are not on the stage stays in memory: the ones used last, as far as
 * they fit. The others rest until they are wanted.
 *
 * @import { Runtime } from "./runtime.js"
 * @import { Store } from "../shell/store.js"
 */

import { restImage } from "./filmstrip_transitions.js";

/** Pictures kept beside the one on the stage: 4 MB of embedding each, and their pixels. */
const PICTURES = 3;
/** Pixels of all of those together: 64 MB. */
const PIXELS = 16e6;

/** @param {{ store: Store }} parts */
export function watchMemory({ store }) {
  /** @type {number[]} keys, the latest used first */
  let used = [];

  store.watch(
    (state) => [state.images, state.activeKey],
    (images, activeKey) => {
      const keys = images.map(({ key }) => key);
      const order = [activeKey, ...used, ...keys].filter((key) => key !== null);
      used = [...new Set(order)].filter((key) => keys.includes(key));
      let pictures = 0;
      let pixels = 0;
      for (const key of used.filter((key) => key !== activeKey)) {
        const image = images.find((image) => image.key === key);
        if (!image || !takesMemory(image.runtime)) continue;
        const { bitmap } = image.runtime;
        const own = bitmap ? bitmap.width * bitmap.height : 0;
        if (pictures === PICTURES || pixels + own > PIXELS) {
          store.apply(restImage, key);
          continue;
        }
        pictures++;
        pixels += own;
      }
    },
  );
}

/**
 * Whether there is something to be had by letting a picture rest. One that is being opened needs
 * what it has; the embedding of one that is not saved cannot be had again.
 *
 * @param {Runtime} runtime
 */
function takesMemory({ step, bitmap, embedding, stored }) {
  if (step !== "ready" && step !== "waiting" && step !== "resting") return false;
  return bitmap !== null || (embedding !== null && stored.embedding);
}
