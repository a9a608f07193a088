/**
 * The mask that a click under the pointer would give, lightly: nothing is decided yet.
 *
 * @import { Store } from "../store.js"
 */

import { activeImage, glimpsedMask } from "../state.js";
import { context2d } from "./dom.js";
import { clear, GLIMPSE, paintMask } from "./paint.js";
import { noteGlimpse } from "./times.js";

/** @param {{ store: Store }} parts */
export function mountGlimpse({ store }) {
  const context = context2d("#glimpse");
  const { canvas } = context;
  store.watch(
    (state) => [glimpsedMask(activeImage(state))],
    (shown) => {
      if (shown === null) {
        clear(context);
        delete canvas.dataset.area;
        return;
      }
      paintMask(context, shown.mask, GLIMPSE);
      canvas.dataset.area = String(shown.mask.area);
      if (activeImage(store.state)?.aim?.prompt === shown.prompt) noteGlimpse();
    },
  );
}
