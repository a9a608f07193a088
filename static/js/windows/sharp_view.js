/**
 * A quiet sign on the stage of a large picture that somebody has zoomed into: whether the model sees
 * this part of it at its own pixels, or is about to.
 *
 * @import { Store } from "../shell/store.js"
 * @import { State } from "../shell/state.js"
 * @import { Strings } from "../shell/strings/strings.js"
 */

import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { embeddingOf, windowAtRest } from "./seeing.js";

/** @param {{ store: Store, strings: Strings }} parts */
export function mountSharp({ store, strings }) {
  const sign = find("#sharp", HTMLElement);
  store.watch(
    (state) => [sharpness(state), state.language],
    (sharp) => {
      sign.hidden = sharp === "none";
      sign.dataset.sharp = sharp;
      sign.textContent = sharp === "here" ? strings.sharpHere : strings.sharpSoon;
      sign.title = strings.sharpAbout;
    },
  );
}

/**
 * @param {State} state
 * @returns {"none" | "soon" | "here"} of the place under the pointer, or the middle of the view
 */
export function sharpness(state) {
  const image = activeImage(state);
  const window = image && windowAtRest(state, image);
  if (!window || image.session.everything.on) return "none";
  if (embeddingOf(image, window) !== null) return "here";
  return state.fetchedWindow === null ? "none" : "soon";
}
