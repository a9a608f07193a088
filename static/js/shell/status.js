/**
 * One sentence on what has just changed, for those who hear the page.
 *
 * @import { State } from "./state.js"
 * @import { Store } from "./store.js"
 * @import { Strings } from "./strings/strings.js"
 */

import { coverage } from "../everything/found.js";
import { survivors } from "../everything/survivors.js";
import { sourceOf } from "../pictures/open_image.js";
import { maskFacts, maskState } from "../prompting/wanted.js";
import { find } from "./dom.js";
import { activeImage } from "./state.js";

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
  const title = strings.title(sourceOf(image));
  if (image.runtime.step !== "ready") return strings.statusOpening(title);
  if (image.session.everything.on) {
    if (image.runtime.search.status !== "done") return null;
    const masks = survivors(image);
    if (masks.length === 0) return strings.everythingNothing;
    return strings.statusEverything({
      masks: masks.length,
      fraction: coverage(masks, image.document.picture),
    });
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
