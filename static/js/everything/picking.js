/**
 * The pointer over everything: it highlights the mask under it, and a click takes that mask.
 *
 * @import { Actions } from "../shell/actions.js"
 * @import { OpenImage } from "../pictures/open_image.js"
 * @import { Store } from "../shell/store.js"
 */

import { find } from "../shell/dom.js";
import { activeImage } from "../shell/state.js";
import { clientToImage, pixelAt } from "../stage/geometry.js";
import { hoverEverything } from "./everything_transitions.js";

/** @param {{ store: Store, actions: Actions }} parts */
export function mountPicking({ store, actions }) {
  const stage = find("#stage", HTMLElement);
  const frame = find("#frame", HTMLElement);

  /** @param {MouseEvent} event */
  const pixel = ({ clientX, clientY }) => {
    const image = picking(store);
    if (image === null) return null;
    const at = clientToImage(
      { x: clientX, y: clientY },
      frame.getBoundingClientRect(),
      image.document.picture,
    );
    const inside =
      at.x >= 0 &&
      at.y >= 0 &&
      at.x < image.document.picture.width &&
      at.y < image.document.picture.height;
    return inside ? pixelAt(at, image.document.picture) : null;
  };

  stage.addEventListener("pointermove", (event) => {
    if (picking(store) && event.pointerType !== "touch") store.apply(hoverEverything, pixel(event));
  });
  stage.addEventListener("pointerleave", () => {
    if (picking(store)) store.apply(hoverEverything, null);
  });
  stage.addEventListener("click", (event) => {
    const at = pixel(event);
    if (at !== null) actions.pick(at);
  });
}

/**
 * @param {Store} store
 * @returns {OpenImage | null} the picture whose masks are there to be picked
 */
function picking({ state }) {
  const image = activeImage(state);
  return image?.session.everything.on && image.document.picture.width > 0 ? image : null;
}
