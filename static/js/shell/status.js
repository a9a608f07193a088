/**
 * One sentence on what has just changed, for those who hear the page.
 *
 * @import { State } from "../session/state.js"
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { coverage } from "../everything/found.js";
import { activeImage, maskFacts, maskState, survivors } from "../session/state.js";
import { find } from "./dom.js";

/** @param {{ store: Store, strings: Strings }} parts */
export function mountStatus({ store, strings }) {
  const line = find("#status", HTMLElement);
  store.watch(
    (state) => [sentence(state, strings)],
    (text) => {
      if (text !== null) line.textContent = text;
    },
  );
}

/**
 * @param {State} state
 * @param {Strings} strings
 * @returns {string | null} null while there is nothing new to say
 */
function sentence(state, strings) {
  const image = activeImage(state);
  if (image === null) return strings.statusEmpty;
  const title = strings.title(image.source);
  if (image.step !== "ready") return strings.statusOpening(title);
  const { on, status } = image.everything;
  if (on) {
    if (status !== "done") return null;
    const masks = survivors(image);
    if (masks.length === 0) return strings.everythingNothing;
    return strings.statusEverything({ masks: masks.length, fraction: coverage(masks, image) });
  }
  const facts = maskFacts(image);
  if (facts !== null) {
    const { fraction, iou } = facts;
    if (fraction === 0) return strings.statusNothing;
    return iou === null
      ? strings.statusMaskByHand({ fraction })
      : strings.statusMask({ fraction, iou });
  }
  return maskState(image) === "none" ? strings.statusReady(title) : null;
}
